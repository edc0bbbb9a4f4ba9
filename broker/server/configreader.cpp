// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/configreader.h"

#include <QJsonArray>

#include <cmath>

using namespace Qt::StringLiterals;

namespace sermo::server
{

ConfigReader::ConfigReader(QJsonValue value, QString path, Reading &reading)
    : m_object(value.toObject())
    , m_path(std::move(path))
    , m_reading(reading)
{
    if (!value.isObject())
        failAt(m_path, u"must be an object"_s);
}

QString ConfigReader::pathOf(QStringView key) const
{
    return m_path.isEmpty() ? key.toString() : m_path + u'.' + key.toString();
}

void ConfigReader::failAt(const QString &path, const QString &message)
{
    if (!m_reading.error)
        m_reading.error = Configuration::Error{path, message};
}

void ConfigReader::fail(QLatin1StringView key, const QString &message)
{
    failAt(pathOf(QString(key)), message);
}

QJsonValue ConfigReader::take(QLatin1StringView key)
{
    m_asked.append(QString(key));
    m_reading.asked.append(pathOf(QString(key)));
    return m_object.value(key);
}

void ConfigReader::read(QLatin1StringView key, QString &out)
{
    const QJsonValue value = take(key);
    if (value.isString())
        out = value.toString();
    else if (!value.isUndefined())
        fail(key, u"must be a text"_s);
}

void ConfigReader::read(QLatin1StringView key, bool &out)
{
    const QJsonValue value = take(key);
    if (value.isBool())
        out = value.toBool();
    else if (!value.isUndefined())
        fail(key, u"must be true or false"_s);
}

void ConfigReader::read(QLatin1StringView key, double &out, double atLeast)
{
    const QJsonValue value = take(key);
    if (value.isUndefined())
        return;
    if (!value.isDouble() || value.toDouble() < atLeast)
        return fail(key, u"must be a number of at least %1"_s.arg(atLeast));
    out = value.toDouble();
}

void ConfigReader::read(QLatin1StringView key, int &out, int atLeast, int atMost)
{
    const QJsonValue value = take(key);
    if (value.isUndefined())
        return;
    const double number = value.toDouble(std::nan(""));
    if (!(number >= atLeast && number <= atMost) || number != std::floor(number))
        return fail(key, u"must be a whole number from %1 to %2"_s.arg(atLeast).arg(atMost));
    out = static_cast<int>(number);
}

void ConfigReader::read(QLatin1StringView key, QStringList &out,
                        const std::function<bool(const QString &)> &isGood,
                        QLatin1StringView expected)
{
    const QJsonValue value = take(key);
    if (value.isUndefined())
        return;
    if (!value.isArray())
        return fail(key, u"must be a list"_s);
    out.clear();
    const QJsonArray items = value.toArray();
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QString text = items.at(i).toString();
        if (!items.at(i).isString() || !isGood(text))
            return failAt(u"%1[%2]"_s.arg(pathOf(QString(key))).arg(i), u"must be "_s + expected);
        out.append(text);
    }
}

void ConfigReader::object(QLatin1StringView key, const std::function<void(ConfigReader &)> &body)
{
    const QJsonValue value = take(key);
    if (value.isUndefined())
        return;
    ConfigReader inner(value, pathOf(QString(key)), m_reading);
    body(inner);
    inner.finish();
}

bool ConfigReader::list(QLatin1StringView key, const std::function<void(ConfigReader &)> &body)
{
    const QJsonValue value = take(key);
    if (value.isUndefined())
        return false;
    if (!value.isArray()) {
        fail(key, u"must be a list"_s);
        return true;
    }
    const QJsonArray items = value.toArray();
    for (qsizetype i = 0; i < items.size(); ++i) {
        ConfigReader inner(items.at(i), u"%1[%2]"_s.arg(pathOf(QString(key))).arg(i), m_reading);
        body(inner);
        inner.finish();
    }
    return true;
}

void ConfigReader::finish()
{
    const QStringList all = keys();
    for (const QString &key : all) {
        if (!m_asked.contains(key))
            failAt(pathOf(key), u"is not a known key"_s);
    }
}

} // namespace sermo::server
