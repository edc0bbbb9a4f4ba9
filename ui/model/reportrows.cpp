// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/reportrows.h"

#include "broker/desk/figures/told.h"
#include "ui/model/boardqueues.h"
#include "ui/model/historysource.h"
#include "ui/model/presentedsession.h"
#include "ui/model/sessionstore.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace sermo::model
{

namespace
{

using figures::Unit;

//! Of some seventy figures those that are read; the exports have all.
struct Shown {
    QLatin1StringView name;
    Unit unit;
    const char *title;
    const char *tip;
};
constexpr Shown Figures[] = {
    {"queued"_L1, Unit::Count, QT_TRANSLATE_NOOP("ReportRows", "In line"),
     QT_TRANSLATE_NOOP("ReportRows", "How often customers were put in line")},
    {"wait.mean"_L1, Unit::Seconds, QT_TRANSLATE_NOOP("ReportRows", "Wait"),
     QT_TRANSLATE_NOOP("ReportRows", "Mean wait of those an agent took")},
    {"wait.median"_L1, Unit::Seconds, QT_TRANSLATE_NOOP("ReportRows", "median"),
     QT_TRANSLATE_NOOP("ReportRows", "Half of those an agent took waited at most so long")},
    {"wait.p90"_L1, Unit::Seconds, QT_TRANSLATE_NOOP("ReportRows", "p90"),
     QT_TRANSLATE_NOOP("ReportRows", "Nine in ten of those an agent took waited at most so long")},
    {"level.of_counted"_L1, Unit::Share, QT_TRANSLATE_NOOP("ReportRows", "In time"),
     QT_TRANSLATE_NOOP("ReportRows", "Service level: taken in time, of all whose wait is over")},
    {"abandoned.share"_L1, Unit::Share, QT_TRANSLATE_NOOP("ReportRows", "Left"),
     QT_TRANSLATE_NOOP("ReportRows", "Left while waiting, of all whose wait is over")},
    {"first_response.median"_L1, Unit::Seconds, QT_TRANSLATE_NOOP("ReportRows", "First response"),
     QT_TRANSLATE_NOOP("ReportRows", "Median time from the line to a human's first text")},
    {"response.median"_L1, Unit::Seconds, QT_TRANSLATE_NOOP("ReportRows", "Response"),
     QT_TRANSLATE_NOOP("ReportRows", "Median time from a customer's text to a human's next one")},
    {"claimed"_L1, Unit::Count, QT_TRANSLATE_NOOP("ReportRows", "Taken"),
     QT_TRANSLATE_NOOP("ReportRows", "How often an agent took a customer")},
    {"handle.mean"_L1, Unit::Seconds, QT_TRANSLATE_NOOP("ReportRows", "Handle time"),
     QT_TRANSLATE_NOOP("ReportRows", "Mean time from taking a customer until giving him back")},
    {"attention.mean"_L1, Unit::Seconds, QT_TRANSLATE_NOOP("ReportRows", "Attention"),
     QT_TRANSLATE_NOOP("ReportRows", "Of the handle time, the minutes that were really his")},
    {"transferred.share"_L1, Unit::Share, QT_TRANSLATE_NOOP("ReportRows", "Transferred"),
     QT_TRANSLATE_NOOP("ReportRows", "Handed to a queue or a colleague, of all given back")},
    {"reopened.share"_L1, Unit::Share, QT_TRANSLATE_NOOP("ReportRows", "Reopened"),
     QT_TRANSLATE_NOOP("ReportRows", "Back within a day, of all that were done")},
    {"occupancy"_L1, Unit::Share, QT_TRANSLATE_NOOP("ReportRows", "Occupancy"),
     QT_TRANSLATE_NOOP("ReportRows", "Time with at least one customer, of the time there")},
    {"concurrency.mean"_L1, Unit::Sessions, QT_TRANSLATE_NOOP("ReportRows", "At once"),
     QT_TRANSLATE_NOOP("ReportRows", "Customers at once while busy, on average")},
    {"concurrency.effective"_L1, Unit::Sessions, QT_TRANSLATE_NOOP("ReportRows", "Really there"),
     QT_TRANSLATE_NOOP("ReportRows",
                       "The same, each customer weighed by how likely he was still there")},
    {"overload.minutes"_L1, Unit::Minutes, QT_TRANSLATE_NOOP("ReportRows", "Overload, min"),
     QT_TRANSLATE_NOOP("ReportRows", "Minutes in which too many waited for the same agent")},
    {"bot.share"_L1, Unit::Share, QT_TRANSLATE_NOOP("ReportRows", "Bot alone"),
     QT_TRANSLATE_NOOP("ReportRows", "Ended by the bot without an agent, of its sessions")},
    {"rating.mean"_L1, Unit::Score, QT_TRANSLATE_NOOP("ReportRows", "Rating"),
     QT_TRANSLATE_NOOP("ReportRows", "Mean of the scores from 1 to 5")},
};

QString translated(const char *text)
{
    return QCoreApplication::translate("ReportRows", text);
}

const Shown *shownIn(int column)
{
    const int figure = column - ReportRows::FirstFigure;
    return figure >= 0 && figure < int(std::size(Figures)) ? &Figures[figure] : nullptr;
}

QString shown(double value, Unit unit)
{
    switch (unit) {
    case Unit::Share:
        return percent(value);
    case Unit::Seconds:
        return clockText(qRound64(value));
    case Unit::Count:
        return QLocale().toString(qRound64(value));
    case Unit::Minutes:
        return QLocale().toString(value, 'f', 0);
    case Unit::Sessions:
    case Unit::Score:
        break;
    }
    return QLocale().toString(value, 'f', 2);
}

QString scopeOf(ReportRows::Split split)
{
    static const QString Names[] = {u"all"_s, u"queue"_s, u"agent"_s};
    return Names[static_cast<size_t>(split)];
}

} // namespace

QByteArray ReportOrder::target(const QByteArray &format) const
{
    QByteArrayList parts;
    const auto add = [&parts](const QByteArray &name, const QString &value) {
        if (!value.isEmpty())
            parts.append(name + '=' + value.toUtf8().toPercentEncoding());
    };
    add("from", from.toString(Qt::ISODate));
    add("to", to.toString(Qt::ISODate));
    add("queue", queue);
    add("agent", agent);
    add("hours", onlyOpenHours ? u"open"_s : QString());
    parts.append("format=" + format);
    return "/api/report?" + parts.join('&');
}

ReportRows::ReportRows(HistorySource &source, const SessionStore &store, QObject *parent)
    : RowsModel(parent)
    , m_source(source)
    , m_store(store)
{
}

void ReportRows::ask(const ReportOrder &order)
{
    m_order = order;
    m_isAsking = true;
    const quint64 question = ++m_question;
    m_source.ask("GET"_ba, order.target("rows"), this,
                 [this, question](const HistoryAnswer &answer) {
                     if (question == m_question)
                         handle(answer);
                 });
}

void ReportRows::handle(const HistoryAnswer &answer)
{
    m_isAsking = false;
    m_trouble = answer.isGood() ? QString() : troubleOf(answer);
    const QJsonObject told = QJsonDocument::fromJson(answer.body).object();
    m_zone = QTimeZone(told["timezone"_L1].toString().toUtf8());
    m_levelSeconds = told["rules"_L1]["levelSeconds"_L1].toInt();
    m_told.clear();
    const QJsonArray rows = told["rows"_L1].toArray();
    for (const QJsonValue &one : rows) {
        ReportRow row;
        row.day = QDate::fromString(one["day"_L1].toString(), Qt::ISODate);
        row.scope = one["scope"_L1].toString();
        row.id = one["id"_L1].toString();
        row.key = QStringList{row.day.toString(Qt::ISODate), row.scope, row.id}.join(u' ');
        const QJsonObject figures = one["figures"_L1].toObject();
        for (auto figure = figures.begin(); figure != figures.end(); ++figure) {
            if (figure->isDouble())
                row.figures.insert(figure.key(), figure->toDouble());
        }
        m_told.append(row);
    }
    present();
    emit answered();
}

void ReportRows::setSplit(Split split)
{
    m_split = split;
    present();
    emit headerDataChanged(Qt::Horizontal, Whose, Whose);
}

//! Names are those of now: what is told has ids.
void ReportRows::present()
{
    QList<ReportRow> rows;
    for (ReportRow row : std::as_const(m_told)) {
        if (row.scope != scopeOf(m_split))
            continue;
        row.name = m_split == Split::Queues ? m_store.queueName(QueueId(row.id))
            : m_split == Split::Agents      ? m_store.agentName(AgentId(row.id))
                                            : tr("All");
        rows.append(row);
    }
    become(rows);
}

QString ReportRows::statement() const
{
    if (!m_zone.isValid())
        return {};
    const QString hours
        = m_order.onlyOpenHours ? tr("Only what began in opening hours.") : tr("Around the clock.");
    return tr("Days of %1. %2 In time: within %3 s. The bot is not counted as an agent.")
        .arg(QString::fromLatin1(m_zone.id()), hours)
        .arg(m_levelSeconds);
}

int ReportRows::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : FirstFigure + int(std::size(Figures));
}

