// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/replybook.h"

#include "ui/model/sessionstore.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace sermo::model
{

ReplyBook::ReplyBook(const QString &path, const SessionStore &store,
                     std::chrono::milliseconds settleTime, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_file(path, settleTime, [this] { return bytes(); })
{
    connect(&m_file, &PrivateFile::saved, this, &ReplyBook::saved);
    connect(&m_file, &PrivateFile::saveFailed, this, &ReplyBook::saveFailed);
    connect(&store, &SessionStore::repliesChanged, this, &ReplyBook::changed);
    load();
}

ReplyBook::~ReplyBook() = default;

QList<CannedReply> ReplyBook::all() const
{
    QList<CannedReply> found;
    for (auto own = m_own.cbegin(); own != m_own.cend(); ++own)
        found.append({own.key(), own.value(), true});
    const QMap<QString, QString> &teams = m_store.table().replies;
    for (auto each = teams.cbegin(); each != teams.cend(); ++each)
        found.append({each.key(), each.value(), false});
    std::stable_sort(found.begin(), found.end(), [](const CannedReply &a, const CannedReply &b) {
        return a.shortcut < b.shortcut;
    });
    return found;
}

bool ReplyBook::hasTeams(const QString &shortcut) const
{
    return m_store.table().replies.contains(shortcut);
}

void ReplyBook::setOwn(const QString &shortcut, const QString &text)
{
    if (m_own.value(shortcut) == text)
        return;
    m_own.insert(shortcut, text);
    m_file.change();
    emit changed();
}

void ReplyBook::removeOwn(const QString &shortcut)
{
    if (m_own.remove(shortcut) == 0)
        return;
    m_file.change();
    emit changed();
}

void ReplyBook::load()
{
    const auto read = m_file.read();
    if (!read)
        return;
    const QJsonDocument document = QJsonDocument::fromJson(*read);
    if (!document.isObject())
        return m_file.putAside();
    const QJsonObject replies = document.object();
    for (auto each = replies.begin(); each != replies.end(); ++each) {
        if (!each.value().toString().isEmpty())
            m_own.insert(each.key(), each.value().toString());
    }
}

QByteArray ReplyBook::bytes() const
{
    QJsonObject replies;
    for (auto each = m_own.cbegin(); each != m_own.cend(); ++each)
        replies.insert(each.key(), each.value());
    return QJsonDocument(replies).toJson();
}

} // namespace sermo::model
