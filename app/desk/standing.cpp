// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/standing.h"

#include "app/desk/ownersfile.h"
#include "broker/pair/charterfile.h"
#include "broker/store/databasefiles.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

QString fileIn(const QString &directory)
{
    return QDir(directory).filePath(u"standby-with.json"_s);
}

//! What it is called while the rest ends.
QString endedIn(const QString &directory)
{
    return QDir(directory).filePath(u"standby-ended.json"_s);
}

} // namespace

Result<std::optional<Standing>, QString> Standing::load(const QString &directory)
{
    QFile file(fileIn(directory));
    if (!file.exists())
        return std::optional<Standing>();
    if (!file.open(QIODevice::ReadOnly))
        return failure(u"%1: %2"_s.arg(file.fileName(), file.errorString()));
    const QJsonObject kept = QJsonDocument::fromJson(file.readAll()).object();
    Standing standing;
    standing.here = QUrl(kept["here"_L1].toString(), QUrl::StrictMode);
    standing.other = QUrl(kept["other"_L1].toString(), QUrl::StrictMode);
    standing.pin = QByteArray::fromHex(kept["pin"_L1].toString().toLatin1());
    standing.key = kept["key"_L1].toString();
    standing.deskKey = kept["deskKey"_L1].toString();
    standing.begins = kept["begins"_L1].toBool();
    standing.takesOver = kept["takesOver"_L1].toBool();
    standing.otherPublic = QUrl(kept["otherPublic"_L1].toString(), QUrl::StrictMode);
    standing.taken = QByteArray::fromHex(kept["taken"_L1].toString().toLatin1());
    if (standing.key.isEmpty() || standing.here.host().isEmpty())
        return failure(u"%1 is not whole"_s.arg(file.fileName()));
    return std::optional(standing);
}

Result<void, QString> Standing::save(const QString &directory) const
{
    if (const auto made = store::files::makeDirectory(directory); !made)
        return made;
    const QJsonObject kept{{u"here"_s, here.toString(QUrl::FullyEncoded)},
                           {u"other"_s, other.toString(QUrl::FullyEncoded)},
                           {u"pin"_s, QString::fromLatin1(pin.toHex())},
                           {u"key"_s, key},
                           {u"deskKey"_s, deskKey},
                           {u"begins"_s, begins},
                           {u"takesOver"_s, takesOver},
                           {u"otherPublic"_s, otherPublic.toString(QUrl::FullyEncoded)},
                           {u"taken"_s, QString::fromLatin1(taken.toHex())}};
    return ownersfile::write(fileIn(directory), QJsonDocument(kept).toJson());
}

//! The file gets its other name first: with it, and without the charter, the desk would begin as
//! one that stands by, and set its log apart. Neither of the two names needs room on the disk.
Result<void, QString> Standing::end(const QString &directory)
{
    const QString name = fileIn(directory);
    const QString aside = endedIn(directory);
    QFile file(QFile::exists(name) ? name : aside);
    if (file.fileName() == name) {
        QFile::remove(aside);
        if (!file.rename(aside))
            return failure(u"%1: %2"_s.arg(name, file.errorString()));
    }
    if (QFile::exists(store::files::charterIn(directory))) {
        if (const auto ended = pair::endPair(directory); !ended) {
            if (file.exists() && !file.rename(name))
                return failure(u"%1; and %2 is %3 now"_s.arg(ended.error(), name, aside));
            return ended;
        }
    }
    if (!file.exists() || file.remove())
        return {};
    return failure(u"%1: %2"_s.arg(aside, file.errorString()));
}

bool Standing::isHalfEnded(const QString &directory)
{
    return QFile::exists(endedIn(directory)) && !QFile::exists(fileIn(directory));
}

} // namespace sermo::app
