// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/sparecopy.h"

#include "app/desk/ownersfile.h"
#include "broker/store/apartname.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace sermo::app::sparecopy
{

//! The original stays until what replaces it is on the disk, so that a crash between leaves one.
Result<QString, QString> keep(const QString &file)
{
    QFile original(file);
    if (!original.exists())
        return QString();
    if (!original.open(QIODevice::ReadOnly))
        return failure(u"%1: %2"_s.arg(file, original.errorString()));
    const QByteArray text = original.readAll();
    const QString copy = store::apartname::nextOf(file);
    if (const auto written = ownersfile::write(copy, text); !written)
        return failure(QString(written.error()));
    return copy;
}

} // namespace sermo::app::sparecopy
