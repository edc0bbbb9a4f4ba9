// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/pastevents.h"

#include "broker/protocol/eventframe.h"
#include "ui/model/names.h"

#include <QDateTime>
#include <QFont>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::model
{

namespace
{

constexpr qsizetype MostWritten = 500; // characters of an event that a line shows

} // namespace

void PastEvents::show(const QByteArrayList &events, const QList<Behind> &behind)
{
    QList<PastEvent> lines;
    lines.reserve(events.size());
    for (const QByteArray &bytes : events) {
        const auto event = readDelivered(bytes);
        if (!event)
            continue;
        const bool isBehind = std::ranges::any_of(behind, [&event](const Behind &one) {
            return event->seq == one.from || event->seq == one.to;
        });
        lines.append({event->seq, event->receivedMs, oneLine(event->frame.envelope().typeName),
                      wireName(event->frame.direction()),
                      oneLine(QString::fromUtf8(bytes).left(MostWritten)), isBehind});
    }
    become(lines);
}

int PastEvents::firstBehind() const
{
    const auto found = std::ranges::find(items(), true, &PastEvent::isBehind);
    return found == items().cend() ? -1 : int(std::distance(items().cbegin(), found));
}

int PastEvents::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PastEvents::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || role == ItemRole)
        return RowsModel::data(index, role);
    const PastEvent &event = items().at(index.row());
    if (role == Qt::FontRole && event.isBehind) {
        QFont font;
        font.setBold(true);
        return font;
    }
    if (role == Qt::ToolTipRole)
        return event.isBehind ? tr("Behind the figure") : QString();
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Number:
        return QString::number(event.key);
    case Time:
        return QDateTime::fromMSecsSinceEpoch(event.ms).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
    case Type:
        return event.name;
    case Direction:
        return event.direction;
    case Written:
        return event.written;
    default:
        return {};
    }
}

QVariant PastEvents::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("No.");
    case Time:
        return tr("Time");
    case Type:
        return tr("Type");
    case Direction:
        return tr("Direction");
    case Written:
        return tr("Event");
    default:
        return {};
    }
}

} // namespace sermo::model