QString ReportRows::text(const ReportRow &row, int column) const
{
    if (column == Day)
        return row.day.isNull() ? tr("Whole time") : row.day.toString(Qt::ISODate);
    if (column == Whose)
        return row.name;
    const Shown *figure = shownIn(column);
    const auto value = row.figures.constFind(figure->name);
    return value == row.figures.cend() ? u"–"_s : shown(*value, figure->unit);
}

//! A day's are those of its midnights, where the report's days are.
FigureOrder ReportRows::behind(const ReportRow &row, int column) const
{
    const Shown *figure = shownIn(column);
    if (!figure || !row.figures.contains(figure->name) || !m_zone.isValid())
        return {};
    const QDate from = row.day.isNull() ? m_order.from : row.day;
    const QDate to = row.day.isNull() ? m_order.to : row.day;
    FigureOrder order;
    order.name = figure->name;
    order.title = u"%1, %2, %3"_s.arg(translated(figure->title), row.name, text(row, Day));
    order.fromMs = from.startOfDay(m_zone).toMSecsSinceEpoch();
    order.toMs = to.addDays(1).startOfDay(m_zone).toMSecsSinceEpoch();
    order.queue = row.scope == scopeOf(Split::Queues) ? row.id : m_order.queue;
    order.agent = row.scope == scopeOf(Split::Agents) ? row.id : m_order.agent;
    order.onlyOpenHours = m_order.onlyOpenHours;
    return order;
}

QVariant ReportRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || role == ItemRole)
        return RowsModel::data(index, role);
    const ReportRow &row = items().at(index.row());
    const Shown *figure = shownIn(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::TextAlignmentRole:
        return int((figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case SortRole:
        return figure ? QVariant(row.figures.value(figure->name, -1)) : text(row, index.column());
    case BehindRole:
        return QVariant::fromValue(behind(row, index.column()));
    default:
        return {};
    }
}

QVariant ReportRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const Shown *figure = shownIn(section);
    if (role == Qt::TextAlignmentRole)
        return int((figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && figure)
        return translated(figure->tip);
    if (role != Qt::DisplayRole)
        return {};
    if (figure)
        return translated(figure->title);
    return section == Day          ? tr("Day")
        : m_split == Split::Queues ? tr("Queue")
        : m_split == Split::Agents ? tr("Agent")
                                   : tr("Whose");
}

} // namespace sermo::model
