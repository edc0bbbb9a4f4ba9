// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/drafts.h"

#include <QJsonDocument>
#include <QJsonObject>

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

QList<UserId> Drafts::users() const
{
    return m_texts.keys();
}

void Drafts::setText(const UserId &user, const QString &text)
{
    if (m_texts.value(user) == text)
        return;
    if (text.isEmpty())
        m_texts.remove(user);
    else
        m_texts.insert(user, text);
    m_file.change();
}

void Drafts::load()
{
    const auto read = m_file.read();
    if (!read)
        return;
    const QJsonDocument document = QJsonDocument::fromJson(*read);
    if (!document.isObject())
        return m_file.putAside();
    const QJsonObject texts = document.object();
    for (auto it = texts.begin(); it != texts.end(); ++it) {
        if (!it.value().toString().isEmpty())
            m_texts.insert(UserId(it.key()), it.value().toString());
    }
}

QByteArray Drafts::bytes() const
{
    QJsonObject texts;
    for (auto it = m_texts.cbegin(); it != m_texts.cend(); ++it)
        texts.insert(it.key().value(), it.value());
    return QJsonDocument(texts).toJson();
}

} // namespace sermo::model
