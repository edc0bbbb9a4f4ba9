// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/socketio/pollpeer.h"

#include "broker/server/httpbody.h"
#include "broker/server/unsent.h"

using namespace Qt::StringLiterals;

namespace sermo::server::socketio
{

namespace
{

constexpr qint64 SmallBacklog = 64 * 1024; //!< more may be sent

HttpAnswer textOf(const QByteArray &body)
{
    HttpAnswer answer;
    answer.contentType = "text/plain; charset=UTF-8";
    answer.body = body;
    return answer;
}

} // namespace

PollPeer::PollPeer(Version version, qint64 mostPosted, Instant now, QObject *parent)
    : Peer(parent)
    , m_version(version)
    , m_mostPosted(mostPosted)
    , m_lastProgress(now.steady)
{
}

PollPeer::~PollPeer()
{
    if (m_waiting.socket) {
        m_waiting.socket->disconnect(this);
        m_waiting.socket->abort();
    }
}

void PollPeer::get(const Exchange &exchange, Instant now)
{
    if (m_waiting.socket || m_isUndelivered)
        return fail(exchange, answerOf(Refusal::BadRequest), CloseCode::Protocol,
                    u"one GET at a time"_s);
    if (m_phase == Phase::Gone)
        return exchange.refuse(answerOf(Refusal::UnknownSession));
    // It may be held for long, by many: no more of what was asked is kept than the answer needs.
    exchange.socket->skip(exchange.head.size);
    m_waiting = exchange;
    m_waiting.head = {};
    m_waitingSince = now.steady;
    m_lastProgress = now.steady;
    m_closingSince.reset(); // who comes for what is owed hears the end, however much it is
    // Whoever hangs up before the answer does not poll any more.
    connect(exchange.socket, &QTcpSocket::disconnected, this, &PollPeer::vanish);
    flush();
    if (isOpen() && backlog() < SmallBacklog)
        emit drained();
}

void PollPeer::post(const Exchange &exchange, const Turn &turn)
{
    if (m_posting)
        return fail(exchange, answerOf(Refusal::BadRequest), CloseCode::Protocol,
                    u"one POST at a time"_s);
    if (exchange.head.field("content-type").startsWith("application/octet-stream"))
        return fail(exchange, answerOf(Refusal::BadRequest), CloseCode::Protocol,
                    u"events are text"_s);
    if (exchange.head.contentLength > m_mostPosted)
        return fail(exchange, HttpAnswer::plain(413), CloseCode::TooLarge, u"too much at once"_s);
    if (exchange.head.contentLength == 0)
        return fail(exchange, answerOf(Refusal::BadRequest), CloseCode::Protocol,
                    u"a POST says something"_s);
    m_posting = exchange.socket;
    if (!turn)
        return receive(exchange);
    turn([waiting = QPointer(this), exchange] {
        if (waiting)
            waiting->receive(exchange);
        else
            exchange.refuse(answerOf(Refusal::UnknownSession));
    });
}

void PollPeer::receive(const Exchange &exchange)
{
    receiveBody(exchange.socket, exchange.head, this,
                [this, exchange](const QByteArray &body) { handleBody(exchange, body); });
}

void PollPeer::handleBody(const Exchange &exchange, const QByteArray &body)
{
    m_posting.clear();
    const auto packets = unpacked(m_version, body);
    if (!packets)
        return fail(exchange, answerOf(Refusal::BadRequest), CloseCode::Protocol,
                    u"these are no packets"_s);
    for (const QByteArray &packet : *packets) {
        if (!isOpen()) // "ok" would say that it was heard
            return exchange.refuse(answerOf(Refusal::UnknownSession));
        emit received(packet);
    }
    HttpAnswer ok;
    ok.contentType = "text/html";
    ok.body = "ok";
    exchange.answer(ok);
}

void PollPeer::fail(const Exchange &exchange, const HttpAnswer &answer, CloseCode code,
                    const QString &why)
{
    exchange.refuse(answer);
    close(code, why);
}

void PollPeer::setHurried(bool isHurried)
{
    m_isHurried = isHurried;
    if (isHurried)
        scheduleFlush();
}

QList<Parcel::Ptr> PollPeer::retire()
{
    QList<Parcel::Ptr> owed;
    while (const Parcel::Ptr parcel = m_outbox.takeOne())
        owed.append(parcel);
    letGo();
    m_phase = Phase::Gone;
    return owed;
}

//! A GET that is held is answered by a word that says nothing.
void PollPeer::letGo()
{
    if (!m_waiting.socket)
        return;
    QByteArray body;
    pack(m_version, body, QByteArrayView(&engine::Noop, 1));
    answerPoll(body);
}

qint64 PollPeer::backlog() const
{
    return m_outbox.bytes() + (m_answered ? unsentBytes(*m_answered) : 0);
}

void PollPeer::send(const Parcel::Ptr &parcel)
{
    if (!isOpen())
        return;
    m_outbox.push(parcel, backlog() - m_outbox.bytes());
    if (backlog() > (isCustomer() ? CustomerBacklog : ApplicationBacklog))
        return cut();
    scheduleFlush();
}

void PollPeer::close(CloseCode, const QString &)
{
    if (!isOpen())
        return;
    // Polls know no codes: that it ends is all that can be told.
    m_phase = Phase::Closing;
    scheduleFlush();
}

void PollPeer::scheduleFlush()
{
    if (!std::exchange(m_flushScheduled, true))
        QMetaObject::invokeMethod(this, &PollPeer::flush, Qt::QueuedConnection);
}

void PollPeer::flush()
{
    m_flushScheduled = false;
    if (!m_waiting.socket || m_phase == Phase::Gone)
        return;
    QByteArray body;
    const qint64 most = isCustomer() ? MostAtOnceOfACustomer : MostAtOnce;
    while (!m_outbox.isEmpty() && body.size() < most)
        pack(m_version, body, m_outbox.takeOne()->payload());
    const bool isEnd = m_phase == Phase::Closing && m_outbox.isEmpty();
    if (isEnd)
        pack(m_version, body, QByteArrayView(&engine::Close, 1));
    if (body.isEmpty() && m_isHurried)
        return letGo();
    if (body.isEmpty())
        return;
    answerPoll(body);
    if (isEnd)
        vanish();
}

void PollPeer::answerPoll(const QByteArray &body)
{
    const Exchange exchange = std::exchange(m_waiting, {});
    QTcpSocket *socket = exchange.socket;
    disconnect(socket, &QTcpSocket::disconnected, this, nullptr);
    m_answered = socket;
    whenSent(socket, this, [this, socket] {
        if (socket != m_answered)
            return;
        m_hasMoved = true;
        if (unsentBytes(*socket) == 0)
            m_isUndelivered = false;
    });
    exchange.answer(textOf(body));
    m_isUndelivered = unsentBytes(*socket) > 0;
    m_acknowledged = 0;
    if (m_isUndelivered)
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            if (socket == m_answered && m_isUndelivered)
                vanish(); // what was in it is lost
        });
}

