// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/drafts.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sermo::model
{

Drafts::Drafts(const QString &path, std::chrono::milliseconds settleTime, QObject *parent)
    : QObject(parent)
    , m_file(path, settleTime, [this] { return bytes(); })
{
    connect(&m_file, &PrivateFile::saved, this, &Drafts::saved);
    connect(&m_file, &PrivateFile::saveFailed, this, &Drafts::saveFailed);
    load();
}

Drafts::~Drafts() = default;

QString Drafts::text(const UserId &user) const
{
    return m_texts.value(user);
}

QString Drafts::note(const UserId &user) const
{
    return m_notes.value(user);
}

QList<UserId> Drafts::users() const
{
    QList<UserId> users = m_texts.keys();
    for (auto it = m_notes.cbegin(); it != m_notes.cend(); ++it) {
        if (!m_texts.contains(it.key()))
            users += it.key();
    }
    return users;
}

void Drafts::setText(const UserId &user, const QString &text)
{
    set(m_texts, user, text);
}

void Drafts::setNote(const UserId &user, const QString &text)
{
    set(m_notes, user, text);
}

void Drafts::forget(const UserId &user)
{
    setText(user, {});
    setNote(user, {});
}

void Drafts::set(Texts &texts, const UserId &user, const QString &text)
{
    if (texts.value(user) == text)
        return;
    if (text.isEmpty())
        texts.remove(user);
    else
        texts.insert(user, text);
    m_file.change();
}

//! A text alone is a string, as it was before there were notes in it.
void Drafts::load()
{
    const auto read = m_file.read();
    if (!read)
        return;
    const QJsonDocument document = QJsonDocument::fromJson(*read);
    if (!document.isObject())
        return m_file.putAside();
    const auto keep = [](Texts &texts, const QString &user, const QJsonValue &text) {
        if (!text.toString().isEmpty())
            texts.insert(UserId(user), text.toString());
    };
    const QJsonObject drafts = document.object();
    for (auto it = drafts.begin(); it != drafts.end(); ++it) {
        const QJsonObject both = it.value().toObject();
        keep(m_texts, it.key(), it.value().isString() ? it.value() : both["text"_L1]);
        keep(m_notes, it.key(), both["note"_L1]);
    }
}

QByteArray Drafts::bytes() const
{
    QJsonObject drafts;
    for (auto it = m_texts.cbegin(); it != m_texts.cend(); ++it)
        drafts.insert(it.key().value(), it.value());
    for (auto it = m_notes.cbegin(); it != m_notes.cend(); ++it)
        drafts.insert(it.key().value(),
                      QJsonObject{{u"text"_s, text(it.key())}, {u"note"_s, it.value()}});
    return QJsonDocument(drafts).toJson();
}

} // namespace sermo::model
