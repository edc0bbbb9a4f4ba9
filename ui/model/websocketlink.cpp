// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/websocketlink.h"

#include "broker/protocol/errors.h"
#include "broker/protocol/eventframe.h"

#include <QNetworkRequest>
#include <QTcpSocket>
#include <QUrlQuery>
#include <QWebSocket>

#include <algorithm>
#include <utility>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

//! Of two hosts one will be there soon: longer pauses only keep an agent waiting.
constexpr std::chrono::milliseconds LongestBetweenHosts{8'000};
constexpr quint64 MaxFrame
    = 2 * EventFrame::MaxBytes; // the broker delivers a little more than it takes

bool isTls(const QString &scheme)
{
    return scheme == "wss"_L1 || scheme == "https"_L1;
}

//! The HTTP status that refused the upgrade. QWebSocket keeps it in its English text only, in 6.4
//! and in 6.8 alike.
int statusIn(const QString &error)
{
    static constexpr int Known[] = {400, 401, 403, 404, 429, 503};
    for (const int status : Known) {
        if (error.contains(QString::number(status)))
            return status;
    }
    // Newer ones have words of their own for a 401, without its number.
    return error.contains("authenticat"_L1, Qt::CaseInsensitive) ? 401 : 0;
}

} // namespace

WebSocketLink::WebSocketLink(const Address &address, QObject *parent)
    : WebSocketLink(address, Timing(), Reconnection(), parent)
{
}

WebSocketLink::WebSocketLink(const Address &address, Timing timing, Reconnection reconnection,
                             QObject *parent)
    : EventLink(parent)
    , m_key(address.key)
    , m_hosts(KnownHosts::Host{address.broker, address.pin})
    , m_timing(timing)
    , m_reconnection(std::move(reconnection))
{
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(m_timing.connectDeadline);
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { lose(tr("The broker does not answer")); });
    m_ping.setInterval(m_timing.pingEvery);
    connect(&m_ping, &QTimer::timeout, this, [this] { m_socket->ping(); });
    m_silence.setSingleShot(true);
    m_silence.setInterval(m_timing.silenceAllowed);
    connect(&m_silence, &QTimer::timeout, this,
            [this] { lose(tr("The connection has fallen silent")); });
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &WebSocketLink::connectNow);
    connect(&m_pacer, &FramePacer::due, this, &WebSocketLink::framesReceived);
}

WebSocketLink::~WebSocketLink()
{
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->flush();
    }
}

void WebSocketLink::open(const Resume &resume)
{
    if (m_state == State::Connecting || m_state == State::Online)
        return;
    setResume(resume);
    setState(State::Connecting);
    m_retry.start(0); // nobody is told of failure while still in open()
}

void WebSocketLink::close()
{
    m_retry.stop();
    if (m_socket) {
        m_socket->disconnect(this); // it may be gone at once, and that would be a loss
        m_socket->flush(); // what was said last is still said
        m_socket->close();
    }
    dropSocket();
    setState(State::Offline);
}

void WebSocketLink::send(const QByteArray &frame)
{
    if (m_state == State::Online)
        m_socket->sendTextMessage(QString::fromUtf8(frame));
}

void WebSocketLink::connectNow()
{
    dropSocket();
    m_isWelcomed = false;
    m_pin = CertificatePin(m_hosts.current().pin);
    setState(State::Connecting);
    if (m_pin.isSet() && !isTls(m_hosts.current().broker.scheme())) {
        refuse(tr("A certificate is pinned, but the address is not https"));
        return;
    }
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    m_socket->setMaxAllowedIncomingMessageSize(MaxFrame);
    m_socket->setMaxAllowedIncomingFrameSize(MaxFrame);
    connect(m_socket, &QWebSocket::connected, this, &WebSocketLink::handleConnected);
    connect(m_socket, &QWebSocket::disconnected, this, &WebSocketLink::handleDisconnected);
    connect(m_socket, &QWebSocket::sslErrors, this, &WebSocketLink::handleSslErrors);
    connect(m_socket, &QWebSocket::pong, this, [this] { m_silence.start(); });
    connect(m_socket, &QWebSocket::textMessageReceived, this, &WebSocketLink::handleMessage);
    // errorOccurred() is its name from Qt 6.5 on; this one is there in all of them.
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &WebSocketLink::handleError);
    if (m_pin.isSet())
        m_socket->setSslConfiguration(m_pin.applied(m_socket->sslConfiguration()));
    QNetworkRequest request(requestUrl());
    request.setRawHeader(QByteArrayLiteral("Authorization"),
                         QByteArrayLiteral("Bearer ") + m_key.toUtf8());
    m_deadline.start();
    m_socket->open(request);
    // The keystroke of one customer must not wait for the acknowledgement of another's.
    if (auto *tcp = m_socket->findChild<QTcpSocket *>())
        tcp->setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

