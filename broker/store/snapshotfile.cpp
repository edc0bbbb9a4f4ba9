// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/snapshotfile.h"

#include "broker/store/databasefiles.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QDir>

#include <cerrno>
#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sermo::store
{

namespace
{

constexpr QByteArrayView Magic = "sermo snapshot\n";
constexpr quint32 Version = 1;
constexpr qsizetype DigestSize = 32;
constexpr QFile::Permissions OwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

// Faster than SHA-256, and there is a start that waits for it.
QByteArray digestOf(QByteArrayView bytes)
{
    return QCryptographicHash::hash(QByteArray::fromRawData(bytes.data(), bytes.size()),
                                    QCryptographicHash::Blake2b_256);
}

QString draftIn(const QString &directory)
{
    return files::snapshotIn(directory) + u".new"_s;
}

bool remove(const QString &name)
{
    return ::unlink(QFile::encodeName(name).constData()) == 0 || errno == ENOENT;
}

} // namespace

QByteArray anchorOf(const StoredEvent &event)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODeviceBase::WriteOnly);
    out << event.seq << event.receivedMs << event.sender << event.frame.bytes();
    return digestOf(bytes);
}

QByteArray bytesOf(const Snapshot &snapshot)
{
    QByteArray bytes = Magic.toByteArray();
    QDataStream out(&bytes, QIODeviceBase::WriteOnly | QIODeviceBase::Append);
    out.setVersion(QDataStream::Qt_6_4);
    out << Version << snapshot.stamp << snapshot.epoch << snapshot.upTo << snapshot.anchor
        << snapshot.expired << snapshot.erasures << snapshot.state;
    return bytes + digestOf(bytes);
}

Result<Snapshot, QString> readSnapshot(const QByteArray &bytes)
{
    if (!bytes.startsWith(Magic) || bytes.size() < Magic.size() + DigestSize)
        return failure(u"it is no snapshot, or not a whole one"_s);
    const QByteArrayView said = QByteArrayView(bytes).chopped(DigestSize);
    if (digestOf(said) != QByteArrayView(bytes).last(DigestSize))
        return failure(u"it is damaged: its checksum does not fit"_s);
    const QByteArrayView rest = said.sliced(Magic.size());
    QDataStream in(QByteArray::fromRawData(rest.data(), rest.size()));
    in.setVersion(QDataStream::Qt_6_4);
    quint32 version = 0;
    in >> version;
    if (version != Version)
        return failure(u"it is of version %1, and known is %2"_s.arg(version).arg(Version));
    Snapshot snapshot;
    in >> snapshot.stamp >> snapshot.epoch >> snapshot.upTo >> snapshot.anchor >> snapshot.expired
        >> snapshot.erasures >> snapshot.state;
    if (in.status() != QDataStream::Ok || !in.atEnd())
        return failure(u"it does not end where it should"_s);
    return snapshot;
}

namespace files
{

QString snapshotIn(const QString &directory)
{
    return QDir(directory).filePath(u"desk.snapshot"_s);
}

Result<std::optional<Snapshot>, QString> loadSnapshot(const QString &directory)
{
    QFile file(snapshotIn(directory));
    if (!file.exists())
        return std::optional<Snapshot>();
    if (!file.open(QIODevice::ReadOnly))
        return failure(u"it cannot be read: %1"_s.arg(file.errorString()));
    auto snapshot = readSnapshot(file.readAll());
    if (!snapshot)
        return failure(snapshot.error());
    return std::optional(*std::move(snapshot));
}

bool removeSnapshot(const QString &directory)
{
    const bool isGone = remove(snapshotIn(directory));
    return removeSnapshotDraft(directory) && isGone;
}

bool removeSnapshotDraft(const QString &directory)
{
    return remove(draftIn(directory));
}

bool adoptSnapshotDraft(const QString &directory)
{
    return std::rename(QFile::encodeName(draftIn(directory)).constData(),
                       QFile::encodeName(snapshotIn(directory)).constData())
        == 0;
}

} // namespace files

SnapshotDraft::SnapshotDraft(const QString &directory)
    : m_file(draftIn(directory))
{
    // Not one that is there: it may be anybody's who died, and is being erased.
    (void)files::removeSnapshotDraft(directory);
    (void)m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered, OwnerOnly);
}

SnapshotDraft::~SnapshotDraft()
{
    if (!m_isWritten && m_file.isOpen())
        m_file.remove();
}

Result<void, QString> SnapshotDraft::write(const Snapshot &snapshot)
{
    const QByteArray bytes = bytesOf(snapshot);
    m_isWritten
        = m_file.isOpen() && m_file.write(bytes) == bytes.size() && ::fsync(m_file.handle()) == 0;
    if (!m_isWritten)
        return failure(m_file.errorString());
    m_file.close();
    return {};
}

} // namespace sermo::store
