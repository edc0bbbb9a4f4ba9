// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/bot/dialogue.h"
#include "broker/server/configuration.h"
#include "ui/model/hostoffice.h"

#include <QJsonObject>

//! What a desk that stands by is told beside the log: the host's configuration and what its bot
//! says, so that it goes on in the same way. Not the certificate, of which each has its own, nor in
//! which files each keeps all that. Blocks for the disk.
namespace sermo::app::luggage
{

//! `taken`: the mark of what this desk was told last, when it stood by: the other one had that, and
//! this has come of it; empty: it never was.
[[nodiscard]] QJsonObject of(const model::HostOffice::Settings &settings,
                             const QByteArray &taken = {});
//! To be told as it came, by a desk that has not made it its own.
[[nodiscard]] QJsonObject handedOn(QJsonObject luggage);
//! Where the desk keeps its own.
struct Place {
    QString dataDirectory;
    QString configuration; //!< the file; empty: the usual one of that directory
};
struct Unpacked {
    server::Configuration configuration;
    std::optional<bot::Rules> rules; //!< none: the bot is off
    QByteArray mark; //!< by which what is here now is known again, whoever has it
    QString trouble; //!< why it counts until this desk ends only; empty: it is written
};
//! Written where the desk keeps its own; what is no configuration changes nothing. What stood there
//! is kept beside it (sparecopy.h), unless the host has gone on from just that, or this desk had it
//! from there: `taken` is the mark of what came last.
[[nodiscard]] Result<Unpacked, QString> unpack(const QJsonObject &luggage, const Place &place,
                                               const QByteArray &taken = {});

//! The files that it is written to.
[[nodiscard]] QStringList filesOf(const Place &place);

} // namespace sermo::app::luggage
