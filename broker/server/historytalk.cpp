// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/historytalk.h"

#include "broker/desk/figures/told.h"
#include "broker/protocol/timestamp.h"
#include "broker/protocol/wholenumber.h"
#include "broker/server/formtext.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <functional>
#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::server::historytalk
{

namespace
{

constexpr int MostRows = 500;
constexpr qsizetype MostText = 1000; //!< of thousands of words each costs all those before it
constexpr QChar FoundFrom{0x02}, FoundTo{0x03};

using Wrong = Result<void, QString>;
using Setter = std::function<Wrong(const QString &)>;

QString decoded(const QByteArray &text)
{
    return QString::fromUtf8(fromForm(text));
}

Setter into(QString &field)
{
    return [&field](const QString &value) {
        field = value;
        return Wrong();
    };
}

Setter intoText(QString &field)
{
    return [&field](const QString &value) -> Wrong {
        if (value.size() > MostText)
            return failure(u"is longer than %1 characters"_s.arg(MostText));
        field = value;
        return {};
    };
}

template <typename Name>
Setter intoName(Name &field)
{
    return [&field](const QString &value) {
        field = Name(value);
        return Wrong();
    };
}

Setter intoTime(std::optional<qint64> &field)
{
    return [&field](const QString &value) -> Wrong {
        // Whose eight o'clock it is must be said: broker and asker may live in different zones.
        static const QRegularExpression whole(
            u"^[-\\d]+T[\\d:]+([.,]\\d+)?(Z|[+-]\\d\\d:\\d\\d)\\z"_s,
            QRegularExpression::CaseInsensitiveOption);
        const auto time = whole.match(value).hasMatch() ? fromTimestamp(value) : std::nullopt;
        if (!time)
            return failure(u"is no time like 2026-03-02T08:00:00Z"_s);
        field = *time;
        return {};
    };
}

std::optional<int> scoreOf(const QString &text)
{
    const auto score = wholeNumber(text.toUtf8(), 5);
    return score && *score >= 1 ? score : std::nullopt;
}

Setter intoRating(store::HistoryQuery &query)
{
    return [&query](const QString &value) -> Wrong {
        query.ratingFrom = scoreOf(value.section(u'-', 0, 0));
        query.ratingTo = scoreOf(value.section(u'-', -1));
        if (!query.ratingFrom || !query.ratingTo || *query.ratingFrom > *query.ratingTo
            || value.count(u'-') > 1)
            return failure(u"is neither 1 to 5 nor a range like 1-2"_s);
        return {};
    };
}

Setter intoSeq(Seq &field)
{
    return [&field](const QString &value) -> Wrong {
        const auto seq = seqOf(value.toUtf8());
        if (!seq)
            return failure(u"is no number of an event"_s);
        field = *seq;
        return {};
    };
}

Setter intoLimit(int &field)
{
    return [&field](const QString &value) -> Wrong {
        const auto rows = wholeNumber(value.toUtf8(), MostRows);
        if (!rows || *rows < 1)
            return failure(u"is not between 1 and %1"_s.arg(MostRows));
        field = *rows;
        return {};
    };
}

//! Reads the parameters, each by its setter; the first that is wrong ends it.
Wrong read(const QByteArray &query, const QHash<QString, Setter> &setters)
{
    QSet<QString> seen;
    const QByteArrayList parts = query.isEmpty() ? QByteArrayList() : query.split('&');
    for (const QByteArray &part : parts) {
        const qsizetype at = part.indexOf('=');
        const QString name = decoded(at < 0 ? part : part.first(at));
        if (name == "apiKey"_L1)
            continue;
        const auto setter = setters.constFind(name);
        if (setter == setters.cend())
            return failure(u"%1: there is no such parameter"_s.arg(name.left(64)));
        if (seen.contains(name))
            return failure(u"%1: is there twice"_s.arg(name));
        seen.insert(name);
        const QString value = at < 0 ? QString() : decoded(part.sliced(at + 1));
        if (value.isEmpty())
            continue;
        if (const Wrong set = (*setter)(value); !set)
            return failure(u"%1: %2"_s.arg(name, set.error()));
    }
    return {};
}

Setter intoHours(bool &onlyOpen)
{
    return [&onlyOpen](const QString &value) -> Wrong {
        onlyOpen = value == "open"_L1;
        if (!onlyOpen && value != "all"_L1)
            return failure(u"is neither all nor open"_s);
        return {};
    };
}

Setter intoDay(QDate &field)
{
    return [&field](const QString &value) -> Wrong {
        field = QDate::fromString(value, Qt::ISODate);
        if (!field.isValid())
            return failure(u"is no day like 2026-03-02"_s);
        return {};
    };
}

Setter intoZone(QTimeZone &field)
{
    return [&field](const QString &value) -> Wrong {
        // Asked first: whatever has three letters is valid as a rule of POSIX.
        if (!QTimeZone::isTimeZoneIdAvailable(value.toUtf8()))
            return failure(u"is no time zone like Europe/Stockholm"_s);
        field = QTimeZone(value.toUtf8());
        return {};
    };
}

Setter intoFormat(ReportQuery::Format &field)
{
    return [&field](const QString &value) -> Wrong {
        using enum ReportQuery::Format;
        static const QHash<QString, ReportQuery::Format> Names{
            {u"rows"_s, Rows}, {u"json"_s, Json}, {u"csv"_s, Csv}, {u"html"_s, Html}};
        const auto found = Names.constFind(value);
        if (found == Names.cend())
            return failure(u"is none of rows, json, csv and html"_s);
        field = *found;
        return {};
    };
}

Setter intoFigure(QString &field)
{
    return [&field](const QString &value) -> Wrong {
        if (!figures::isFigure(value))
            return failure(u"is no figure of broker/desk/figures"_s);
        field = value;
        return {};
    };
}

QJsonValue numberOrNull(Seq seq)
{
    return seq == 0 ? QJsonValue() : QJsonValue(qint64(seq));
}

//! The excerpt without its marks, and where they were: pairs of UTF-16 position and length.
std::pair<QString, QJsonArray> unmarked(const QString &marked)
{
    QString text;
    QJsonArray found;
    qsizetype from = 0;
    for (const QChar c : marked) {
        if (c == FoundFrom)
            from = text.size();
        else if (c == FoundTo)
            found.append(QJsonArray{from, text.size() - from});
        else
            text += c;
    }
    return {text, found};
}

QJsonObject toObject(const figures::Case &one)
{
    return {{u"from"_s, qint64(one.from)},
            {u"to"_s, numberOrNull(one.to)},
            {u"at"_s, QString::fromLatin1(toTimestamp(one.ms))},
            {u"value"_s, one.value}};
}

QJsonObject toObject(const store::Conversation &one)
{
    QJsonObject object{{u"session"_s, qint64(one.session)},
                       {u"userId"_s, one.user.value()},
                       {u"beganAt"_s, QString::fromLatin1(toTimestamp(one.beganMs))},
                       {u"lastAt"_s, QString::fromLatin1(toTimestamp(one.lastMs))},
                       {u"ended"_s, one.hasEnded},
                       {u"queueId"_s, one.queue.value()},
                       {u"agentId"_s, one.agent.value()},
                       {u"brand"_s, one.brand},
                       {u"customerId"_s, one.customerId},
                       {u"customerName"_s, one.customerName},
                       {u"ownName"_s, one.ownName},
                       {u"opening"_s, one.opening},
                       {u"rating"_s, one.rating > 0 ? QJsonValue(one.rating) : QJsonValue()},
                       {u"reason"_s, one.reason},
                       {u"tags"_s, QJsonArray::fromStringList(one.tags)}};
    if (one.excerpt.isEmpty())
        return object;
    const auto [text, found] = unmarked(one.excerpt);
    object.insert(u"excerpt"_s, text);
    object.insert(u"found"_s, found);
    return object;
}

} // namespace

Result<HistoryQuestion, QString> questionOf(const QByteArray &query)
{
    store::HistoryQuery asked;
    QString figure;
    bool onlyOpenHours = false;
    std::optional<qint64> atMs;
    const Wrong done = read(query,
                            {{u"text"_s, intoText(asked.text)},
                             {u"from"_s, intoTime(asked.fromMs)},
                             {u"to"_s, intoTime(asked.toMs)},
                             {u"queue"_s, intoName(asked.queue)},
                             {u"agent"_s, intoName(asked.agent)},
                             {u"brand"_s, into(asked.brand)},
                             {u"customer"_s, into(asked.customer)},
                             {u"tag"_s, into(asked.tag)},
                             {u"rating"_s, intoRating(asked)},
                             {u"reason"_s, into(asked.reason)},
                             {u"figure"_s, intoFigure(figure)},
                             {u"hours"_s, intoHours(onlyOpenHours)},
                             {u"at"_s, intoTime(atMs)},
                             {u"before"_s, intoSeq(asked.before)},
                             {u"limit"_s, intoLimit(asked.limit)}});
    if (!done)
        return failure(done.error());
    if (figure.isEmpty() && onlyOpenHours)
        return failure(u"hours: is of figures only"_s);
    if (figure.isEmpty() && atMs)
        return failure(u"at: is of figures only"_s);
    if (figure.isEmpty())
        return HistoryQuestion{asked, {}};
    FigureQuery behind{
        figure, {}, std::exchange(asked.fromMs, {}), std::exchange(asked.toMs, {}), atMs};
    if (const QueueId queue = std::exchange(asked.queue, {}); !queue.isEmpty())
        behind.filter.queue = queue;
    if (const AgentId agent = std::exchange(asked.agent, {}); !agent.isEmpty())
        behind.filter.agent = agent;
    behind.filter.onlyOpenHours = onlyOpenHours;
    return HistoryQuestion{asked, behind};
}

std::optional<Seq> seqOf(QByteArrayView text)
{
    return wholeNumber(text, Seq(std::numeric_limits<qint64>::max())); // as the log can say it
}

Result<ReportQuery, QString> reportOf(const QByteArray &query)
{
    ReportQuery report;
    QueueId queue;
    AgentId agent;
    const Wrong done = read(query,
                            {{u"from"_s, intoDay(report.from)},
                             {u"to"_s, intoDay(report.to)},
                             {u"queue"_s, intoName(queue)},
                             {u"agent"_s, intoName(agent)},
                             {u"hours"_s, intoHours(report.filter.onlyOpenHours)},
                             {u"timezone"_s, intoZone(report.zone)},
                             {u"format"_s, intoFormat(report.format)}});
    if (!done)
        return failure(done.error());
    for (const auto &[name, day] : {std::pair(u"from"_s, report.from), {u"to"_s, report.to}}) {
        if (day.isNull())
            return failure(u"%1: is not there"_s.arg(name));
    }
    if (report.to < report.from || report.from.daysTo(report.to) >= ReportQuery::MostDays)
        return failure(u"to: is not within %1 days from then on"_s.arg(ReportQuery::MostDays));
    if (!queue.isEmpty())
        report.filter.queue = queue;
    if (!agent.isEmpty())
        report.filter.agent = agent;
    return report;
}

Result<Seq, QString> afterOf(const QByteArray &query)
{
    Seq after = 0;
    if (const Wrong done = read(query, {{u"after"_s, intoSeq(after)}}); !done)
        return failure(done.error());
    return after;
}

Result<qint64, QString> momentOf(const QByteArray &query)
{
    std::optional<qint64> at;
    if (const Wrong done = read(query, {{u"at"_s, intoTime(at)}}); !done)
        return failure(done.error());
    return at ? Result<qint64, QString>(*at) : failure(u"at: is not there"_s);
}

QByteArray toJson(const store::HistoryPage &page, const figures::Cases &behind)
{
    QHash<Seq, QJsonArray> cases;
    for (const figures::Case &one : behind)
        cases[one.session].append(toObject(one));
    QJsonArray conversations;
    for (const store::Conversation &one : page.conversations) {
        QJsonObject object = toObject(one);
        if (const auto its = cases.constFind(one.session); its != cases.cend())
            object.insert(u"behind"_s, *its);
        conversations.append(object);
    }
    return QJsonDocument(QJsonObject{{u"conversations"_s, conversations},
                                     {u"next"_s, numberOrNull(page.next)},
                                     {u"indexed"_s, qint64(page.indexed)}})
        .toJson(QJsonDocument::Compact);
}

//! By hand, since an event is its bytes: read and written again, big numbers would be others.
QByteArray toJson(const store::HistoryTranscript &transcript)
{
    const QByteArray about
        = QJsonDocument(toObject(transcript.conversation)).toJson(QJsonDocument::Compact);
    const QByteArray next
        = transcript.next == 0 ? QByteArrayLiteral("null") : QByteArray::number(transcript.next);
    return "{\"conversation\":" + about + ",\"events\":[" + transcript.events.join(',')
        + "],\"next\":" + next + '}';
}

} // namespace sermo::server::historytalk
