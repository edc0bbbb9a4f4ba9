// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/endpoint.h"
#include "broker/protocol/result.h"
#include "broker/store/nats/clusteroptions.h"

#include <QDate>
#include <QStringList>
#include <QTimeZone>
#include <QUrl>

#include <optional>
#include <variant>

//! The command line of sermo-broker as values (contract 1).
namespace sermo::app
{

//! Exit codes of every command.
enum ExitCode { Success = 0, Failure = 1, WrongCall = 2 };

namespace call
{
struct Tell { //!< `--help`, `--version`
    QString text;
};
//! One of two hosts (broker/pair).
struct Standby {
    QUrl other; //!< where the other one is
    bool begins = false; //!< the host, where nothing is agreed yet; else it stands by
    QString keyFile; //!< with the key of role standby, the same at both
    QByteArray pin; //!< SHA-256 of the other's certificate; empty: authorities judge
    QUrl otherForClients; //!< where they find the other one; empty: there too
    bool takesOver = false; //!< by itself, when it stands by and the host is gone; else it offers
    int after = 20; //!< seconds, until the host is called gone: the same at both
};
struct Serve {
    QString dataDirectory;
    Endpoint listen;
    QString configFile; //!< empty: the defaults
    std::optional<Standby> standby; //!< none: it is one alone
    std::optional<store::ClusterOptions> cluster; //!< none: the log is in the directory
};
struct StandbyOrder {
    QString dataDirectory;
    QString what; //!< `status`, `take-over`, `go-on` or `end`
};
struct KeyCreate {
    QString dataDirectory, role, name, agent;
};
struct KeyList {
    QString dataDirectory;
};
struct KeyRevoke {
    QString dataDirectory, name;
};
struct Check {
    QString dataDirectory;
};
struct Schema {
    QString of; //!< `config` or `events`
};
struct Backtest {
    QString dataDirectory; //!< or else …
    QString eventsFile; //!< … a file of events, one a line
    double bound = 2; //!< of the allocation that is tried on the log
};
struct Report {
    QString dataDirectory;
    QString configFile; //!< empty: the defaults
    QDate from, to; //!< both included
    QString queue, agent; //!< empty: all
    QString format = QStringLiteral("json"); //!< or `csv`, `html`
    QTimeZone zone; //!< not valid: the first platform's, else the machine's
    bool onlyOpenHours = false;
};
struct Export {
    QString dataDirectory, user;
};
struct Erase {
    QString dataDirectory, user;
};
struct Migrate {
    QString dataDirectory;
    bool isToCluster = true; //!< else from it
    store::ClusterOptions cluster;
};
} // namespace call
using Call = std::variant<call::Tell, call::Serve, call::KeyCreate, call::KeyList, call::KeyRevoke,
                          call::Check, call::Schema, call::Backtest, call::Report, call::Export,
                          call::Erase, call::Migrate, call::StandbyOrder>;

//! What the words (without the program's name) ask for, or one line saying what is wrong with them.
[[nodiscard]] Result<Call, QString> parseCall(const QStringList &words);

} // namespace sermo::app
