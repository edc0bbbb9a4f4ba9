// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/bot/dialogue.h"
#include "broker/server/configuration.h"
#include "ui/model/hostoffice.h"

#include <QJsonObject>

//! What a desk that stands by is told beside the log: the host's configuration and what its bot
//! says, so that it goes on in the same way. Not the certificate, of which each has its own.
namespace sermo::app::luggage
{

[[nodiscard]] QJsonObject of(const model::HostOffice::Settings &settings);

struct Unpacked {
    server::Configuration configuration;
    std::optional<bot::Rules> rules; //!< none: the bot is off
};
//! Written where the desk of that directory keeps its own; what is no configuration changes
//! nothing.
[[nodiscard]] Result<Unpacked, QString> unpack(const QJsonObject &luggage,
                                               const QString &dataDirectory);

} // namespace sermo::app::luggage
