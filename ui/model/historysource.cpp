// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/historysource.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

QString translated(const char *text)
{
    return QCoreApplication::translate("History", text);
}

} // namespace

QString troubleOf(const HistoryAnswer &answer)
{
    switch (answer.status) {
    case 0:
        return translated(QT_TRANSLATE_NOOP("History", "The broker does not answer."));
    case 401:
    case 403:
        return translated(
            QT_TRANSLATE_NOOP("History", "This desk's key does not open the history."));
    case 404:
        return translated(QT_TRANSLATE_NOOP("History", "It is not there any more."));
    default:
        break;
    }
    const QString said = QJsonDocument::fromJson(answer.body)["error"_L1].toString();
    return said.isEmpty()
        ? translated(QT_TRANSLATE_NOOP("History", "The broker cannot look it up now."))
        : translated(QT_TRANSLATE_NOOP("History", "The broker says: %1")).arg(said.left(200));
}

} // namespace sermo::model
