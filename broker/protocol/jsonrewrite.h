// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>

namespace sermo
{

//! A JSON text that says `wanted`, made from one that says something else, by changing only what
//! differs: what is the same stays byte for byte, order and layout included; what is new is laid
//! out like its neighbours. For files that people write too. The elements of a list are known
//! again by their `id`, else by what they say, else by their place. A text that is no JSON object
//! is written anew. Pure.
[[nodiscard]] QByteArray rewritten(const QByteArray &text, const QJsonObject &wanted);

} // namespace sermo
