// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace sermo
{

//! Writes one JSON object, its members in the order given, as compact UTF-8. Beside QJsonDocument
//! because an event's fields have an order to be read in, and because half an emoji must come out
//! as it went in (an escaped lone surrogate).
class JsonWriter
{
public:
    void member(QLatin1StringView name, const QString &value);
    void member(QLatin1StringView name, QLatin1StringView value);
    void member(QLatin1StringView name, bool value);
    void member(QLatin1StringView name, int value) { member(name, qint64(value)); }
    void member(QLatin1StringView name, qint64 value);
    void member(QLatin1StringView name, quint64 value);
    void member(QLatin1StringView name, double value); //!< what JSON cannot say becomes null
    void member(QLatin1StringView name, const QJsonObject &value);
    void member(QLatin1StringView name, const QJsonArray &value);
    void memberNull(QLatin1StringView name);
    //! A value that is JSON already.
    void memberRaw(QLatin1StringView name, QByteArrayView json);

    [[nodiscard]] QByteArray take(); //!< the whole object; the writer starts anew

private:
    void key(QLatin1StringView name);

    QByteArray m_json;
};

} // namespace sermo
