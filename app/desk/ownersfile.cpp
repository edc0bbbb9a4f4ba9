// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/ownersfile.h"

#include <QFile>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace sermo::app::ownersfile
{

Result<void, QString> write(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return failure(u"%1: %2"_s.arg(path, file.errorString()));
}

} // namespace sermo::app::ownersfile
