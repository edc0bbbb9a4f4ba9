// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/result.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <optional>

namespace sermo::app
{

//! That this desk is one of two hosts (broker/pair), as it remembers it: in a file of the data
//! directory, `standby-with.json`, which is its owner's alone since it holds keys. A value.
struct Standing {
    QUrl here; //!< as the other one and all clients reach this desk
    QUrl other; //!< the other one; empty: it has not come yet
    QByteArray pin; //!< SHA-256 of the other one's certificate
    QString key; //!< of role standby, the same at both
    QString deskKey; //!< by which this desk itself joins; empty: it has been invited
    bool begins = false; //!< it was the host when this began
    bool takesOver = false; //!< by itself, when it stands by and the host is gone; else it offers
    QUrl otherPublic; //!< where clients reach the other one; empty: as this desk does
    QByteArray taken; //!< the mark of the luggage (luggage.h) that it was given last

    //! None: the desk of that directory is one alone.
    [[nodiscard]] static Result<std::optional<Standing>, QString> load(const QString &directory);
    [[nodiscard]] Result<void, QString> save(const QString &directory) const;
    //! The desk is one alone from its next start on; where that fails, all is as it was. Nothing
    //! may run in the directory.
    [[nodiscard]] static Result<void, QString> end(const QString &directory);
    //! A crash has cut that short: it is to be ended again.
    [[nodiscard]] static bool isHalfEnded(const QString &directory);

    friend bool operator==(const Standing &, const Standing &) = default;
};

} // namespace sermo::app
