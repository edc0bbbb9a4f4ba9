// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/hostile.h"

#include "tests/support/data.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sermo::test
{

QList<HostileText> hostileTexts(const QString &watched)
{
    QFile file(testData(u"hostile.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qUtf8Printable(file.fileName()));
    QList<HostileText> all;
    const QJsonArray rows = QJsonDocument::fromJson(file.readAll())["texts"_L1].toArray();
    for (const QJsonValue &row : rows) {
        const int times = row["times"_L1].toInt(1);
        QString text = row["text"_L1].toString().repeated(times);
        all.append({row["name"_L1].toString(), text.replace("@CANARY@"_L1, watched)});
    }
    if (all.isEmpty())
        qFatal("no texts in %s", qUtf8Printable(file.fileName()));
    return all;
}

} // namespace sermo::test
