// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/ownfiles.h"

#include "app/desk/ownersfile.h"
#include "app/desk/sparecopy.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace sermo::app::ownfiles
{

namespace
{

const QString Hosts = u"hosts"_s;

//! `drafts`, `outbox`, …: what there is under that name.
QStringList namesIn(const QString &directory, const QString &owner)
{
    const QString end = u"-%1.json"_s.arg(owner);
    QStringList names;
    const QStringList all = QDir(directory).entryList(QDir::Files);
    for (const QString &file : all) {
        if (file.endsWith(end))
            names += file.chopped(end.size());
    }
    return names;
}

bool isRenamed(const DeskOptions &options)
{
    return !options.filesOf.isEmpty() && options.filesOf != options.owner();
}

QString formerFile(const DeskOptions &options, const QString &name)
{
    return DeskOptions::fileOf(options.dataDir, name, options.filesOf);
}

Result<void, QString> copy(const QString &from, const QString &to)
{
    QFile former(from);
    if (!former.open(QIODevice::ReadOnly))
        return failure(u"%1: %2"_s.arg(from, former.errorString()));
    const QByteArray text = former.readAll();
    QFile there(to);
    if (there.open(QIODevice::ReadOnly) && there.readAll() == text)
        return {};
    there.close();
    if (const auto kept = sparecopy::keep(to); !kept)
        return failure(QString(kept.error()));
    return ownersfile::write(to, text);
}

} // namespace

//! Copied, and not renamed: where the desk ends before it has changed, all is as it was.
Result<void, QString> carryOver(const DeskOptions &options)
{
    if (!isRenamed(options))
        return {};
    const QStringList names = namesIn(options.dataDir, options.filesOf);
    for (const QString &name : names) {
        if (name == Hosts)
            continue;
        if (const auto done = copy(formerFile(options, name), options.ownFile(name)); !done)
            return done;
    }
    return {};
}

void forgetFormer(const DeskOptions &options)
{
    if (!isRenamed(options))
        return;
    const QStringList names = namesIn(options.dataDir, options.filesOf);
    for (const QString &name : names)
        QFile::remove(formerFile(options, name));
}

} // namespace sermo::app::ownfiles
