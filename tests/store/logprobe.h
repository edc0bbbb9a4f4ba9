// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/store/eventlog.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

namespace sermo::store
{

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

constexpr std::chrono::milliseconds Patience(
    60'000); //!< nothing here takes long; a hang is a failure

//! Handles events until the condition holds. Unlike QTest::qWaitFor() it sleeps only until the next
//! event: the suite asks thousands of times.
template <typename Condition>
[[nodiscard]] bool waitUntil(Condition holds)
{
    bool expired = false;
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] { expired = true; });
    timer.start(Patience);
    while (!holds() && !expired)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return holds();
}

//! Asks a log and waits for its answers, so that a test reads as a talk.
class LogProbe
{
public:
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
        return waitUntil([&] { return spy.count() == 1; });
    }
    [[nodiscard]] bool close()
    {
        QSignalSpy spy(&m_log, &EventLog::closed);
        m_log.close();
        return waitUntil([&] { return spy.count() == 1; });
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
        if (!waitUntil([&] { return m_outcomes.size() >= count; }))
            qWarning("only %d of %d appends were answered", int(m_outcomes.size()), int(count));
        return m_outcomes;
    }
    [[nodiscard]] Page page(const ReadQuery &query = {})
    {
        std::optional<Page> page;
        m_log.read(query, &m_context, [&](const Page &read) { page = read; });
        const bool answered = waitUntil([&] { return page.has_value(); });
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
