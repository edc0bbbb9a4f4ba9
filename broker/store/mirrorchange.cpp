// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/mirrorchange.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace sermo::store
{

qint64 MirrorMark::numberOf(const QString &epoch)
{
    const QByteArray hash = QCryptographicHash::hash(epoch.toUtf8(), QCryptographicHash::Sha256);
    return qFromBigEndian<qint64>(hash.constData()) | 1; // never 0
}

} // namespace sermo::store
