// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/ids.h"
#include "broker/protocol/result.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace sermo::model
{

//! All that a colleague needs to join a broker, as one link that can be sent, pasted or scanned:
//! `sermo://join?at=https://HOST:PORT&pin=SHA256&key=KEY&agent=ID&name=NAME`. Who holds it holds
//! the key. A value.
struct Invitation {
    QUrl broker; //!< http or https
    QByteArray pin; //!< SHA-256 of the broker's certificate; empty: the system's authorities judge
    QString key;
    AgentId agent; //!< as whom; empty with a key of no agent's
    QString name; //!< as customers see it; may be empty

    [[nodiscard]] QString toLink() const;
    //! Whatever stands around it, as mail and chat put it there; the error is one sentence for who
    //! pasted it.
    [[nodiscard]] static Result<Invitation, QString> fromText(const QString &text);
    //! Whether it means to be one, whole or not.
    [[nodiscard]] static bool isMeant(const QString &text);

    friend bool operator==(const Invitation &, const Invitation &) = default;
};

} // namespace sermo::model
