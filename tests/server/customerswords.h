// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace sermo::test
{

using namespace Qt::StringLiterals;

inline const QJsonObject Hello{{u"type"_s, u"hello"_s}, {u"platformId"_s, u"webchat"_s}};

inline QJsonObject inbound(const QString &type, const QString &user, const QString &id = {},
                           const QString &text = {})
{
    QJsonObject event{{u"type"_s, type}, {u"direction"_s, u"inbound"_s}, {u"userId"_s, user}};
    if (!id.isEmpty())
        event.insert(u"id"_s, id);
    if (!text.isEmpty())
        event.insert(u"text"_s, text);
    return event;
}

inline QJsonObject helloAgain(const QJsonObject &welcome, qint64 since)
{
    return {{u"type"_s, u"hello"_s},
            {u"token"_s, welcome.value("token"_L1)},
            {u"since"_s, since},
            {u"epoch"_s, welcome.value("epoch"_L1)}};
}

inline QString code(const QJsonObject &error)
{
    return error.value("code"_L1).toString();
}

} // namespace sermo::test
