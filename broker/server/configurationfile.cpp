// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/configurationfile.h"

#include "broker/protocol/jsonrewrite.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

constexpr qint64 MaxBytes = 1 << 20;

QJsonArray queuesOf(const desk::DeskConfig &desk)
{
    QJsonArray all;
    for (const desk::Queue &queue : desk.queues)
        all += QJsonObject{{u"id"_s, queue.id.value()}, {u"name"_s, queue.name}};
    return all;
}

QJsonArray platformsOf(const desk::DeskConfig &desk)
{
    QJsonArray all;
    for (const desk::Platform &platform : desk.platforms) {
        all += QJsonObject{{u"id"_s, platform.id.value()},
                           {u"brand"_s, platform.brand},
                           {u"queue"_s, platform.queue.value()}};
    }
    return all;
}

//! A part with what counts of it where the file has less.
QJsonObject over(QJsonObject usual, const QJsonValue &written)
{
    const QJsonObject object = written.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        usual.insert(it.key(), it.value());
    return usual;
}

//! What was only filled in and is wanted as it was needs no word in the file.
QJsonObject leanWords(const QJsonObject &wanted, const QJsonObject &was, const QJsonObject &written)
{
    QJsonObject words = wanted;
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        const bool isNew = !written.contains(it.key());
        if (isNew && was.value(it.key()) == it.value())
            words.remove(it.key());
        else if (it.value().isObject() && was.value(it.key()).isObject())
            words.insert(it.key(),
                         leanWords(it.value().toObject(), was.value(it.key()).toObject(),
                                   written.value(it.key()).toObject()));
    }
    return words;
}

} // namespace

Result<QByteArray, Configuration::Error> ConfigurationFile::contents() const
{
    QFile file(m_path);
    if (!file.exists())
        return QByteArray();
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            Configuration::Error{{}, u"cannot read %1: %2"_s.arg(m_path, file.errorString())});
    return file.read(MaxBytes);
}

QJsonObject ConfigurationFile::filled(const QJsonObject &written) const
{
    QJsonObject whole = written;
    const auto read = Configuration::parse(QJsonDocument(written).toJson());
    const Configuration configuration = read.value_or(Configuration());
    const desk::DeskConfig &desk = configuration.desk;
    if (!whole.contains("queues"_L1))
        whole.insert(u"queues"_s, queuesOf(desk));
    if (!whole.contains("platforms"_L1))
        whole.insert(u"platforms"_s, platformsOf(desk));
    whole.insert(u"bot"_s, over({{u"enabled"_s, m_botUsually}}, written.value("bot"_L1)));
    whole.insert(u"desk"_s, over({{u"announce"_s, desk.announce}}, written.value("desk"_L1)));
    whole.insert(
        u"allocation"_s,
        over(
            {{u"enabled"_s, desk.allocate}, {u"bound"_s, desk.bound}, {u"hardCap"_s, desk.hardCap}},
            written.value("allocation"_L1)));
    return whole;
}

Result<ConfigurationFile::State, Configuration::Error> ConfigurationFile::read() const
{
    const auto text = contents();
    if (!text)
        return failure(Configuration::Error(text.error()));
    if (text->isEmpty())
        return State{filled({}), {}};
    if (const auto good = Configuration::parse(*text); !good)
        return failure(Configuration::Error(good.error()));
    return State{filled(QJsonDocument::fromJson(*text).object()), *text};
}

Result<ConfigurationFile::Draft, Configuration::Error> ConfigurationFile::draft(
    const State &wanted) const
{
    const auto now = contents();
    if (!now)
        return failure(Configuration::Error(now.error()));
    if (*now != wanted.text)
        return failure(
            Configuration::Error{{}, u"%1 was changed meanwhile by somebody else"_s.arg(m_path)});
    const QJsonObject written = QJsonDocument::fromJson(*now).object();
    const QJsonObject words = leanWords(wanted.whole, filled(written), written);
    const QByteArray text = rewritten(*now, words);
    auto read = Configuration::parse(text);
    if (!read)
        return failure(Configuration::Error(read.error()));
    if (!words.value("bot"_L1).toObject().contains("enabled"_L1))
        read->botEnabled = m_botUsually;
    return Draft{text, *read};
}

Result<void, Configuration::Error> ConfigurationFile::write(const QByteArray &text) const
{
    const bool isNew = !QFileInfo::exists(m_path);
    QSaveFile file(m_path);
    const bool isOpen = file.open(QIODevice::WriteOnly);
    if (isOpen && isNew)
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (!isOpen || file.write(text) != text.size() || !file.commit())
        return failure(
            Configuration::Error{{}, u"cannot write %1: %2"_s.arg(m_path, file.errorString())});
    return {};
}

} // namespace sermo::server
