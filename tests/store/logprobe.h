// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/eventlog.h"

#include <QSignalSpy>
#include <QTest>

namespace sermo::store
{

//! A clock that stands where it was put.
class StandingClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return {wallMs, {}}; }
    qint64 wallMs = 1'700'000'000'000;
};

[[nodiscard]] inline EventFrame frameOf(const QByteArray &json)
{
    auto frame = EventFrame::fromSender(json);
    if (!frame)
        qFatal("not an event: %s: %s", json.constData(), qPrintable(frame.error().message));
    return *frame;
}

[[nodiscard]] inline EventFrame textOf(const QString &user, const QString &id = {},
                                       const QString &text = QStringLiteral("hi"))
{
    QByteArray json = R"({"type":"text","direction":"inbound","userId":")" + user.toUtf8()
        + R"(","text":")" + text.toUtf8() + '"';
    if (!id.isEmpty())
        json += R"(,"id":")" + id.toUtf8() + '"';
    return frameOf(json + '}');
}

[[nodiscard]] inline AppendRequest request(quint64 ticket, const QString &sender,
                                           const EventFrame &frame)
{
    return {ticket, AppendRequest::Kind::Append, sender, frame, std::nullopt};
}

//! Asks a log and waits for its answers, so that a test reads as a talk.
class LogProbe
{
public:
    static constexpr int PatienceMs = 20'000;

    explicit LogProbe(EventLog &log)
        : m_log(log)
    {
        QObject::connect(&log, &EventLog::appended, &m_context,
                         [this](const QList<AppendOutcome> &outcomes) { m_outcomes += outcomes; });
    }

    [[nodiscard]] bool open()
    {
        QSignalSpy spy(&m_log, &EventLog::opened);
        m_log.open();
        return spy.count() == 1 || spy.wait(PatienceMs);
    }
    [[nodiscard]] bool close()
    {
        QSignalSpy spy(&m_log, &EventLog::closed);
        m_log.close();
        return spy.count() == 1 || spy.wait(PatienceMs);
    }
    [[nodiscard]] QList<AppendOutcome> append(const QList<AppendRequest> &batch)
    {
        m_outcomes.clear();
        m_log.append(batch);
        return outcomes(batch.size());
    }
    [[nodiscard]] AppendOutcome append(const AppendRequest &one)
    {
        return append(QList{one}).value(0);
    }
    //! Waits until so many answers came since the last append().
    [[nodiscard]] QList<AppendOutcome> outcomes(qsizetype count)
    {
        if (!QTest::qWaitFor([&] { return m_outcomes.size() >= count; }, PatienceMs))
            qWarning("only %d of %d appends were answered", int(m_outcomes.size()), int(count));
        return m_outcomes;
    }
    [[nodiscard]] Page page(const ReadQuery &query = {})
    {
        std::optional<Page> page;
        m_log.read(query, &m_context, [&](const Page &read) { page = read; });
        const bool answered = QTest::qWaitFor([&] { return page.has_value(); }, PatienceMs);
        return answered ? *page : Page{{}, 0, true, QStringLiteral("no answer")};
    }
    //! Every page until an empty one.
    [[nodiscard]] QList<StoredEvent> all(ReadQuery query = {})
    {
        QList<StoredEvent> events;
        for (Page next = page(query); !next.failed && !next.events.isEmpty(); next = page(query)) {
            events += next.events;
            query.after = next.events.last().seq;
        }
        return events;
    }

private:
    EventLog &m_log;
    QObject m_context;
    QList<AppendOutcome> m_outcomes;
};

[[nodiscard]] inline QList<Seq> seqs(const QList<StoredEvent> &events)
{
    QList<Seq> seqs;
    for (const StoredEvent &event : events)
        seqs.append(event.seq);
    return seqs;
}

} // namespace sermo::store
