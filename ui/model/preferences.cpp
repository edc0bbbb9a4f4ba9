// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/preferences.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMetaEnum>

#include <algorithm>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int MostSeconds = 10, MostMinutes = 240, MostPixels = 4000;

} // namespace

Preferences::Preferences(const QString &path, std::chrono::milliseconds settleTime, QObject *parent)
    : QObject(parent)
    , m_file(path, settleTime, [this] { return bytes(); })
{
    connect(&m_file, &PrivateFile::saved, this, &Preferences::saved);
    connect(&m_file, &PrivateFile::saveFailed, this, &Preferences::saveFailed);
    load();
}

Preferences::~Preferences() = default;

QString Preferences::soundName(Alerts::Kind kind)
{
    return QString::fromLatin1(QMetaEnum::fromType<Alerts::Kind>().valueToKey(int(kind))).toLower();
}

void Preferences::set(const Values &values)
{
    if (values == m_values)
        return;
    m_values = values;
    m_file.change();
    emit changed();
}

//! A person may have written it: what is odd is left at its default or cut to what makes sense.
void Preferences::load()
{
    const auto read = m_file.read();
    if (!read)
        return;
    const QJsonDocument document = QJsonDocument::fromJson(*read);
    if (!document.isObject())
        return m_file.putAside();
    const QJsonObject object = document.object();
    const Values usual;
    m_values.undoSeconds
        = std::clamp(object["undoSeconds"_L1].toInt(usual.undoSeconds), 0, MostSeconds);
    m_values.hasSounds = object["sounds"_L1].toBool(usual.hasSounds);
    const QJsonArray silent = object["silentSounds"_L1].toArray();
    for (const QJsonValue &kind : silent)
        m_values.silentSounds += kind.toString();
    m_values.checksSpelling = object["spelling"_L1].toBool(usual.checksSpelling);
    m_values.spellingLanguage = object["spellingLanguage"_L1].toString();
    if (const QJsonValue reduces = object["reducesMotion"_L1]; reduces.isBool())
        m_values.reducesMotion = reduces.toBool();
    m_values.awayMinutes
        = std::clamp(object["awayMinutes"_L1].toInt(usual.awayMinutes), 0, MostMinutes);
    const QJsonArray widths = object["columnWidths"_L1].toArray();
    for (const QJsonValue &width : widths)
        m_values.columnWidths += std::clamp(width.toInt(), 0, MostPixels);
    const QJsonArray order = object["columnOrder"_L1].toArray();
    for (const QJsonValue &user : order)
        m_values.columnOrder += UserId(user.toString());
    const QJsonArray aside = object["aside"_L1].toArray();
    for (const QJsonValue &one : aside) {
        const UserId user(one["userId"_L1].toString());
        if (!user.isEmpty())
            m_values.aside += {user, one["heard"_L1].toInteger(), one["until"_L1].toInteger()};
    }
}

QByteArray Preferences::bytes() const
{
    QJsonArray widths;
    for (const int width : m_values.columnWidths)
        widths.append(width);
    QJsonArray order;
    for (const UserId &user : m_values.columnOrder)
        order.append(user.value());
    QJsonArray aside;
    for (const Aside &one : m_values.aside)
        aside.append(QJsonObject{
            {u"userId"_s, one.user.value()}, {u"heard"_s, one.heardMs}, {u"until"_s, one.untilMs}});
    QJsonObject values{{u"undoSeconds"_s, m_values.undoSeconds},
                       {u"sounds"_s, m_values.hasSounds},
                       {u"silentSounds"_s, QJsonArray::fromStringList(m_values.silentSounds)},
                       {u"spelling"_s, m_values.checksSpelling},
                       {u"spellingLanguage"_s, m_values.spellingLanguage},
                       {u"awayMinutes"_s, m_values.awayMinutes},
                       {u"columnWidths"_s, widths},
                       {u"columnOrder"_s, order},
                       {u"aside"_s, aside}};
    if (m_values.reducesMotion)
        values.insert(u"reducesMotion"_s, *m_values.reducesMotion);
    return QJsonDocument(values).toJson();
}

} // namespace sermo::model
