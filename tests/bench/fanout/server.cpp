// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/fanout/server.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

#include <sched.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sermo::bench
{

namespace
{

constexpr int PatienceMs = 10'000;

QString pinnedNode()
{
    const QDir modules(QStringLiteral(SERMO_WIDGET_SOURCE "/node_modules"));
    const QStringList found = modules.entryList({u"node-linux-*"_s}, QDir::Dirs);
    return found.isEmpty() ? u"node"_s : modules.filePath(found.first() + u"/bin/node"_s);
}

//! Debian puts it where only root's shell looks.
QString natsServer()
{
    return QStandardPaths::findExecutable(
        u"nats-server"_s, qEnvironmentVariable("PATH").split(u':') << u"/usr/sbin"_s);
}

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

} // namespace

void useFirstProcessor()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(0, &set);
    ::sched_setaffinity(0, sizeof set, &set);
}

const char *Server::name(Kind kind)
{
    switch (kind) {
    case Kind::RawEpoll:
        return "raw epoll";
    case Kind::NodeWs:
        return "node ws";
    case Kind::SocketIo:
        return "socket.io";
    case Kind::Nats:
        return "nats-server";
    case Kind::Sermo:
        break;
    }
    return "sermo-broker";
}

bool Server::isThere(Kind kind)
{
    if (kind == Kind::SocketIo)
        return QFile::exists(QStringLiteral(SERMO_PEERS "/node_modules/socket.io"));
    return kind != Kind::Nats || !natsServer().isEmpty();
}

Dialect::Kind Server::dialect() const
{
    if (m_kind == Kind::SocketIo)
        return Dialect::Kind::SocketIo;
    return m_kind == Kind::Nats ? Dialect::Kind::Nats : Dialect::Kind::Plain;
}

Server::Server(Kind kind)
    : m_kind(kind)
{
    prepare();
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    m_process.setStandardErrorFile(QProcess::nullDevice());
    m_process.setChildProcessModifier(useFirstProcessor);
}

Server::~Server()
{
    m_process.kill();
    m_process.waitForFinished();
}

void Server::prepare()
{
    switch (m_kind) {
    case Kind::RawEpoll:
        m_program = QStringLiteral(SERMO_RAW_EPOLL);
        break;
    case Kind::NodeWs:
        m_program = pinnedNode();
        m_arguments = {QStringLiteral(SERMO_PEERS "/ws.mjs"), QStringLiteral(SERMO_WIDGET_SOURCE)};
        break;
    case Kind::SocketIo:
        m_program = pinnedNode();
        m_arguments = {QStringLiteral(SERMO_PEERS "/socketio.mjs")};
        m_listeners = m_speaker = m_answerer = m_customers
            = "/socket.io/?EIO=4&transport=websocket";
        break;
    case Kind::Nats:
        prepareNats();
        break;
    case Kind::Sermo:
        prepareSermo();
        break;
    }
}

//! With keys and the durable log, as everybody has it; only the limits of one address are lifted.
void Server::prepareSermo()
{
    m_program = QStringLiteral(SERMO_BROKER);
    const QString data = m_directory.filePath(u"data"_s);
    const QString configuration = m_directory.filePath(u"configuration.json"_s);
    QFile file(configuration);
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write(R"({"limits":{"connectionsPerAddress":0,"connections":0}})");
    m_arguments = {u"serve"_s,       u"--data"_s,   data,         u"--listen"_s,
                   u"127.0.0.1:0"_s, u"--config"_s, configuration};
    m_listeners = "/events?apiKey="
        + makeKey({u"--role"_s, u"agent"_s, u"--name"_s, u"a"_s, u"--agent"_s, u"a"_s});
    m_speaker = "/events?apiKey=" + makeKey({u"--role"_s, u"channel"_s, u"--name"_s, u"c"_s});
    m_answerer = "/events?apiKey=" + makeKey({u"--role"_s, u"bot"_s, u"--name"_s, u"b"_s});
    m_supervisor = "/events?apiKey=" + makeKey({u"--role"_s, u"supervisor"_s, u"--name"_s, u"s"_s});
}

//! On one processor like the others: more threads than that would only get into each other's way.
void Server::prepareNats()
{
    m_program = natsServer();
    m_port = freePort();
    QFile file(m_directory.filePath(u"nats.conf"_s));
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write("listen: \"127.0.0.1:-1\"\nmax_connections: 100000\nmax_pending: 64MB\n"
               "websocket { host: \"127.0.0.1\", port: "
               + QByteArray::number(m_port) + ", no_tls: true }\n");
    m_arguments = {u"-c"_s, file.fileName()};
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"GOMAXPROCS"_s, u"1"_s);
    m_process.setProcessEnvironment(environment);
    m_listeners = m_speaker = m_answerer = m_customers = "/";
}

QByteArray Server::makeKey(const QStringList &options) const
{
    QProcess process;
    process.start(m_program,
                  QStringList{u"key"_s, u"create"_s, u"--data"_s, m_directory.filePath(u"data"_s)}
                      + options);
    process.waitForFinished();
    return process.readAllStandardOutput().trimmed();
}

bool Server::waitForPort() const
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < PatienceMs) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        if (socket.waitForConnected(PatienceMs))
            return true;
    }
    return false;
}

//! All of them but nats-server say in one line where they listen, at its end.
bool Server::start()
{
    m_process.start(m_program, m_arguments);
    if (m_kind == Kind::Nats)
        return m_process.waitForStarted() && waitForPort();
    QByteArray line;
    while (!line.endsWith('\n') && m_process.waitForReadyRead(PatienceMs))
        line += m_process.readLine();
    m_port = line.trimmed().split(':').last().toUShort();
    return m_port != 0;
}

std::chrono::milliseconds Server::processorTime() const
{
    QFile file(u"/proc/%1/stat"_s.arg(m_process.processId()));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    // Behind the name, which may hold anything: user time is the 12th word, the system's the next.
    const QByteArray all = file.readAll();
    const QList<QByteArray> words = all.mid(all.lastIndexOf(')') + 2).split(' ');
    const qint64 ticks = words.value(11).toLongLong() + words.value(12).toLongLong();
    return std::chrono::milliseconds(ticks * 1000 / ::sysconf(_SC_CLK_TCK));
}

qint64 Server::memory() const
{
    QFile file(u"/proc/%1/statm"_s.arg(m_process.processId()));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

} // namespace sermo::bench
