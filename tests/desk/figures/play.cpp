// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desk/figures/play.h"

#include <QDate>
#include <QFile>
#include <QTimeZone>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace sermo::test
{

namespace
{

//! `10:00`, `10:00:30`, and hours beyond 24 for the days after; below 0: it is none.
qint64 msOf(const QString &text)
{
    const QStringList parts = text.split(u':');
    if (parts.size() < 2 || parts.size() > 3)
        return -1;
    qint64 seconds = 0;
    for (qsizetype i = 0; i < 3; ++i) {
        bool isNumber = i >= parts.size();
        const int part = isNumber ? 0 : parts.at(i).toInt(&isNumber);
        if (!isNumber)
            return -1;
        seconds = seconds * 60 + part;
    }
    return dayOneMs() + seconds * 1000;
}

event::Speaker human(const QString &id)
{
    return {.id = id, .name = id, .type = u"human"_s, .avatarId = {}, .avatarUrl = {}};
}

EventBody spoken(const QString &text, const std::optional<event::Speaker> &by)
{
    event::Text body;
    body.text = text;
    body.agent = by;
    return body;
}

EventBody pointOf(const QStringList &words)
{
    event::PresencePoint point;
    point.state = u"W0"_s;
    point.link = u"ok"_s;
    point.probability = words.value(0).toDouble();
    point.label = words.value(1).toInt();
    point.after = words.value(2).toInt();
    point.waiting = words.value(3) == "waiting"_L1;
    return point;
}

EventBody claimOf(const QStringList &words)
{
    event::ClaimSession claim;
    claim.agent = AgentId(words.value(0));
    claim.force = words.value(1) == "force"_L1;
    claim.reason = claim.force ? QString() : words.value(1);
    return claim;
}

struct Verb {
    Direction direction;
    std::function<EventBody(const QStringList &words)> body; //!< of the words after the customer's
};

const QMap<QString, Verb> &verbs()
{
    using enum Direction;
    using Words = const QStringList &;
    static const QMap<QString, Verb> all{
        {u"start"_s,
         {Inbound,
          [](Words words) {
              QJsonObject params;
              if (!words.isEmpty())
                  params.insert(u"platformId"_s, words.first());
              return EventBody(event::Start{params});
          }}},
        {u"says"_s, {Inbound, [](Words) { return spoken(u"Hej"_s, {}); }}},
        {u"bot"_s, {Outbound, [](Words) { return spoken(u"Hej, jag är en bot"_s, {}); }}},
        {u"human"_s,
         {Outbound, [](Words words) { return spoken(u"Hej!"_s, human(words.value(0))); }}},
        {u"queue"_s,
         {Internal,
          [](Words words) {
              return EventBody(event::HandoverToQueue{QueueId(words.value(0)), words.value(1), {}});
          }}},
        {u"agent"_s,
         {Internal,
          [](Words words) {
              return EventBody(event::HandoverToAgent{AgentId(words.value(0)), {}});
          }}},
        {u"claim"_s, {Internal, claimOf}},
        {u"done"_s, {Internal, [](Words) { return EventBody(event::AgentDone{}); }}},
        {u"lend"_s, {Internal, [](Words) { return EventBody(event::HandoverToBot{}); }}},
        {u"end"_s,
         {Outbound,
          [](Words words) {
              return EventBody(event::EndSession{{}, words.value(0)});
          }}},
        {u"left"_s, {Inbound, [](Words) { return EventBody(event::ClientLeft{}); }}},
        {u"rate"_s,
         {Inbound,
          [](Words words) {
              return EventBody(event::Rating{words.value(0).toInt(), {}});
          }}},
        {u"point"_s, {Internal, pointOf}},
    };
    return all;
}

//! Goes through the lines.
class Reading
{
public:
    void line(const QString &text, int number)
    {
        const QStringList words
            = text.section(u'#', 0, 0).simplified().split(u' ', Qt::SkipEmptyParts);
        if (words.isEmpty() || !m_play.complaint.isEmpty())
            return;
        bool isUnderstood = false;
        if (words.first() == "window"_L1)
            isUnderstood = window(words, number);
        else if (!m_play.expected.isEmpty())
            isUnderstood = figure(words);
        else
            isUnderstood = happens(words);
        if (!isUnderstood)
            m_play.complaint = u"line %1: %2"_s.arg(number).arg(text);
    }

    [[nodiscard]] Play take() { return std::move(m_play); }

private:
    bool happens(const QStringList &words)
    {
        const qint64 ms = msOf(words.first());
        const Seq seq = Seq(m_play.events.size()) + 1;
        if (ms < 0 || words.size() < 3)
            return false;
        if (words.at(1) == "status"_L1) {
            event::AgentStatus status;
            status.agent = AgentId(words.at(2));
            status.status = words.value(3);
            m_play.events.append(stored(seq, ms, Direction::Internal, {}, status));
            return true;
        }
        const auto verb = verbs().constFind(words.at(1));
        if (verb == verbs().cend())
            return false;
        m_play.events.append(
            stored(seq, ms, verb->direction, words.at(2), verb->body(words.mid(3))));
        return true;
    }

    bool window(const QStringList &words, int number)
    {
        Play::Expected expected;
        expected.line = number;
        expected.window = {msOf(words.value(1)), msOf(words.value(2))};
        for (const QString &word : words.mid(3)) {
            const QString value = word.section(u'=', 1);
            if (word.startsWith("now="_L1))
                expected.nowMs = msOf(value);
            else if (word.startsWith("queue="_L1))
                expected.filter.queue = QueueId(value);
            else if (word.startsWith("agent="_L1))
                expected.filter.agent = AgentId(value);
            else
                return false;
        }
        m_play.expected.append(expected);
        return expected.window.fromMs >= 0 && expected.window.toMs >= 0 && expected.nowMs > 0;
    }

    bool figure(const QStringList &words)
    {
        QList<double> values;
        for (const QString &word : words.mid(1)) {
            bool isNumber = false;
            values.append(word.toDouble(&isNumber));
            if (!isNumber)
                return false;
        }
        std::ranges::sort(values);
        auto &known = m_play.expected.last().values;
        if (values.isEmpty() || known.contains(words.first()))
            return false;
        known.insert(words.first(), values);
        return true;
    }

    Play m_play;
};

} // namespace

qint64 dayOneMs()
{
    return QDate(2026, 3, 2).startOfDay(QTimeZone::utc()).toMSecsSinceEpoch();
}

StoredEvent stored(Seq seq, qint64 ms, Direction direction, const QString &user,
                   const EventBody &body)
{
    const bool isCustomers = direction == Direction::Inbound;
    return {seq, ms, isCustomers ? u"customer:"_s + user : u"key:test"_s,
            compose(direction, UserId(user), body)};
}

Play readPlay(const QString &fileName)
{
    QFile file(fileName);
    Reading reading;
    if (!file.open(QIODevice::ReadOnly)) {
        Play play;
        play.complaint = file.errorString();
        return play;
    }
    for (int number = 1; !file.atEnd(); ++number)
        reading.line(QString::fromUtf8(file.readLine()).trimmed(), number);
    return reading.take();
}

} // namespace sermo::test