//! An answer is on its way, and the other end took some of it since the last pulse.
bool PollPeer::isMoving()
{
    bool isMoving = std::exchange(m_hasMoved, false);
    if (m_isUndelivered && m_answered) {
        const quint64 taken = takenOf(*m_answered).acknowledged;
        isMoving |= std::exchange(m_acknowledged, taken) != taken;
    }
    return isMoving;
}

void PollPeer::cut()
{
    emit cutOff();
    m_outbox.clear();
    m_phase = Phase::Closing;
    scheduleFlush();
}

void PollPeer::vanish()
{
    if (m_phase == Phase::Gone)
        return;
    m_phase = Phase::Gone;
    m_outbox.clear();
    // Never out of a call of the other end's: who hears this deletes us.
    QMetaObject::invokeMethod(this, &Peer::closed, Qt::QueuedConnection);
}

void PollPeer::pulse(Instant now)
{
    if (m_phase == Phase::Gone)
        return;
    const bool isProgress = isMoving();
    if (m_phase == Phase::Closing) {
        if (!m_closingSince || isProgress)
            m_closingSince = now.steady;
        else if (now.steady - *m_closingSince >= Farewell)
            vanish();
        return;
    }
    if (m_outbox.isEmpty() || isProgress)
        m_lastProgress = now.steady;
    if (now.steady - m_lastProgress >= Patience)
        return cut();
    if (m_waiting.socket && now.steady - m_waitingSince >= HoldAtMost)
        letGo();
}

} // namespace sermo::server::socketio
