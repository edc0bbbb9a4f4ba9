// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/natscluster.h"

#include "broker/store/eventlog.h"

#include <QLoggingCategory>
#include <QUuid>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store
{

Q_LOGGING_CATEGORY(lcCluster, "sermo.store.nats")

namespace
{

const QByteArray LeaseName = "lease.desk";

} // namespace

NatsCluster::NatsCluster(std::shared_ptr<nats::ClusterLink> link, const EventLog &log,
                         std::chrono::milliseconds stuckAfter)
    : m_link(std::move(link))
    , m_log(log)
    , m_stuckAfterMs(stuckAfter.count())
    , m_self(QUuid::createUuid().toByteArray(QUuid::Id128))
    , m_timer(this)
{
    m_clock.start();
    m_timer.setInterval(LookEvery);
    connect(&m_timer, &QTimer::timeout, this, &NatsCluster::look);
    connect(m_link.get(), &nats::ClusterLink::told, this, &NatsCluster::handleTold);
    connect(m_link.get(), &nats::ClusterLink::kept, this, &NatsCluster::handleKept);
    connect(m_link.get(), &nats::ClusterLink::opened, this, [this] {
        m_timer.start();
        look();
    });
    connect(m_link.get(), &nats::ClusterLink::closed, &m_timer, &QTimer::stop);
}

void NatsCluster::tell(const QByteArray &message)
{
    m_link->tell(m_self + ' ' + QByteArray::number(++m_number) + '\n' + message);
}

void NatsCluster::handleTold(const QByteArray &message)
{
    const qsizetype end = message.indexOf('\n');
    const qsizetype space = message.indexOf(' ');
    if (space < 0 || end < space)
        return;
    const QByteArray from = message.first(space);
    if (from != m_self)
        emit heard(from, message.sliced(space + 1, end - space - 1).toULongLong(),
                   message.sliced(end + 1));
}

void NatsCluster::handleKept(const nats::Kept &value)
{
    if (value.name != LeaseName)
        return;
    m_holder = value.value;
    m_heardMs = m_clock.elapsed();
    if (m_holder != m_self)
        m_untilMs = 0;
}

void NatsCluster::askHead(QObject *context, HeadTold handler)
{
    m_link->askHeads(context,
                     [handler = std::move(handler)](bool ok, Seq log, Seq) { handler(ok, log); });
}

bool NatsCluster::isLeading() const
{
    return m_logHead && m_log.head() >= *m_logHead && m_clock.elapsed() < m_untilMs;
}

bool NatsCluster::isFree() const
{
    return m_holder.isEmpty() || m_holder == m_self
        || m_clock.elapsed() - m_heardMs >= TakenAfter.count();
}

void NatsCluster::look()
{
    tellWhetherItLeads();
    const qint64 now = m_clock.elapsed();
    const bool isHolder = m_holder == m_self;
    const bool isAwaited = m_untilMs > 0 && !m_logHead;
    if (isAwaited || ((isHolder || m_isStuck) && now - m_headAskedMs >= RenewEvery.count()))
        lookAtHead();
    if (m_isAsking || m_hasResigned)
        return;
    const bool isDue = now - m_sentMs >= RenewEvery.count();
    if (m_isStuck) {
        if (isHolder && isDue)
            ask({});
    } else if ((isDue || m_untilMs == 0) && isFree()) {
        ask(m_self);
    }
}

void NatsCluster::ask(const QByteArray &holder)
{
    m_isAsking = true;
    const qint64 sentMs = m_clock.elapsed();
    m_sentMs = sentMs;
    m_link->put(LeaseName, holder, this,
                [this, sentMs](bool ok, Seq) { handleAnswer(ok, sentMs); });
}

void NatsCluster::handleAnswer(bool ok, qint64 sentMs)
{
    m_isAsking = false;
    if (!ok || m_hasResigned || m_isStuck) {
        m_untilMs = 0;
    } else {
        const bool isNew = m_untilMs <= m_clock.elapsed();
        m_untilMs = sentMs + LeadsFor.count();
        if (isNew) {
            m_logHead.reset();
            m_wonMs = m_clock.elapsed();
            lookAtHead();
        }
    }
    tellWhetherItLeads();
}

void NatsCluster::lookAtHead()
{
    if (std::exchange(m_isHeadAsked, true))
        return;
    m_headAskedMs = m_clock.elapsed();
    m_link->askHeads(this, [this, askedMs = m_headAskedMs](bool ok, Seq log, Seq) {
        m_isHeadAsked = false;
        if (ok)
            handleHead(log, askedMs);
    });
}

void NatsCluster::handleHead(Seq head, qint64 askedMs)
{
    // Who led before us may have appended what we have not heard yet: who acts must know it.
    if (m_untilMs > 0 && !m_logHead && askedMs >= m_wonMs)
        m_logHead = head;
    noteProgress(head);
    if (m_isStuck)
        m_untilMs = 0;
    tellWhetherItLeads();
}

//! By what there was at the answer before: at what is new everybody is a moment behind.
void NatsCluster::noteProgress(Seq head)
{
    const Seq before = std::exchange(m_headBefore, head);
    const Seq told = m_log.head();
    const bool moves = std::exchange(m_toldBefore, told) != told;
    const bool wasStuck = m_isStuck;
    if (told >= before) {
        m_stillSinceMs.reset();
        m_isStuck = false;
    } else if (moves || !m_stillSinceMs) {
        m_stillSinceMs = m_clock.elapsed();
    } else if (m_clock.elapsed() - *m_stillSinceMs >= m_stuckAfterMs) {
        m_isStuck = true;
    }
    if (m_isStuck && !wasStuck)
        qCWarning(lcCluster) << "this broker does not get on in the log: another one shall act";
    else if (wasStuck && !m_isStuck)
        qCInfo(lcCluster) << "this broker gets on in the log again";
}

void NatsCluster::tellWhetherItLeads()
{
    const bool is = isLeading();
    if (std::exchange(m_toldLeading, is) == is)
        return;
    qCInfo(lcCluster) << (is ? "this broker acts for the desk" : "another broker acts");
    emit leads(is);
}

void NatsCluster::resign()
{
    const bool held = m_untilMs > 0;
    m_hasResigned = true;
    m_untilMs = 0;
    tellWhetherItLeads();
    if (held)
        m_link->put(LeaseName, {}, this, [](bool, Seq) {});
}

} // namespace sermo::store
