// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/linkworker.h"

#include <QJsonDocument>
#include <QLoggingCategory>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store::nats
{

Q_LOGGING_CATEGORY(lcLink, "sermo.store.nats")

namespace
{

constexpr int WrongLastSequence = 10071;
constexpr int WrongLastSequenceUnsaid = 10164; //!< newer servers, another one being on its way

} // namespace

LinkWorker::LinkWorker(const ClusterOptions &options)
    : m_options(options)
    , m_subjects(options.stream.toLatin1())
    , m_wire(options)
    , m_kept(this, [this](const std::vector<Message> &messages) { handleKept(messages); })
    , m_vanished(m_wire, m_subjects, [this](const Kept &gone) { emit vanished(gone); })
{
    m_wire.setParent(this); // moved to the worker's thread with it
    m_watch.setParent(this);
    m_watch.setInterval(m_options.lookEvery);
    connect(&m_watch, &QTimer::timeout, this, &LinkWorker::watchKept);
}

LinkWorker::~LinkWorker()
{
    release();
}

void LinkWorker::open()
{
    if (const auto prepared = prepare(); !prepared) {
        release();
        emit openFailed(prepared.error());
        return;
    }
    m_watch.start();
    m_known.start();
    emit opened(m_keptHead);
}

Result<void, QString> LinkWorker::prepare()
{
    return m_wire.open()
        .and_then([this] {
            return prepareLast(m_wire, {keptStream(m_subjects), keptSubject(m_subjects, ">")},
                               m_options.replicas);
        })
        .and_then([this](const StreamFacts &facts) {
            m_keptHead = facts.last;
            return m_kept.start(m_wire.connection(), keptStream(m_subjects),
                                keptSubject(m_subjects, ">"), 1);
        })
        .and_then([this] { return listen(); });
}

Result<void, QString> LinkWorker::listen()
{
    m_mailbox = std::make_shared<Mailbox>(
        this, [this](const std::vector<Message> &messages) { handleTold(messages); });
    void *closure = m_mailbox->closure();
    natsSubscription *subscription = nullptr;
    const natsStatus status
        = natsConnection_Subscribe(&subscription, m_wire.connection(),
                                   toldSubject(m_subjects).constData(), &Mailbox::take, closure);
    m_told.reset(subscription);
    if (status != NATS_OK) {
        Mailbox::done(closure);
        return failure(u"cannot hear the other brokers: %1"_s.arg(
            QString::fromUtf8(natsStatus_GetText(status))));
    }
    natsSubscription_SetOnCompleteCB(subscription, &Mailbox::done, closure);
    natsSubscription_SetPendingLimits(subscription, -1, -1);
    return awaitListening();
}

//! Else what is said by whoever hears that we are open may come before the servers know of us.
Result<void, QString> LinkWorker::awaitListening()
{
    QElapsedTimer timer;
    timer.start();
    natsStatus status = NATS_TIMEOUT;
    while (status == NATS_TIMEOUT && !m_wire.isLeft()
           && !timer.hasExpired(m_options.patience.count()))
        status = natsConnection_FlushTimeout(m_wire.connection(), m_options.answerWait.count());
    if (status != NATS_OK)
        return failure(u"cannot hear the other brokers: %1"_s.arg(
            QString::fromUtf8(natsStatus_GetText(status))));
    return {};
}

void LinkWorker::handleKept(const std::vector<Message> &messages)
{
    QList<Kept> values;
    for (const Message &message : messages) {
        values.append(Kept::of(message.get(), m_subjects));
        m_keptHeard = std::max(m_keptHeard, values.constLast().seq);
        if (m_allUpTo > 0 && !values.constLast().value.isEmpty())
            m_allNames.insert(values.constLast().name);
    }
    emit kept(values);
    if (m_allUpTo == 0 || m_keptHeard < m_allUpTo)
        return;
    emit allKept(std::exchange(m_allNames, {}), std::exchange(m_allUpTo, 0));
    qCInfo(lcLink) << "all that brokers keep has been heard again";
}

//! Who does not hear it any more would let in whom others have shut out. The log has its own watch.
void LinkWorker::watchKept()
{
    if (std::exchange(m_isLooking, true))
        return;
    m_wire.ask({"$JS.API.STREAM.INFO." + keptStream(m_subjects), {}, {}},
               [this](const Answer &answer) {
                   m_isLooking = false;
                   if (answer)
                       handleWatched(StreamFacts::in(*answer).last);
               });
}

void LinkWorker::handleWatched(Seq last)
{
    if (m_known.hasExpired(m_options.tidyEvery.count() / 2)) {
        // What was removed at the beginning of the silence may be forgotten by now.
        qCWarning(lcLink) << "not heard for long what brokers keep: all of it is asked for";
        m_known.start();
        m_allUpTo = last;
        m_allNames.clear();
        m_keptHeard = 0;
        return followKept(1);
    }
    if (last <= m_keptHeard)
        m_known.start();
    const Seq missing = last > m_keptHeard ? m_keptHeard + 1 : 0;
    if (missing == 0 || std::exchange(m_keptMissing, missing) != missing)
        return;
    qCWarning(lcLink) << "what brokers keep is not heard any more: asking anew";
    followKept(m_keptHeard + 1);
}

void LinkWorker::followKept(Seq from)
{
    const auto started = m_kept.start(m_wire.connection(), keptStream(m_subjects),
                                      keptSubject(m_subjects, ">"), from, Follower::Short);
    if (!started)
        qCCritical(lcLink).noquote() << started.error();
}

void LinkWorker::handleTold(const std::vector<Message> &messages)
{
    QList<QByteArray> all;
    for (const Message &message : messages)
        all.append(dataOf(message.get()));
    emit told(all);
}

void LinkWorker::put(quint64 ticket, const Kept &wanted, const Kept &known)
{
    m_wire.ask(putting(m_subjects, wanted, known.seq),
               [this, ticket, wanted, known](const Answer &answer) {
                   // That it was removed is forgotten by the servers, and not by us yet.
                   const bool isOther = !answer
                       && (answer.error().code == WrongLastSequence
                           || answer.error().code == WrongLastSequenceUnsaid);
                   if (isOther && known.seq != 0 && known.value.isEmpty())
                       return putAsFirst(ticket, wanted);
                   emit putDone(ticket, answer.has_value(),
                                answer ? Seq(answer->value("seq"_L1).toInteger()) : 0);
               });
}

void LinkWorker::putAsFirst(quint64 ticket, const Kept &wanted)
{
    m_wire.ask(putting(m_subjects, wanted, 0), [this, ticket](const Answer &answer) {
        emit putDone(ticket, answer.has_value(),
                     answer ? Seq(answer->value("seq"_L1).toInteger()) : 0);
    });
}

void LinkWorker::forget(const QList<Kept> &gone)
{
    const bool isAtIt = !m_toForget.empty();
    m_toForget.insert(m_toForget.end(), gone.begin(), gone.end());
    if (!isAtIt)
        forgetNext();
}

//! By its number, so never what somebody has put there since.
void LinkWorker::forgetNext()
{
    if (m_toForget.empty())
        return;
    const QJsonObject wanted{{u"seq"_s, qint64(m_toForget.front().seq)}, {u"no_erase"_s, true}};
    m_wire.ask({"$JS.API.STREAM.MSG.DELETE." + keptStream(m_subjects),
                {},
                QJsonDocument(wanted).toJson(QJsonDocument::Compact)},
               [this](const Answer &answer) {
                   if (!answer && !isGoneAlready(answer.error()))
                       return m_toForget.clear(); // the next time
                   emit forgotten(m_toForget.front());
                   m_toForget.pop_front();
                   forgetNext();
               });
}

void LinkWorker::tell(const QByteArray &message)
{
    const QByteArray subject = toldSubject(m_subjects);
    if (m_wire.connection()) // what cannot be sent is lost, as said
        natsConnection_Publish(m_wire.connection(), subject.constData(), message.constData(),
                               int(message.size()));
}

void LinkWorker::askHeads(quint64 ticket)
{
    const auto info = [](const QByteArray &stream) {
        return Outgoing{"$JS.API.STREAM.INFO." + stream, {}, {}};
    };
    m_wire.ask(info(m_subjects.stream), [this, ticket, info](const Answer &log) {
        if (!log)
            return emit headsTold(ticket, false, 0, 0);
        const Seq logHead = StreamFacts::in(*log).last;
        m_wire.ask(info(keptStream(m_subjects)), [this, ticket, logHead](const Answer &kept) {
            emit headsTold(ticket, kept.has_value(), logHead,
                           kept ? StreamFacts::in(*kept).last : 0);
        });
    });
}

void LinkWorker::close()
{
    release();
    emit closed();
}

void LinkWorker::release()
{
    m_watch.stop();
    if (m_mailbox)
        m_mailbox->shut();
    if (m_wire.connection()) // what was told last shall still leave
        natsConnection_FlushTimeout(m_wire.connection(), 500);
    m_wire.close(); // first: a consumer of a closed connection is not waited for
    m_kept.stop();
    m_told.reset();
    m_mailbox.reset();
}

} // namespace sermo::store::nats
