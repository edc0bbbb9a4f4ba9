// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/sighting.h"

#include <QJsonObject>
#include <QJsonValue>

//! What brokers of a cluster tell each other of who is connected. Pure functions, any thread.
namespace sermo::server
{

[[nodiscard]] QJsonObject toJson(const desk::Sighting &sighting);
//! A name that JSON cannot say (half a surrogate pair) as its numbers: two names never become one.
[[nodiscard]] QJsonValue nameToJson(const QString &name);
[[nodiscard]] QString nameIn(const QJsonValue &value); //!< empty: none
//! Nothing: another version's word, which we do not know.
[[nodiscard]] std::optional<desk::Sighting> sightingIn(const QJsonObject &object);

} // namespace sermo::server
