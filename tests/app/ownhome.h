// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QTemporaryDir>

namespace sermo::test
{

//! Settings and data shall be nobody's: a home of this program's own, which goes with it. For
//! initMain(), before anything asks where they are. Its folder; `config` and `share` are in it.
inline QString useOwnHome(const QString &applicationName = QStringLiteral("sermo-desk"))
{
    static const QTemporaryDir home;
    qputenv("XDG_CONFIG_HOME", home.filePath(QStringLiteral("config")).toUtf8());
    qputenv("XDG_DATA_HOME", home.filePath(QStringLiteral("share")).toUtf8());
    QCoreApplication::setOrganizationName(QStringLiteral("Sermo"));
    QCoreApplication::setApplicationName(applicationName);
    return home.path();
}

} // namespace sermo::test
