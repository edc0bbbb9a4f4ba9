// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/house.h"

#include "broker/server/keys.h"
#include "broker/store/database.h"
#include "broker/store/memoryblobs.h"
#include "broker/store/memorycredentials.h"
#include "broker/store/sqlitelog.h"

#include <QJsonDocument>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace sermo::test
{

namespace
{

constexpr int PatienceMs = 10'000;

struct Holder {
    const char16_t *name;
    Role role;
    const char16_t *agent;
};
constexpr Holder Holders[] = {{u"bot", Role::Bot, u""},         {u"bot2", Role::Bot, u""},
                              {u"anna", Role::Agent, u"anna"},  {u"bert", Role::Agent, u"bert"},
                              {u"boss", Role::Supervisor, u""}, {u"messenger", Role::Channel, u""},
                              {u"sms", Role::Channel, u""}};

} // namespace

bool eventually(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(condition, PatienceMs);
}

QJsonObject objectOf(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

server::Configuration House::byHand()
{
    server::Configuration configuration;
    configuration.desk.allocate = false;
    return configuration;
}

House::House(const server::Configuration &configuration,
             const std::optional<server::TlsIdentity> &tls, const QString &directory)
    : m_tls(tls)
{
    auto credentials = std::make_unique<store::MemoryCredentials>();
    for (const Holder &holder : Holders) {
        const auto made
            = server::Keys().make({KeyName(QString::fromUtf16(holder.name)), holder.role,
                                   AgentId(QString::fromUtf16(holder.agent))},
                                  m_clock.now());
        m_keys.insert(QString::fromUtf16(holder.name), made->key);
        credentials->saveKey(made->record, credentials.get(), [](bool) {});
    }
    std::unique_ptr<store::EventLog> log;
    if (directory.isEmpty()) {
        auto inMemory = std::make_unique<store::MemoryLog>(m_clock);
        m_log = inMemory.get();
        log = std::move(inMemory);
    } else {
        log = std::make_unique<store::SqliteLog>(
            std::make_shared<store::Database>(directory, m_clock));
    }
    m_broker
        = std::make_unique<server::Broker>(configuration, std::move(log), std::move(credentials),
                                           std::make_unique<store::MemoryBlobs>(), m_clock);
    m_broker->setHistoryDirectory(directory);
    m_broker->setImageProgram(QStringLiteral(SERMO_IMAGE));
    QObject::connect(
        m_broker.get(), &server::Broker::ready, m_broker.get(),
        [this](const QUrl &address) { m_port = static_cast<quint16>(address.port()); });
    if (tls)
        m_broker->setTls(*tls);
    m_broker->start(QHostAddress(QHostAddress::LocalHost), 0);
    (void)eventually([this] { return isReady(); });
}

House::~House() = default;

QUrl House::events(const QString &keyName, const QString &query) const
{
    return QUrl(u"%1://127.0.0.1:%2/events?apiKey=%3%4"_s.arg(m_tls ? u"wss"_s : u"ws"_s)
                    .arg(m_port)
                    .arg(QString::fromLatin1(key(keyName)), query));
}

QUrl House::chat() const
{
    return QUrl(u"%1://127.0.0.1:%2/chat"_s.arg(m_tls ? u"wss"_s : u"ws"_s).arg(m_port));
}

bool House::stop()
{
    bool stopped = false;
    QObject::connect(m_broker.get(), &server::Broker::stopped, m_broker.get(),
                     [&stopped] { stopped = true; });
    m_broker->stop();
    return eventually([&stopped] { return stopped; });
}

Client::Client(const QUrl &url, const QString &origin, const std::optional<QSslConfiguration> &tls)
    : m_socket(origin)
{
    connect(&m_socket, &QWebSocket::connected, this, [this] { m_open = true; });
    connect(&m_socket, &QWebSocket::disconnected, this, [this] { m_closed = true; });
    connect(&m_socket, &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { m_frames.append(text.toUtf8()); });
    if (tls)
        m_socket.setSslConfiguration(*tls);
    m_socket.open(url);
}

bool Client::isOpen()
{
    return eventually([this] { return m_open; });
}

void Client::send(const QJsonObject &event)
{
    if (isOpen())
        send(QJsonDocument(event).toJson(QJsonDocument::Compact));
}

QByteArray Client::takeBytes(const QString &type)
{
    QByteArray taken;
    (void)eventually([&] {
        const auto found
            = std::find_if(m_frames.begin(), m_frames.end(), [&type](const QByteArray &frame) {
                  return objectOf(frame).value("type"_L1) == type;
              });
        if (found == m_frames.end())
            return false;
        taken = *found;
        m_frames.erase(found);
        return true;
    });
    return taken;
}

QJsonObject Client::take(const QString &type)
{
    return objectOf(takeBytes(type));
}

QStringList Client::pending() const
{
    QStringList types;
    for (const QByteArray &frame : m_frames)
        types.append(objectOf(frame).value("type"_L1).toString());
    return types;
}

bool Client::sync()
{
    const QString id = u"sync %1"_s.arg(++m_syncs);
    send(QJsonObject{
        {u"type"_s, u"nobody knows"_s}, {u"direction"_s, u"sideways"_s}, {u"id"_s, id}});
    return eventually([this, &id] {
        return m_frames.removeIf([&id](const QByteArray &frame) {
            return objectOf(frame).value("id"_L1) == id;
        }) > 0;
    });
}

int Client::closeCode()
{
    return eventually([this] { return m_closed; }) ? m_socket.closeCode() : 0;
}

RawAnswer exchange(quint16 port, const QByteArray &bytes)
{
    QTcpSocket socket;
    RawAnswer answer;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    socket.write(bytes);
    answer.closed = eventually([&] {
        answer.bytes += socket.readAll();
        return socket.state() == QAbstractSocket::UnconnectedState || answer.status() == 101;
    });
    return answer;
}

QByteArray upgradeRequest(const QByteArray &target, const QByteArray &moreFields)
{
    return "GET " + target
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + moreFields + "\r\n";
}

int RawAnswer::status() const
{
    return bytes.startsWith("HTTP/1.1 ") ? bytes.mid(9, 3).toInt() : 0;
}

QByteArray RawAnswer::header(const QByteArray &name) const
{
    const QList<QByteArray> lines = bytes.left(bytes.indexOf("\r\n\r\n")).split('\n');
    for (const QByteArray &line : lines) {
        if (line.toLower().startsWith(name.toLower() + ':'))
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

QByteArray RawAnswer::body() const
{
    return bytes.mid(bytes.indexOf("\r\n\r\n") + 4);
}

} // namespace sermo::test
