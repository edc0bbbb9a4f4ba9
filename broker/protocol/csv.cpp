// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/csv.h"

using namespace Qt::StringLiterals;

namespace sermo
{

QString csvField(const QString &text)
{
    static const QString Dangerous = u"=+-@\t\r\n"_s;
    QString safe = !text.isEmpty() && Dangerous.contains(text.front()) ? u'\'' + text : text;
    if (safe.contains(u'"') || safe.contains(u',') || safe.contains(u'\n') || safe.contains(u'\r'))
        safe = u'"' + safe.replace(u"\""_s, u"\"\""_s) + u'"';
    return safe;
}

} // namespace sermo
