// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/figures/reporttext.h"

#include "broker/desk/figures/told.h"
#include "broker/protocol/csv.h"
#include "broker/protocol/timestamp.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::figures
{

namespace
{

QString dayOf(const Report::Row &row)
{
    return row.day.isNull() ? u"total"_s : row.day.toString(Qt::ISODate);
}

QString zoneOf(const Report &report)
{
    return QString::fromLatin1(report.order.zone.id());
}

QString hoursOf(const Report &report)
{
    return report.order.filter.onlyOpenHours ? u"open"_s : u"all"_s;
}

QString number(double value)
{
    return QString::number(value, 'g', 10);
}

// --- JSON ----------------------------------------------------------------------------------------

QJsonArray casesOf(const Cases &cases)
{
    QJsonArray all;
    for (const Case &one : cases)
        all.append(QJsonObject{{u"userId"_s, one.user.value()},
                               {u"session"_s, qint64(one.session)},
                               {u"from"_s, qint64(one.from)},
                               {u"to"_s, qint64(one.to)},
                               {u"at"_s, QString::fromLatin1(toTimestamp(one.ms))},
                               {u"value"_s, one.value}});
    return all;
}

QJsonObject rowOf(const Report::Row &row, Behind cases)
{
    QJsonObject values;
    QJsonObject behind;
    for (const Told &one : row.told) {
        values.insert(one.name, one.value ? QJsonValue(*one.value) : QJsonValue());
        if (cases == Behind::Told && one.unit == Unit::Count && !one.behind.isEmpty())
            behind.insert(one.name, casesOf(one.behind));
    }
    QJsonObject object{{u"day"_s, row.day.isNull() ? QJsonValue() : QJsonValue(dayOf(row))},
                       {u"scope"_s, QString(wireName(row.scope))},
                       {u"figures"_s, values}};
    if (row.scope != Report::Scope::All)
        object.insert(u"id"_s, row.id);
    else if (!row.day.isNull() && cases == Behind::Told)
        object.insert(u"cases"_s, behind); // once: the other rows are parts of this one
    return object;
}

// --- HTML ----------------------------------------------------------------------------------------

constexpr qsizetype MostBehind = 1000; //!< in a list of sessions

struct Column {
    QLatin1StringView title;
    QLatin1StringView figure;
};
constexpr Column Columns[] = {
    {"Queued"_L1, "queued"_L1},
    {"Wait, mean"_L1, "wait.mean"_L1},
    {"median"_L1, "wait.median"_L1},
    {"p90"_L1, "wait.p90"_L1},
    {"In time, of counted"_L1, "level.of_counted"_L1},
    {"without short"_L1, "level.without_short"_L1},
    {"Abandoned"_L1, "abandoned.share"_L1},
    {"First response, median"_L1, "first_response.median"_L1},
    {"Response, median"_L1, "response.median"_L1},
    {"Claimed"_L1, "claimed"_L1},
    {"Handle time, mean"_L1, "handle.mean"_L1},
    {"Attention, mean"_L1, "attention.mean"_L1},
    {"Occupancy"_L1, "occupancy"_L1},
    {"Sessions at once"_L1, "concurrency.mean"_L1},
    {"really there"_L1, "concurrency.effective"_L1},
    {"Rating"_L1, "rating.mean"_L1},
};

QString shown(const Told &one)
{
    if (!one.value)
        return u"–"_s;
    switch (one.unit) {
    case Unit::Share:
        return QString::number(100 * *one.value, 'f', 1) + u" %"_s;
    case Unit::Seconds: {
        const auto whole = qRound64(*one.value);
        return u"%1:%2"_s.arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
    }
    case Unit::Count:
        return QString::number(*one.value, 'f', 0);
    default:
        return QString::number(*one.value, 'f', 2);
    }
}

QString cell(const QString &text, const char *element = "td")
{
    const QString tag = QString::fromLatin1(element);
    return u"<%1>%2</%1>"_s.arg(tag, text.toHtmlEscaped());
}

constexpr const char *Style
    = "body{font:14px/1.4 system-ui,sans-serif;margin:2em;color:#17212b;background:#fff}"
      "table{border-collapse:collapse;margin:0 0 2em}caption{text-align:left;font-weight:600;"
      "padding:.4em 0}th,td{padding:.25em .7em;border-bottom:1px solid #d9dee3;text-align:right;"
      "white-space:nowrap}th:first-child,td:first-child{text-align:left}"
      "@media(prefers-color-scheme:dark){body{color:#e6e9ec;background:#14191e}"
      "th,td{border-color:#333b43}}";

QString overview(const Report &report, Report::Scope scope, QLatin1StringView title)
{
    QString rows;
    for (const Report::Row &row : report.rows) {
        if (row.scope != scope)
            continue;
        const QList<Told> told = row.told;
        rows += "<tr>"_L1 + cell(dayOf(row))
            + (scope == Report::Scope::All ? QString() : cell(row.id));
        for (const Column &column : Columns)
            rows += cell(shown(*std::ranges::find(told, column.figure, &Told::name)));
        rows += "</tr>\n"_L1;
    }
    if (rows.isEmpty())
        return {};
    QString head = cell(u"Day"_s, "th");
    if (scope != Report::Scope::All)
        head += cell(scope == Report::Scope::Queue ? u"Queue"_s : u"Agent"_s, "th");
    for (const Column &column : Columns)
        head += cell(column.title, "th");
    return u"<table><caption>"_s + title + "</caption>\n<thead><tr>"_L1 + head
        + "</tr></thead>\n<tbody>\n"_L1 + rows + "</tbody></table>\n"_L1;
}

QString linkTo(QLatin1StringView list, const QString &text)
{
    return u"<td><a href=\"#%1\">%2</a></td>"_s.arg(list, text.toHtmlEscaped());
}

QString eventsOf(const Case &one)
{
    return one.to > 0 && one.to != one.from ? u"%1–%2"_s.arg(one.from).arg(one.to)
                                            : QString::number(one.from);
}

//! The sessions behind a figure and where in them; very many are in the JSON only.
QString listOf(const Told &one)
{
    QString rows;
    const QList<Case> listed = one.behind.listed().mid(0, MostBehind);
    for (const Case &behind : listed)
        rows += "<tr>"_L1 + cell(QString::fromLatin1(toTimestamp(behind.ms)))
            + cell(behind.user.value()) + cell(QString::number(behind.session))
            + cell(eventsOf(behind)) + cell(number(behind.value)) + "</tr>\n"_L1;
    if (one.behind.size() > listed.size())
        rows += u"<tr><td colspan=\"5\">and %1 more: see the JSON</td></tr>\n"_s.arg(
            one.behind.size() - listed.size());
    return u"<table id=\"%1\"><caption>Behind %1</caption>\n<thead><tr>"_s.arg(one.name)
        + cell(u"When"_s, "th") + cell(u"Customer"_s, "th") + cell(u"Session"_s, "th")
        + cell(u"Events"_s, "th") + cell(u"Value"_s, "th") + "</tr></thead>\n<tbody>\n"_L1 + rows
        + "</tbody></table>\n"_L1;
}

//! Each with a link to what is behind it; what has the same behind it, to the same list.
QString everything(const Report &report)
{
    QString rows, lists;
    QList<Told> listed;
    const QList<Told> all = report.rows.constFirst().told;
    for (const Told &one : all) {
        auto list = std::ranges::find(listed, one.behind, &Told::behind);
        if (list == listed.end() && !one.behind.isEmpty()) {
            listed.append(one);
            lists += listOf(one);
            list = listed.end() - 1;
        }
        rows += "<tr>"_L1 + cell(one.name)
            + (list == listed.end() ? cell(shown(one)) : linkTo(list->name, shown(one)))
            + cell(wireName(one.unit)) + "</tr>\n"_L1;
    }
    return "<table><caption>All figures of the whole time</caption>\n<tbody>\n"_L1 + rows
        + "</tbody></table>\n"_L1 + lists;
}

QString statement(const Report &report)
{
    const ReportOrder &order = report.order;
    QString text = u"%1 to %2, both included, days of %3. "_s.arg(
        order.from.toString(Qt::ISODate), order.to.toString(Qt::ISODate), zoneOf(report));
    text += order.filter.onlyOpenHours ? u"Only what began in opening hours. "_s
                                       : u"Around the clock: opening hours are not applied. "_s;
    text
        += u"In time: within %1 s. Short: under %2 s. Overload: more than %3 waiting for one agent. "_s
               .arg(order.rules.levelSeconds)
               .arg(order.rules.shortSeconds)
               .arg(order.rules.overloadAbove);
    text += u"The bot is excluded. Times are minutes:seconds."_s;
    if (order.filter.queue)
        text += u" Queue: %1."_s.arg(order.filter.queue->value());
    if (order.filter.agent)
        text += u" Agent: %1."_s.arg(order.filter.agent->value());
    return text.toHtmlEscaped();
}

} // namespace

QByteArray toJson(const Report &report, Behind cases)
{
    const ReportOrder &order = report.order;
    QJsonArray rows;
    for (const Report::Row &row : report.rows)
        rows.append(rowOf(row, cases));
    QJsonObject whole{{u"from"_s, order.from.toString(Qt::ISODate)},
                      {u"to"_s, order.to.toString(Qt::ISODate)},
                      {u"timezone"_s, zoneOf(report)},
                      {u"hours"_s, hoursOf(report)},
                      {u"rules"_s,
                       QJsonObject{{u"levelSeconds"_s, order.rules.levelSeconds},
                                   {u"shortSeconds"_s, order.rules.shortSeconds},
                                   {u"overloadAbove"_s, order.rules.overloadAbove}}},
                      {u"rows"_s, rows}};
    if (order.filter.queue)
        whole.insert(u"queue"_s, order.filter.queue->value());
    if (order.filter.agent)
        whole.insert(u"agent"_s, order.filter.agent->value());
    return QJsonDocument(whole).toJson(QJsonDocument::Indented);
}

QByteArray toCsv(const Report &report)
{
    QStringList head{u"day"_s, u"scope"_s, u"id"_s, u"timezone"_s, u"hours"_s};
    for (const Told &one : tell({}))
        head.append(one.name);
    QString text = head.join(u',') + u"\r\n"_s;
    for (const Report::Row &row : report.rows) {
        QStringList fields{dayOf(row), wireName(row.scope), csvField(row.id),
                           csvField(zoneOf(report)), hoursOf(report)};
        for (const Told &one : row.told)
            fields.append(one.value ? number(*one.value) : QString());
        text += fields.join(u',') + u"\r\n"_s;
    }
    return text.toUtf8();
}

QByteArray toHtml(const Report &report)
{
    const QString head = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src"
                         " 'none'; style-src 'unsafe-inline'\">"
                         "<title>Sermo Desk report</title><style>"_L1;
    const QString text = head + QLatin1StringView(Style)
        + "</style></head>\n<body><h1>Report</h1>\n<p>"_L1 + statement(report) + "</p>\n"_L1
        + overview(report, Report::Scope::All, "By day"_L1)
        + overview(report, Report::Scope::Queue, "By queue"_L1)
        + overview(report, Report::Scope::Agent, "By agent"_L1) + everything(report)
        + "</body></html>\n"_L1;
    return text.toUtf8();
}

} // namespace sermo::figures
