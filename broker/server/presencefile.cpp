// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/presencefile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QSaveFile>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

Q_LOGGING_CATEGORY(lc, "sermo.broker.presence")

constexpr int Version = 1;
constexpr qint64 Largest = 1024 * 1024; // bytes; it has some five thousand

QString checksumOf(const QByteArray &model)
{
    return QString::fromLatin1(QCryptographicHash::hash(model, QCryptographicHash::Sha256).toHex());
}

void write(const QString &name, const QByteArray &bytes)
{
    QSaveFile file(name);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size()
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.commit();
    if (!isWritten) // what it would have had is still in the log
        qCWarning(lc) << "the presence model was not kept:" << file.errorString();
}

} // namespace

PresenceFile::PresenceFile(const QString &directory)
    : m_name(directory.isEmpty() ? QString() : QDir(directory).filePath(u"presence.json"_s))
{
}

std::optional<PresenceFile::Contents> PresenceFile::load() const
{
    QFile file(m_name);
    if (m_name.isEmpty() || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    auto contents = read(file.read(Largest));
    if (!contents) {
        qCWarning(lc).noquote() << "presence.json is left aside:" << contents.error();
        return std::nullopt;
    }
    return *std::move(contents);
}

QByteArray PresenceFile::bytesOf(const Contents &contents)
{
    const QJsonObject object{{u"version"_s, Version},
                             {u"epoch"_s, contents.epoch},
                             {u"learned"_s, static_cast<qint64>(contents.learned)},
                             {u"model"_s, QString::fromLatin1(contents.model.toBase64())},
                             {u"sha256"_s, checksumOf(contents.model)}};
    return QJsonDocument(object).toJson();
}

Result<PresenceFile::Contents, QString> PresenceFile::read(const QByteArray &bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    if (object.value("version"_L1).toInt() != Version)
        return failure(u"not JSON of version %1"_s.arg(Version));
    const QByteArray model = QByteArray::fromBase64(object.value("model"_L1).toString().toLatin1());
    if (object.value("sha256"_L1).toString() != checksumOf(model))
        return failure(u"its checksum does not fit"_s);
    const qint64 learned = object.value("learned"_L1).toInteger(-1);
    if (learned < 0)
        return failure(u"it does not say how far it has learned"_s);
    return Contents{model, object.value("epoch"_L1).toString(), static_cast<Seq>(learned)};
}

void PresenceFile::saveLater(const Contents &contents)
{
    if (m_name.isEmpty() || contents.learned == m_saved)
        return;
    m_saved = contents.learned;
    QThreadPool::globalInstance()->start(
        [name = m_name, bytes = bytesOf(contents)] { write(name, bytes); });
}

void PresenceFile::save(const Contents &contents)
{
    if (m_name.isEmpty())
        return;
    QThreadPool::globalInstance()->waitForDone(); // an older one must not come after it
    m_saved = contents.learned;
    write(m_name, bytesOf(contents));
}

} // namespace sermo::server
