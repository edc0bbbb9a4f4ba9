// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/drafts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto OwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner; // customers' affairs

//! Empty: written.
QString write(const QString &path, const QByteArray &bytes)
{
    if (!QDir().mkpath(QFileInfo(path).path()))
        return Drafts::tr("There is no folder for the drafts: %1").arg(QFileInfo(path).path());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(OwnerOnly)
        || file.write(bytes) != bytes.size() || !file.commit())
        return file.errorString();
    return {};
}

} // namespace

Drafts::Drafts(QString path, std::chrono::milliseconds settleTime, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
{
    m_writer.setMaxThreadCount(1);
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleTime);
    connect(&m_settle, &QTimer::timeout, this, &Drafts::save);
    load();
}

Drafts::~Drafts()
{
    flush();
}

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
    m_dirty = true;
    if (!m_settle.isActive())
        m_settle.start(); // not restarted: one who writes without a pause is saved too
}

void Drafts::flush()
{
    m_settle.stop();
    save();
    m_writer.waitForDone();
}

void Drafts::load()
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return; // none yet
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    if (!document.isObject()) {
        // Not ours to throw away: put aside, where a person may still read it.
        file.close();
        const QString aside = m_path + u".unreadable"_s;
        QFile::remove(aside);
        QFile::rename(m_path, aside);
        return;
    }
    const QJsonObject texts = document.object();
    for (auto it = texts.begin(); it != texts.end(); ++it) {
        if (!it.value().toString().isEmpty())
            m_texts.insert(UserId(it.key()), it.value().toString());
    }
}

void Drafts::save()
{
    if (!m_dirty)
        return;
    m_dirty = false;
    QJsonObject texts;
    for (auto it = m_texts.cbegin(); it != m_texts.cend(); ++it)
        texts.insert(it.key().value(), it.value());
    const QByteArray bytes = QJsonDocument(texts).toJson();
    m_writer.start([this, path = m_path, bytes] { // the destructor waits for it
        const QString why = write(path, bytes);
        QMetaObject::invokeMethod(
            this, [this, why] { handleWritten(why); }, Qt::QueuedConnection);
    });
}

void Drafts::handleWritten(const QString &why)
{
    if (why.isEmpty()) {
        emit saved();
        return;
    }
    m_dirty = true;
    emit saveFailed(why);
}

} // namespace sermo::model
