// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/wire.h"

#include <QJsonDocument>
#include <QLoggingCategory>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::store::nats
{

Q_LOGGING_CATEGORY(lcWire, "sermo.store.nats")

namespace
{

constexpr std::chrono::milliseconds Tick(50);
//! Who said that it cannot just now is asked again sooner than who said nothing.
constexpr std::chrono::milliseconds Pause(250);
constexpr int PingEveryMs = 1'000; // a machine that is gone says nothing; two unanswered are enough
//! The longest pause between two repetitions, in times of the first.
constexpr int MostPatient = 4;
//! So much is sent again at one tick, lest a server that is slow gets only repetitions.
constexpr qsizetype BytesAgain = 1024 * 1024;

QString lastError(natsStatus status)
{
    const char *detail = nats_GetLastError(nullptr);
    const QString text = QString::fromUtf8(detail ? detail : natsStatus_GetText(status));
    return text.isEmpty() ? QString::fromUtf8(natsStatus_GetText(status)) : text;
}

natsStatus secure(natsOptions *options, const ClusterOptions &cluster)
{
    natsStatus status = NATS_OK;
    if (cluster.isSecure())
        status = natsOptions_SetSecure(options, true);
    if (status == NATS_OK && !cluster.caFile.isEmpty())
        status = natsOptions_LoadCATrustedCertificates(options, qUtf8Printable(cluster.caFile));
    if (status == NATS_OK && !cluster.certificateFile.isEmpty())
        status = natsOptions_LoadCertificatesChain(options, qUtf8Printable(cluster.certificateFile),
                                                   qUtf8Printable(cluster.keyFile));
    if (status == NATS_OK && !cluster.credentialsFile.isEmpty())
        status = natsOptions_SetUserCredentialsFromFiles(
            options, qUtf8Printable(cluster.credentialsFile), nullptr);
    return status;
}

natsStatus configure(natsOptions *options, const ClusterOptions &cluster)
{
    QByteArrayList urls;
    std::vector<const char *> servers;
    for (const QString &server : cluster.servers)
        urls.append(server.toUtf8());
    for (const QByteArray &url : std::as_const(urls))
        servers.push_back(url.constData());
    // SetURL with a list finds no server at all.
    natsStatus status = natsOptions_SetServers(options, servers.data(), int(servers.size()));
    if (status == NATS_OK)
        status = natsOptions_SetName(options, "sermo-broker");
    if (status == NATS_OK)
        status = natsOptions_SetTimeout(options, cluster.connectWait.count());
    if (status == NATS_OK)
        status = natsOptions_SetMaxReconnect(options, -1);
    if (status == NATS_OK)
        status = natsOptions_SetReconnectWait(options, Pause.count());
    if (status == NATS_OK)
        // Nothing is kept while no server is there: it would be stored whenever one comes back,
        // long after it was refused and asked of another broker.
        status = natsOptions_SetReconnectBufSize(options, 0);
    if (status == NATS_OK) // a server that stands still must not hold up this thread
        status = natsOptions_SetWriteDeadline(options, cluster.answerWait.count());
    if (status == NATS_OK)
        status = natsOptions_SetPingInterval(options, PingEveryMs);
    if (status == NATS_OK)
        status = secure(options, cluster);
    return status;
}

//! How often the connection has found another server.
quint64 reconnectsOf(natsConnection *connection)
{
    natsStatistics *raw = nullptr;
    if (natsStatistics_Create(&raw) != NATS_OK)
        return 0;
    const Statistics statistics(raw);
    uint64_t reconnects = 0;
    uint64_t unused = 0;
    natsConnection_GetStats(connection, raw);
    natsStatistics_GetCounts(raw, &unused, &unused, &unused, &unused, &reconnects);
    return reconnects;
}

//! Empty: no JSON, as when nobody listens to what was asked.
QJsonObject objectOf(natsMsg *message)
{
    return QJsonDocument::fromJson(dataOf(message)).object();
}

} // namespace

Wire::Wire(ClusterOptions options)
    : m_options(std::move(options))
    , m_clock(this)
{
    m_time.start();
    m_clock.setInterval(Tick);
    connect(&m_clock, &QTimer::timeout, this, &Wire::lookAtTheClock);
}

Wire::~Wire()
{
    close();
}

Result<void, QString> Wire::open()
{
    natsOptions *rawOptions = nullptr;
    natsConnection *connection = nullptr;
    natsStatus status = natsOptions_Create(&rawOptions);
    const Options options(rawOptions);
    if (status == NATS_OK)
        status = configure(options.get(), m_options);
    if (status == NATS_OK)
        status = natsConnection_Connect(&connection, options.get());
    m_connection.reset(connection);
    natsInbox *rawInbox = nullptr;
    if (status == NATS_OK)
        status = natsInbox_Create(&rawInbox);
    const Inbox inbox(rawInbox);
    m_mailbox = std::make_shared<Mailbox>(
        this, [this](const std::vector<Message> &replies) { handleReplies(replies); });
    natsSubscription *subscription = nullptr;
    if (status == NATS_OK) {
        m_inbox = QByteArray(inbox.get()) + '.';
        void *closure = m_mailbox->closure();
        status = natsConnection_Subscribe(&subscription, connection, (m_inbox + '*').constData(),
                                          &Mailbox::take, closure);
        if (status == NATS_OK)
            natsSubscription_SetOnCompleteCB(subscription, &Mailbox::done, closure);
        else
            Mailbox::done(closure);
    }
    m_replies.reset(subscription);
    if (status == NATS_OK) {
        natsSubscription_SetPendingLimits(subscription, -1, -1);
        return {};
    }
    const QString why = lastError(status);
    close();
    return failure(u"cannot reach %1: %2"_s.arg(m_options.places(), why));
}

void Wire::close()
{
    m_clock.stop();
    m_questions.clear();
    if (m_mailbox)
        m_mailbox->shut();
    if (m_connection)
        natsConnection_Close(m_connection.get());
    m_replies.reset();
    m_connection.reset();
    m_mailbox.reset();
}

bool Wire::isConnected() const
{
    return m_connection && natsConnection_Status(m_connection.get()) == NATS_CONN_STATUS_CONNECTED;
}

bool Wire::isSilent() const
{
    return std::ranges::any_of(m_questions, [this](const auto &numbered) {
        return numbered.second.asked.hasExpired(m_options.answerWait.count());
    });
}

quint64 Wire::ask(Outgoing question, Handler handler)
{
    const quint64 number = ++m_lastNumber;
    Question &asked = m_questions[number];
    asked.what = std::move(question);
    asked.handler = std::move(handler);
    asked.asked.start();
    send(number, asked);
    if (!m_clock.isActive())
        m_clock.start();
    return number;
}

bool Wire::wasRepeated(quint64 number) const
{
    const auto found = m_questions.find(number);
    return found != m_questions.end() && found->second.sends > 1;
}

//! Only while somebody is there: else it is sent as soon as somebody is.
void Wire::send(quint64 number, Question &question)
{
    if (!isConnected())
        return;
    ++question.sends;
    question.wait = question.what.isEager
        ? std::min(Pause, m_options.answerWait)
        : m_options.answerWait * std::min(question.sends, MostPatient);
    question.sent.start();
    const Message message = question.what.withReplyTo(m_inbox + QByteArray::number(number));
    // What could not be sent is sent again when its time is up.
    if (message)
        natsConnection_PublishMsg(m_connection.get(), message.get());
}

void Wire::handleReplies(const std::vector<Message> &replies)
{
    for (const Message &reply : replies)
        handleReply(reply.get());
}

void Wire::handleReply(natsMsg *reply)
{
    const quint64 number = QByteArray(natsMsg_GetSubject(reply)).mid(m_inbox.size()).toULongLong();
    const auto found = m_questions.find(number);
    if (found == m_questions.end())
        return;
    const QJsonObject object = objectOf(reply);
    const Answer answer = answerIn(object);
    if (object.isEmpty() || isNotNow(answer)) {
        // Nobody who could answer: between two leaders, or a server that starts.
        found->second.wait = std::min(found->second.wait, Pause);
        return;
    }
    const Handler handler = std::move(found->second.handler);
    m_questions.erase(found);
    handler(answer);
}

void Wire::lookAtTheClock()
{
    if (m_questions.empty())
        return m_clock.stop();
    noticeAnotherServer();
    std::vector<Handler> given;
    qsizetype room = BytesAgain;
    for (auto at = m_questions.begin(); at != m_questions.end();) {
        Question &question = at->second;
        if (question.asked.hasExpired(m_options.patience.count())) {
            given.push_back(std::move(question.handler));
            at = m_questions.erase(at);
            continue;
        }
        const bool isDue = question.sends == 0 || question.sent.hasExpired(question.wait.count());
        if (isDue && room > 0) {
            room -= question.what.data.size();
            send(at->first, question);
        }
        ++at;
    }
    const QString why = isConnected() ? u"the cluster does not answer"_s
                                      : u"no server of the cluster can be reached"_s;
    if (isSilent() || !given.empty())
        emit silent(why);
    for (const Handler &handler : given)
        handler(failure(Refusal{0, why}));
}

//! What the server before had been asked may have died with it: nobody need wait for that.
void Wire::noticeAnotherServer()
{
    const quint64 reconnects = m_connection ? reconnectsOf(m_connection.get()) : 0;
    if (std::exchange(m_reconnects, reconnects) == reconnects)
        return;
    for (auto &[number, question] : m_questions)
        question.wait = std::chrono::milliseconds(0);
}

Answer Wire::askNow(const QByteArray &subject, const QJsonObject &question)
{
    return askNow({subject, {}, QJsonDocument(question).toJson(QJsonDocument::Compact)});
}

Answer Wire::askNow(const Outgoing &question)
{
    QElapsedTimer timer;
    timer.start();
    Refusal last{0, u"the cluster does not answer"_s};
    while (!m_isLeft && !timer.hasExpired(m_options.patience.count())) {
        const Message message = question.withReplyTo({});
        natsMsg *raw = nullptr;
        const natsStatus status = natsConnection_RequestMsg(&raw, m_connection.get(), message.get(),
                                                            m_options.answerWait.count());
        const Message reply(raw);
        if (status == NATS_OK) {
            const QJsonObject object = objectOf(reply.get());
            const Answer answer = answerIn(object);
            if (!object.isEmpty() && !isNotNow(answer))
                return answer;
            if (!answer)
                last = answer.error();
        } else {
            last.why = lastError(status);
        }
        nats_Sleep(Tick.count());
    }
    return failure(last);
}

} // namespace sermo::store::nats
