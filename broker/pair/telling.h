// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/standby/member.h"

#include <QJsonObject>

//! How the two are, in the words of `/health` and `sermo-broker standby`.
namespace sermo::pair
{

//! `apart`: what was set apart, in words; or empty.
[[nodiscard]] QJsonObject toJson(const standby::Status &status, bool hosts, standby::Ms now,
                                 const QString &apart);
//! One word: what `/health` says of one that serves nobody.
[[nodiscard]] QString wordFor(standby::Phase phase);

} // namespace sermo::pair
