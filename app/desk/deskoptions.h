// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desk/standing.h"
#include "app/endpoint.h"
#include "broker/protocol/result.h"
#include "ui/model/invitation.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace sermo::app
{

//! What sermo-desk was asked to do, checked (contract 1). Hosts a broker unless `join` is set; as
//! one of two hosts it does both.
struct DeskOptions {
    struct Join {
        QUrl broker;
        QString key;
        QByteArray pin; //!< empty: the system's authorities judge
    };

    QString dataDir; //!< empty: as remembered, else the user's own
    std::optional<Endpoint> listen; //!< none: as remembered, else 127.0.0.1:8080
    QString configFile;
    std::optional<Join> join;
    QString invitation; //!< the link that `join` came by; empty: it came by options
    bool isFromOutside = false; //!< that link was given to the program, perhaps by a page's click
    QString standbyLink; //!< an invitation to stand by, to be asked about; empty: none was given
    bool isFirst = false; //!< nobody has said yet how this desk is to work
    std::optional<Standing> standing; //!< one of two, as its data directory says
    bool endsStanding = false; //!< it is to be none any more (leaveStanding())
    QString filesOf; //!< the owner() under whom it has had its files so far; empty: the same
    std::optional<double> demoSpeed; //!< a demonstration, so many times as fast as people are
    QString agentId; //!< empty: as remembered, else the user's login
    QString agentName;

    [[nodiscard]] bool runsBroker() const { return !join || standing; }
    //! What an agent has under way at one broker is in files of its own, whatever characters his id
    //! and the address have. Who hosts keeps his when the desk becomes one of two.
    [[nodiscard]] QString ownFile(const QString &name) const
    {
        return fileOf(dataDir, name, owner());
    }
    [[nodiscard]] QString owner() const; //!< as file names have him
    [[nodiscard]] static QString fileOf(const QString &directory, const QString &name,
                                        const QString &owner);
};

//! What to say instead of starting: help and version on standard output (exit 0), a wrong call in
//! one line on standard error (exit 2).
struct EarlyExit {
    int code = 0;
    QString text;
};

//! As an invitation has it.
[[nodiscard]] DeskOptions optionsOf(const model::Invitation &invitation);
//! As a link has it that was given to the program: to join, or to stand by.
[[nodiscard]] Result<DeskOptions, QString> optionsOfLink(const QString &link);

//! Reads a command line, the program's name included. Needs an application object.
[[nodiscard]] Result<DeskOptions, EarlyExit> readOptions(const QStringList &arguments);

} // namespace sermo::app
