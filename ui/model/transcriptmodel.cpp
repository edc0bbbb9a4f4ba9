// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/transcriptmodel.h"

#include <QDateTime>

#include <algorithm>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 GroupingMs = 3 * 60 * 1000; // as long as one breath of writing

bool isDeliverable(const TranscriptItem &item)
{
    return item.kind == TranscriptItem::Kind::Agent || item.kind == TranscriptItem::Kind::Bot;
}

bool isSpoken(const TranscriptItem &item)
{
    return item.kind == TranscriptItem::Kind::Customer || isDeliverable(item);
}

QDate localDay(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).date();
}

bool groups(const TranscriptItem &above, const TranscriptItem &item)
{
    return isSpoken(item) && above.kind == item.kind && above.speaker == item.speaker
        && !item.startsDay && item.atMs - above.atMs < GroupingMs;
}

} // namespace

TranscriptModel::TranscriptModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

int TranscriptModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

QVariant TranscriptModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const TranscriptItem &item = m_items.at(index.row());
    switch (role) {
    case ItemRole:
        return QVariant::fromValue(item);
    case KindRole:
        return int(item.kind);
    case DeliveryRole:
        return int(item.delivery);
    case Qt::DisplayRole:
        return item.text;
    case Qt::AccessibleTextRole:
        return item.speaker.isEmpty() ? item.text : item.speaker + u": "_s + item.text;
    default:
        return {};
    }
}

void TranscriptModel::addStored(const QList<TranscriptItem> &items)
{
    for (qsizetype begin = 0; begin < items.size();) {
        const int row = rowAfter(items.at(begin).seq);
        const Seq next = row < storedCount() ? m_items.at(row).seq : 0; // 0: nothing later yet
        qsizetype end = begin + 1;
        while (end < items.size() && (next == 0 || items.at(end).seq < next))
            ++end;
        insertAt(row, begin == 0 && end == items.size() ? items : items.mid(begin, end - begin));
        begin = end;
    }
}

bool TranscriptModel::contains(Seq seq) const
{
    const int row = rowAfter(seq) - 1;
    return row >= 0 && m_items.at(row).seq == seq;
}

void TranscriptModel::addPending(TranscriptItem item)
{
    Q_ASSERT(item.isPending());
    const int row = int(m_items.size());
    beginInsertRows({}, row, row);
    m_items.append(std::move(item));
    ++m_pending;
    relate(row);
    endInsertRows();
}

void TranscriptModel::settle(const EventId &id, Seq seq)
{
    const int from = pendingRow(id);
    if (from < 0)
        return;
    const int to = rowAfter(seq);
    if (from != to) {
        beginMoveRows({}, from, from, {}, to);
        m_items.move(from, to);
        endMoveRows();
    }
    --m_pending;
    TranscriptItem &item = m_items[to];
    item.seq = seq;
    item.delivery
        = isDeliverable(item) ? TranscriptItem::Delivery::Sent : TranscriptItem::Delivery::None;
    item.why.clear();
    relate(to);
    changed(to);
    relateAndTell(to + 1);
    if (from != to)
        relateAndTell(from + 1);
}

void TranscriptModel::setDelivery(const EventId &id, TranscriptItem::Delivery delivery,
                                  const QString &why)
{
    const int row = pendingRow(id);
    if (row < 0)
        return;
    m_items[row].delivery = delivery;
    m_items[row].why = why;
    changed(row);
}

void TranscriptModel::discardPending(const EventId &id)
{
    const int row = pendingRow(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_items.removeAt(row);
    --m_pending;
    endRemoveRows();
    relateAndTell(row);
}

void TranscriptModel::markRead(Seq before)
{
    // Above the last read one all is read already, so this looks at each row once in its life.
    int last = -1;
    int row = before == 0 ? -1 : rowAfter(before - 1) - 1;
    for (; row >= 0 && m_items.at(row).delivery != TranscriptItem::Delivery::Read; --row) {
        if (m_items.at(row).delivery != TranscriptItem::Delivery::Sent)
            continue;
        m_items[row].delivery = TranscriptItem::Delivery::Read;
        last = std::max(last, row);
    }
    if (last >= 0)
        emit dataChanged(index(row + 1), index(last));
}

void TranscriptModel::reword(Seq seq, const QString &text, const QString &speaker)
{
    for (int row = rowAfter(seq) - 1; row >= 0 && m_items.at(row).seq == seq; --row) {
        TranscriptItem &item = m_items[row];
        if (isSpoken(item) || (item.text == text && item.speaker == speaker))
            continue;
        item.text = text;
        item.speaker = speaker;
        changed(row);
    }
}

void TranscriptModel::clear()
{
    beginResetModel();
    m_items.clear();
    m_pending = 0;
    endResetModel();
}

int TranscriptModel::rowAfter(Seq seq) const
{
    const auto begin = m_items.cbegin();
    const auto end = begin + storedCount();
    if (begin == end || std::prev(end)->seq <= seq) // nearly always
        return storedCount();
    const auto later = [](Seq wanted, const TranscriptItem &item) { return wanted < item.seq; };
    return int(std::upper_bound(begin, end, seq, later) - begin);
}

int TranscriptModel::pendingRow(const EventId &id) const
{
    for (int row = storedCount(); row < m_items.size(); ++row) {
        if (m_items.at(row).id == id)
            return row;
    }
    return -1;
}

void TranscriptModel::insertAt(int row, const QList<TranscriptItem> &items)
{
    const int count = int(items.size());
    beginInsertRows({}, row, row + count - 1);
    m_items.insert(row, count, {});
    for (int i = 0; i < count; ++i) {
        m_items[row + i] = items.at(i);
        relate(row + i);
    }
    endInsertRows();
    relateAndTell(row + count);
}

bool TranscriptModel::relate(int row)
{
    TranscriptItem &item = m_items[row];
    const bool startedDay = std::exchange(
        item.startsDay, row == 0 || localDay(m_items.at(row - 1).atMs) != localDay(item.atMs));
    const bool grouped
        = std::exchange(item.groupedWithPrevious, row > 0 && groups(m_items.at(row - 1), item));
    return startedDay != item.startsDay || grouped != item.groupedWithPrevious;
}

void TranscriptModel::relateAndTell(int row)
{
    if (row < m_items.size() && relate(row))
        changed(row);
}

void TranscriptModel::changed(int row)
{
    emit dataChanged(index(row), index(row));
}

} // namespace sermo::model
