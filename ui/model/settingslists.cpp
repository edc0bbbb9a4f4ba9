// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/settingslists.h"

#include "ui/model/settingsdraft.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::model
{

DraftList::DraftList(const SettingsDraft &draft, QString list, QString named, QObject *parent)
    : RowsModel(parent)
    , m_draft(draft)
    , m_list(std::move(list))
    , m_named(std::move(named))
{
    connect(&draft, &SettingsDraft::changed, this, &DraftList::follow);
    follow();
}

void DraftList::follow()
{
    QList<DraftRow> rows;
    const QJsonArray all = m_draft.list(m_list);
    for (const QJsonValue &each : all) {
        const QString name = each[m_named].toString().simplified();
        const QString id = each["id"_L1].toString();
        rows += {int(rows.size()), name.isEmpty() ? (id.isEmpty() ? tr("New") : id) : name};
    }
    become(rows);
}

KeyTable::KeyTable(QObject *parent)
    : RowsModel(parent)
{
}

void KeyTable::show(const QList<HostOffice::Key> &keys)
{
    QList<KeyRow> rows;
    for (const HostOffice::Key &key : keys)
        rows += {key.name, key.name, key};
    std::ranges::stable_sort(rows, std::ranges::greater{},
                             [](const KeyRow &row) { return row.facts.createdMs; });
    become(rows);
}

int KeyTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant KeyTable::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return RowsModel::data(index, role);
    const HostOffice::Key &key = items().at(index.row()).facts;
    switch (index.column()) {
    case Name:
        return key.name;
    case RoleOf:
        return roleName(key.role);
    case Whose:
        return key.agent.value();
    case Since:
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(key.createdMs),
                                  QLocale::ShortFormat);
    default:
        return {};
    }
}

QVariant KeyTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    switch (section) {
    case Name:
        return tr("Key");
    case RoleOf:
        return tr("For");
    case Whose:
        return tr("Agent");
    case Since:
        return tr("Made");
    default:
        return {};
    }
}

QString KeyTable::roleName(const QString &role)
{
    if (role == "agent"_L1)
        return tr("A colleague");
    if (role == "supervisor"_L1)
        return tr("A supervisor");
    if (role == "bot"_L1)
        return tr("A bot");
    if (role == "standby"_L1)
        return tr("A desk that stands by");
    return role == "channel"_L1 ? tr("Another channel") : role;
}

} // namespace sermo::model
