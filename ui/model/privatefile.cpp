// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/privatefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
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
        return PrivateFile::tr("There is no folder to save in: %1").arg(QFileInfo(path).path());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(OwnerOnly)
        || file.write(bytes) != bytes.size() || !file.commit())
        return file.errorString();
    return {};
}

} // namespace

PrivateFile::PrivateFile(QString path, std::chrono::milliseconds settleTime, Content content,
                         QObject *parent, std::chrono::milliseconds again)
    : QObject(parent)
    , m_path(std::move(path))
    , m_content(std::move(content))
{
    m_writer.setMaxThreadCount(1);
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleTime);
    connect(&m_settle, &QTimer::timeout, this, &PrivateFile::save);
    m_again.setSingleShot(true);
    m_again.setInterval(again);
    connect(&m_again, &QTimer::timeout, this, &PrivateFile::save);
}

PrivateFile::~PrivateFile()
{
    flush();
}

std::optional<QByteArray> PrivateFile::read() const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.readAll();
}

void PrivateFile::putAside()
{
    const QString aside = m_path + u".unreadable"_s;
    QFile::remove(aside);
    QFile::rename(m_path, aside);
}

void PrivateFile::change()
{
    m_dirty = true;
    if (!m_settle.isActive())
        m_settle.start(); // not restarted: what changes without a pause is saved too
}

void PrivateFile::flush()
{
    m_settle.stop();
    save();
    m_writer.waitForDone();
}

void PrivateFile::save()
{
    if (!m_dirty)
        return;
    m_dirty = false;
    m_writer.start([this, path = m_path, bytes = m_content()] { // the destructor waits for it
        const QString why = write(path, bytes);
        QMetaObject::invokeMethod(
            this, [this, why] { handleWritten(why); }, Qt::QueuedConnection);
    });
}

void PrivateFile::handleWritten(const QString &why)
{
    if (why.isEmpty()) {
        emit saved();
        return;
    }
    m_dirty = true;
    m_again.start();
    emit saveFailed(why);
}

} // namespace sermo::model
