// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/protocol/eventtype.h"

#include <QJsonObject>
#include <QList>

namespace sermo::reference
{

//! One field of an event's body, from the list that the code reads and writes by.
struct FieldInfo {
    QString name;
    QJsonObject schema; //!< of its value
    bool isAlways = false; //!< else it may be left out
    bool isAlwaysInbound = false;
};

//! None for a type without a body of its own in the code.
[[nodiscard]] QList<FieldInfo> fieldsOf(EventType type);

[[nodiscard]] QList<FieldInfo> speakerFields();
[[nodiscard]] QList<FieldInfo> quickReplyFields();

//! The JSON Schema of all events and messages (draft 2020-12).
[[nodiscard]] QJsonObject eventSchema();

} // namespace sermo::reference
