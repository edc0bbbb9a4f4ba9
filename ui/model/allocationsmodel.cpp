// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/allocationsmodel.h"

#include "ui/model/allocationwords.h"
#include "ui/model/presentedsession.h"

#include <QDateTime>

#include <algorithm>

namespace sermo::model
{

using namespace Qt::StringLiterals;

AllocationsModel::AllocationsModel(const SessionStore &store, QObject *parent)
    : QAbstractTableModel(parent)
    , m_store(store)
{
    connect(&store, &SessionStore::allocationsTold, this, &AllocationsModel::take);
    connect(&store, &SessionStore::forgotten, this, &AllocationsModel::forget);
    connect(&store, &SessionStore::wasReset, this, &AllocationsModel::clear);
    connect(&store, &SessionStore::agentsChanged, this, &AllocationsModel::rewordAll);
    connect(&store, &SessionStore::sessionsChanged, this, &AllocationsModel::reword);
}

int AllocationsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int AllocationsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AllocationsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::DisplayRole)
        return text(m_rows.at(size_t(index.row())), index.column());
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignTop);
    const AllocationTold &told = m_rows.at(size_t(index.row()));
    if (role == UserRole)
        return QVariant::fromValue(told.user);
    if (role == GivenRole)
        return !told.decision.agent.isEmpty();
    if (role == Qt::ToolTipRole)
        return tip(told);
    if (role == Qt::AccessibleTextRole && index.column() == Time) // all of it, for a plain list
        return u"%1 %2 → %3: %4"_s.arg(text(told, Time), text(told, Customer), text(told, GivenTo),
                                       text(told, Why));
    return {};
}

//! The first line is ours: what a tip begins with decides whether it is rich, and a name must not.
QString AllocationsModel::tip(const AllocationTold &told) const
{
    const QString all = text(told, Weighed);
    return all.isEmpty() ? all : title(Weighed) + u'\n' + all;
}

QString AllocationsModel::text(const AllocationTold &told, int column) const
{
    const event::Allocation &decision = told.decision;
    const auto name = [this](const AgentId &agent) { return m_store.agentName(agent); };
    switch (column) {
    case Time:
        return QDateTime::fromMSecsSinceEpoch(told.atMs).toString(u"HH:mm:ss"_s);
    case Customer: {
        const desk::Session *session = m_store.session(told.user);
        return session ? displayName(*session) : visitorName(told.user);
    }
    case GivenTo:
        return decision.agent.isEmpty() ? tr("nobody") : name(decision.agent);
    case Why:
        return why(decision);
    case Weighed:
        return weighed(decision, name).join(u'\n');
    default:
        return {};
    }
}

QVariant AllocationsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? title(section) : QVariant();
}

QString AllocationsModel::title(int column)
{
    switch (column) {
    case Time:
        return tr("Time");
    case Customer:
        return tr("Customer");
    case GivenTo:
        return tr("Given to");
    case Why:
        return tr("Why");
    case Weighed:
        return tr("Everyone weighed, and with what sum");
    default:
        return {};
    }
}

void AllocationsModel::take(const QList<AllocationTold> &allocations)
{
    const qsizetype fresh = std::min<qsizetype>(allocations.size(), Kept);
    const int after = int(std::min<qsizetype>(Kept - fresh, qsizetype(m_rows.size())));
    if (after < rowCount()) {
        beginRemoveRows({}, after, rowCount() - 1);
        m_rows.resize(size_t(after));
        endRemoveRows();
    }
    beginInsertRows({}, 0, int(fresh) - 1);
    for (const AllocationTold &told : allocations.last(fresh))
        m_rows.push_front(told);
    endInsertRows();
}

void AllocationsModel::forget(const UserId &user)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (m_rows.at(size_t(row)).user != user)
            continue;
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }
}

void AllocationsModel::clear()
{
    if (m_rows.empty())
        return;
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

//! A customer's name may have become known.
void AllocationsModel::reword(const QSet<UserId> &users)
{
    for (int row = 0; row < rowCount(); ++row) {
        if (users.contains(m_rows.at(size_t(row)).user))
            emit dataChanged(index(row, Customer), index(row, Customer), {Qt::DisplayRole});
    }
}

//! An agent's name may have become known.
void AllocationsModel::rewordAll()
{
    if (!m_rows.empty())
        emit dataChanged(index(0, GivenTo), index(rowCount() - 1, Weighed), {Qt::DisplayRole});
}

} // namespace sermo::model
