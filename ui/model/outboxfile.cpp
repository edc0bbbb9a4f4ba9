// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/outboxfile.h"

#include "ui/model/sessionstore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace sermo::model
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

bool isKept(const EventFrame &frame)
{
    return frame.type() != EventType::AgentStatus && frame.type() != EventType::ClaimSession;
}

//! In Base64: an event is its bytes, whatever they are.
QJsonObject toJson(const Outbox::Entry &entry)
{
    return {{u"event"_s, QString::fromLatin1(entry.frame.bytes().toBase64())},
            {u"at"_s, entry.atMs},
            {u"failed"_s, entry.failed}};
}

std::optional<Outbox::Entry> entryFrom(const QJsonObject &json)
{
    const auto bytes = QByteArray::fromBase64Encoding(json["event"_L1].toString().toLatin1());
    const auto frame = EventFrame::fromSender(bytes ? *bytes : QByteArray());
    if (!frame || frame->id().isEmpty())
        return std::nullopt;
    return Outbox::Entry{*frame, json["at"_L1].toInteger(), json["failed"_L1].toBool()};
}

} // namespace

OutboxFile::OutboxFile(const QString &path, SessionStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_file(path, 0ms, [this] { return bytes(); })
{
    connect(&m_file, &PrivateFile::saved, this, &OutboxFile::saved);
    connect(&m_file, &PrivateFile::saveFailed, this, &OutboxFile::saveFailed);
    load();
    m_last = bytes();
    connect(&store, &SessionStore::outboxChanged, this, &OutboxFile::handleChanged);
}

OutboxFile::~OutboxFile() = default;

void OutboxFile::load()
{
    const auto read = m_file.read();
    if (!read)
        return;
    const QJsonDocument document = QJsonDocument::fromJson(*read);
    if (!document.isObject())
        return m_file.putAside();
    QList<Outbox::Entry> entries;
    const QJsonArray events = document["events"_L1].toArray();
    for (const QJsonValue &event : events) {
        if (const auto entry = entryFrom(event.toObject()))
            entries.append(*entry);
    }
    m_store.restore(document["epoch"_L1].toString(), entries);
}

void OutboxFile::handleChanged()
{
    QByteArray now = bytes();
    if (now == m_last)
        return; // what changed is not kept
    m_last = std::move(now);
    m_file.change();
}

QByteArray OutboxFile::bytes() const
{
    QJsonArray events;
    const auto entries = m_store.outbox().entries();
    for (const Outbox::Entry &entry : entries) {
        if (isKept(entry.frame))
            events.append(toJson(entry));
    }
    return QJsonDocument(QJsonObject{{u"epoch"_s, m_store.resume().epoch}, {u"events"_s, events}})
        .toJson();
}

} // namespace sermo::model
