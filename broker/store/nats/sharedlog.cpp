// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/sharedlog.h"

#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sermo::store
{

namespace
{

//! So long what was stored last is waited for when closing: its senders can ask again.
constexpr std::chrono::milliseconds LastAnswers(1'000);

QByteArray contentOf(const SenderName &sender, const EventFrame &frame)
{
    return sender.toUtf8() + '\n' + frame.bytes();
}

} // namespace

SharedLog::SharedLog(const ClusterOptions &options, std::shared_ptr<nats::ClusterLink> link,
                     const Clock &clock)
    : m_log(options, clock)
    , m_link(std::move(link))
{
}

SharedLog::~SharedLog() = default;

void SharedLog::open()
{
    connectParts();
    m_log.open();
    m_link->open();
}

void SharedLog::connectParts()
{
    connect(&m_log, &EventLog::opened, this, [this] {
        m_isLogOpen = true;
        tellWhenOpen();
    });
    connect(&m_log, &EventLog::openFailed, this, &SharedLog::closeLink);
    connect(&m_log, &EventLog::appended, this, &SharedLog::handleOutcomes);
    connect(&m_log, &EventLog::storageFailed, this, &EventLog::storageFailed);
    connect(&m_log, &EventLog::storageRecovered, this, &EventLog::storageRecovered);
    connect(&m_log, &NatsLog::factsChanged, this, &SharedLog::factsChanged);
    connect(&m_log, &NatsLog::heard, this, &SharedLog::handleHeard);
    connect(&m_log, &EventLog::closed, this, [this] {
        m_isClosing = true;
        QTimer::singleShot(LastAnswers, this, [this] {
            m_stored.clear();
            m_waiting.clear();
            closeWhenTold();
        });
        closeWhenTold();
    });
    connect(m_link.get(), &nats::ClusterLink::opened, this, &SharedLog::tellWhenOpen);
    connect(m_link.get(), &nats::ClusterLink::openFailed, this, [this](const QString &why) {
        if (!std::exchange(m_hasFailed, true))
            emit openFailed(why);
    });
    connect(m_link.get(), &nats::ClusterLink::closed, this, &EventLog::closed);
}

void SharedLog::tellWhenOpen()
{
    if (m_isLogOpen && m_link->isOpen() && !std::exchange(m_isOpen, true))
        emit opened();
}

void SharedLog::closeLink(const QString &why)
{
    m_link->disconnect(this);
    m_link->close();
    if (!std::exchange(m_hasFailed, true))
        emit openFailed(why);
}

void SharedLog::follow(Seq after)
{
    m_isFollowing = true;
    m_told = m_heardUpTo = after;
    m_log.follow(after);
}

void SharedLog::append(const QList<AppendRequest> &batch)
{
    for (const AppendRequest &request : batch) {
        if (!m_isFollowing || request.kind != AppendRequest::Kind::Append)
            continue;
        const QByteArray content = contentOf(request.sender, request.frame);
        m_tickets.insert(request.ticket, content);
        ++m_asked[content];
    }
    m_log.append(batch);
}

//! What the log answers about an event is told behind the event itself, so that who is told that he
//! came too late knows what came before.
void SharedLog::handleOutcomes(const QList<AppendOutcome> &outcomes)
{
    if (!m_isFollowing) {
        emit appended(outcomes);
        return;
    }
    QList<AppendOutcome> ready;
    for (AppendOutcome outcome : outcomes) {
        if (const QByteArray content = m_tickets.take(outcome.ticket); !content.isEmpty()) {
            const auto asked = m_asked.find(content);
            if (--*asked == 0)
                m_asked.erase(asked);
        }
        if (outcome.kind != AppendOutcome::Kind::Stored) {
            if (isEarly(outcome))
                m_waiting.emplace(outcome.event.seq, outcome);
            else
                ready.append(outcome);
        } else if (outcome.event.seq > m_told) {
            m_stored.emplace(outcome.event.seq, outcome);
        } else {
            outcome.kind = AppendOutcome::Kind::Known; // it was told as somebody's
            ready.append(outcome);
        }
    }
    if (!ready.isEmpty())
        emit appended(ready);
    advance();
}

bool SharedLog::isEarly(const AppendOutcome &outcome) const
{
    return outcome.event.seq > m_told
        && (outcome.kind == AppendOutcome::Kind::Known
            || outcome.kind == AppendOutcome::Kind::Stale);
}

void SharedLog::handleHeard(const QList<StoredEvent> &events, Seq upTo)
{
    m_heard.insert(m_heard.end(), events.begin(), events.end());
    m_heardUpTo = upTo;
    advance();
}

//! In the stream's order, each as what it is: answered to who appended it here, or somebody else's.
//! Which of the two is known once everything that it could be here is answered.
void SharedLog::advance()
{
    while (!m_heard.empty()) {
        const StoredEvent event = m_heard.front();
        const auto ours = m_stored.find(event.seq);
        if (ours == m_stored.end() && mayBeOurs(event))
            return;
        m_heard.pop_front();
        tellEmptied(event.seq);
        m_told = event.seq;
        if (ours == m_stored.end()) {
            emit arrived({event});
        } else {
            const AppendOutcome outcome = ours->second;
            m_stored.erase(ours);
            emit appended({outcome});
        }
        tellWaiting();
    }
    if (m_heardUpTo > m_told)
        tellEnd();
    closeWhenTold();
}

//! What is behind the last event has none that anybody sees.
void SharedLog::tellEnd()
{
    m_told = m_heardUpTo;
    tellEmptied(m_told + 1);
    emit arrived({});
    tellWaiting();
}

bool SharedLog::mayBeOurs(const StoredEvent &event) const
{
    return !m_asked.isEmpty() && m_asked.contains(contentOf(event.sender, event.frame));
}

void SharedLog::tellWaiting()
{
    QList<AppendOutcome> ready;
    while (!m_waiting.empty() && m_waiting.begin()->first <= m_told) {
        ready.append(m_waiting.begin()->second);
        m_waiting.erase(m_waiting.begin());
    }
    if (!ready.isEmpty())
        emit appended(ready);
}

//! Ours that were erased before we heard them: nobody folds them, and they were stored.
void SharedLog::tellEmptied(Seq below)
{
    QList<AppendOutcome> gone;
    while (!m_stored.empty() && m_stored.begin()->first < below) {
        gone.append(m_stored.begin()->second);
        gone.last().kind = AppendOutcome::Kind::Known;
        m_stored.erase(m_stored.begin());
    }
    if (!gone.isEmpty())
        emit appended(gone);
}

//! No page runs ahead of what was told.
void SharedLog::read(const ReadQuery &query, QObject *context, PageHandler handler)
{
    if (!m_isFollowing)
        return m_log.read(query, context, std::move(handler));
    const auto limited = [this, handler = std::move(handler)](Page page) {
        page.head = std::min(page.head, m_told);
        page.events.removeIf([this](const StoredEvent &event) { return event.seq > m_told; });
        handler(page);
    };
    m_log.read(query, context, limited);
}

void SharedLog::closeWhenTold()
{
    if (!m_isClosing || !m_stored.empty() || !m_waiting.empty())
        return;
    m_isClosing = false;
    m_link->close();
}

void SharedLog::close()
{
    m_hasFailed = true; // what does not open any more was told to give up
    m_link->leave();
    m_log.close();
}

} // namespace sermo::store