void WebSocketLink::dropSocket()
{
    m_deadline.stop();
    m_ping.stop();
    m_silence.stop();
    m_pacer.clear();
    if (!m_socket)
        return;
    QWebSocket *socket = std::exchange(m_socket, nullptr);
    socket->disconnect(this);
    if (socket->state() != QAbstractSocket::ClosingState)
        socket->abort();
    connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    if (socket->state() == QAbstractSocket::UnconnectedState)
        socket->deleteLater(); // not at once: it may be calling us
    else
        QTimer::singleShot(m_timing.connectDeadline, socket, &QObject::deleteLater);
}

void WebSocketLink::lose(const QString &why)
{
    m_pacer.flush(); // what came before the loss came
    dropSocket();
    const bool wereAllTried = m_hosts.moveOn();
    m_retry.start(wereAllTried ? pause() : std::chrono::milliseconds(0));
    setState(State::Offline, wereAllTried ? why : QString()); // the other one may be there
}

std::chrono::milliseconds WebSocketLink::pause()
{
    const auto usual = m_reconnection.next();
    return m_hosts.count() > 1 ? std::min(usual, LongestBetweenHosts) : usual;
}

void WebSocketLink::distrust(const QString &why)
{
    if (m_hosts.count() > 1)
        lose(why);
    else
        refuse(why);
}

void WebSocketLink::refuse(const QString &why)
{
    m_pacer.flush();
    dropSocket();
    m_retry.stop();
    setState(State::Refused, why);
}

void WebSocketLink::handleConnected()
{
    if (m_pin.isSet() && !m_pin.fits(shownCertificate())) {
        distrust(notThePinnedOne());
        return;
    }
    m_deadline.stop();
    m_ping.start();
    m_silence.start();
    setState(State::Online);
}

void WebSocketLink::handleMessage(const QString &message)
{
    m_silence.start();
    const QByteArray frame = message.toUtf8();
    if (!std::exchange(m_isWelcomed, true) && !isTheHost(frame))
        return;
    m_reconnection.succeeded(); // it talks: a broker that hangs up at once is none
    m_pacer.add({frame});
}

//! Nothing is said to one that was succeeded: what it acknowledged would be set apart.
bool WebSocketLink::isTheHost(const QByteArray &welcome)
{
    if (m_hosts.accept(welcome)) {
        emit hostsTold(m_hosts.current());
        return true;
    }
    dropSocket();
    m_retry.start(0);
    setState(State::Offline, tr("Another desk has taken over"));
    return false;
}

void WebSocketLink::handleDisconnected()
{
    const auto code = CloseCode(m_socket->closeCode());
    switch (code) {
    case CloseCode::NotAuthorised:
        refuse(tr("The broker does not accept this key any more"));
        return;
    case CloseCode::Draining:
        lose(tr("The broker is shutting down"));
        return;
    case CloseCode::TooSlow:
        lose(tr("This desk could not keep up"));
        return;
    default:
        lose(tr("The connection was lost"));
    }
}

void WebSocketLink::handleError()
{
    const QString error = m_socket->errorString();
    if (m_state == State::Online) { // disconnected() follows where the link is really gone
        if (m_socket->state() == QAbstractSocket::UnconnectedState)
            lose(error);
        return;
    }
    switch (statusIn(error)) {
    case 401:
        refuse(tr("The broker does not know this key"));
        return;
    case 403:
        refuse(tr("The broker does not accept this desk"));
        return;
    case 429:
    case 503:
        lose(tr("The broker is busy"));
        return;
    default:
        lose(tr("The broker cannot be reached: %1").arg(error));
    }
}

void WebSocketLink::handleSslErrors(const QList<QSslError> &errors)
{
    if (m_pin.forgives(shownCertificate(), errors))
        m_socket->ignoreSslErrors(errors); // these, with this certificate; never all
    else if (!m_pin.isSet())
        distrust(
            tr("The broker's certificate is not trusted: %1 If its fingerprint is the one that "
               "you were told, join with --pin %2")
                .arg(errors.value(0).errorString(), CertificatePin::toText(shownCertificate())));
    else
        distrust(notThePinnedOne());
}

QSslCertificate WebSocketLink::shownCertificate() const
{
    return m_socket->sslConfiguration().peerCertificate();
}

QString WebSocketLink::notThePinnedOne() const
{
    return tr("The broker's certificate is not the pinned one. Its fingerprint is %1")
        .arg(CertificatePin::toText(shownCertificate()));
}

QUrl WebSocketLink::requestUrl() const
{
    QUrl url = m_hosts.current().broker;
    url.setScheme(isTls(url.scheme()) ? u"wss"_s : u"ws"_s);
    url.setPath(u"/events"_s);
    QUrlQuery query;
    if (resume().isFresh()) {
        query.addQueryItem(u"replay"_s, u"open"_s);
    } else {
        query.addQueryItem(u"since"_s, QString::number(resume().since));
        query.addQueryItem(u"epoch"_s,
                           QString::fromLatin1(QUrl::toPercentEncoding(resume().epoch)));
    }
    url.setQuery(query);
    url.setFragment({});
    return url;
}

void WebSocketLink::setState(State state, const QString &why)
{
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged(state, why);
}

} // namespace sermo::model
