// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/apartname.h"

#include <QDir>
#include <QFileInfo>

#include <map>

using namespace Qt::StringLiterals;

namespace sermo::store::apartname
{

namespace
{

const QString Infix = u".apart."_s;

std::map<qint64, QString> numbered(const QString &file)
{
    std::map<qint64, QString> found;
    const QString stem = QFileInfo(file).fileName() + Infix;
    const QStringList all = allWithCompanionsOf(file);
    for (const QString &name : all) {
        if (const int number = QFileInfo(name).fileName().sliced(stem.size()).toInt(); number > 0)
            found[number] = name;
    }
    return found;
}

} // namespace

QStringList allOf(const QString &file)
{
    QStringList names;
    for (const auto &[number, name] : numbered(file))
        names += name;
    return names;
}

//! No pattern finds them: the name of a file may have an asterisk in it.
QStringList allWithCompanionsOf(const QString &file)
{
    const QFileInfo of(file);
    QStringList found;
    const QStringList names = of.dir().entryList(QDir::Files | QDir::Hidden | QDir::System);
    for (const QString &name : names) {
        if (name.startsWith(of.fileName() + Infix))
            found += of.dir().filePath(name);
    }
    return found;
}

QString nextOf(const QString &file)
{
    const auto before = numbered(file);
    return file + Infix + QString::number(before.empty() ? 1 : before.rbegin()->first + 1);
}

} // namespace sermo::store::apartname
