// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/sparecopy.h"

#include "app/desk/ownersfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace sermo::app::sparecopy
{

namespace
{

//! By number. No pattern finds them: the name of a file may have an asterisk in it.
std::map<int, QString> numbered(const QString &file)
{
    const QFileInfo of(file);
    const QString stem = of.fileName() + u".apart."_s;
    std::map<int, QString> found;
    const QStringList names = of.dir().entryList(QDir::Files | QDir::Hidden | QDir::System);
    for (const QString &name : names) {
        bool isNumber = false;
        const int number = name.startsWith(stem) ? name.sliced(stem.size()).toInt(&isNumber) : 0;
        if (isNumber)
            found[number] = of.dir().filePath(name);
    }
    return found;
}

} // namespace

//! The original stays until what replaces it is on the disk, so that a crash between leaves one.
Result<QString, QString> keep(const QString &file)
{
    QFile original(file);
    if (!original.exists())
        return QString();
    if (!original.open(QIODevice::ReadOnly))
        return failure(u"%1: %2"_s.arg(file, original.errorString()));
    const QByteArray text = original.readAll();
    const auto before = numbered(file);
    const int number = before.empty() ? 1 : std::max(before.rbegin()->first, 0) + 1;
    const QString copy = u"%1.apart.%2"_s.arg(file).arg(number);
    if (const auto written = ownersfile::write(copy, text); !written)
        return failure(QString(written.error()));
    return copy;
}

QStringList of(const QString &file)
{
    QStringList names;
    for (const auto &[number, name] : numbered(file))
        names += name;
    return names;
}

} // namespace sermo::app::sparecopy
