// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/natsserver.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QUuid>

#include <algorithm>
#include <csignal>
#include <memory>
#include <sys/prctl.h>
#include <vector>

using namespace Qt::StringLiterals;

namespace sermo::test
{

namespace
{

constexpr int StartMs = 20'000;
constexpr int TriesToStart = 3;
constexpr int TriesForAPort = 50;
constexpr int FirstPort = 15'000;

//! From here on the system gives ports to whoever connects to somebody.
int firstPortOfConnections()
{
    constexpr int Usual = 32'768;
    QFile file(u"/proc/sys/net/ipv4/ip_local_port_range"_s);
    const int first
        = file.open(QIODevice::ReadOnly) ? file.readLine().split('\t').value(0).toInt() : 0;
    return first > FirstPort + 1'000 ? first : Usual;
}

//! Debian has it where only administrators look.
QString program()
{
    if (const QString wanted = qEnvironmentVariable("SERMO_NATS_SERVER"); !wanted.isEmpty())
        return wanted; // of another version than the machine's
    const QString found = QStandardPaths::findExecutable(u"nats-server"_s);
    return found.isEmpty()
        ? QStandardPaths::findExecutable(u"nats-server"_s, {u"/usr/sbin"_s, u"/usr/local/sbin"_s})
        : found;
}

} // namespace

bool NatsServer::isInstalled()
{
    return !program().isEmpty();
}

QList<quint16> NatsServer::freePorts(int count)
{
    const int end = firstPortOfConnections();
    std::vector<std::unique_ptr<QTcpServer>> servers; // all at once, so that no two are the same
    QList<quint16> ports;
    for (int tries = 0; ports.size() < count && tries < count * TriesForAPort; ++tries) {
        const int port = QRandomGenerator::system()->bounded(FirstPort, end);
        servers.push_back(std::make_unique<QTcpServer>());
        if (servers.back()->listen(QHostAddress::LocalHost, quint16(port)))
            ports.append(quint16(port));
    }
    return ports;
}

bool NatsServer::start(const Setup &setup)
{
    m_setup = setup;
    m_directory = setup.directory.isEmpty() ? m_own.path() : setup.directory;
    m_setup.name += u'-' + QUuid::createUuid().toString(QUuid::Id128).first(8);
    const int tries = setup.clusterPorts.isEmpty() ? TriesToStart : 1;
    for (int i = 0; i < tries; ++i) {
        m_port = freePorts(1).value(0);
        if (run())
            return true;
        kill();
    }
    return false;
}

bool NatsServer::startAgain()
{
    kill();
    return run();
}

QByteArray NatsServer::configuration() const
{
    QStringList lines{u"listen: \"127.0.0.1:%1\""_s.arg(m_port),
                      u"server_name: \"%1\""_s.arg(name()),
                      u"jetstream { store_dir: \"%1\" }"_s.arg(storeDirectory())};
    if (!m_setup.clusterPorts.isEmpty()) {
        QStringList routes;
        for (const quint16 port : m_setup.clusterPorts)
            routes.append(u"\"nats://127.0.0.1:%1\""_s.arg(port));
        lines.append(u"cluster { name: \"test\", listen: \"127.0.0.1:%1\", routes: [%2] }"_s
                         .arg(m_setup.clusterPorts.constFirst())
                         .arg(routes.join(u", "_s)));
    }
    return (lines + m_setup.more).join(u'\n').toUtf8() + '\n';
}

bool NatsServer::run()
{
    if (!QDir().mkpath(m_directory))
        return false;
    const QString path = m_directory + u"/nats.conf"_s;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(configuration()) < 0)
        return false;
    file.close();
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardOutputFile(m_directory + u"/nats.log"_s, QIODevice::Append);
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.start(program(), {u"-c"_s, path});
    if (!m_process.waitForStarted(StartMs))
        return false;
    QElapsedTimer timer;
    timer.start();
    while (!timer.hasExpired(StartMs) && m_process.state() == QProcess::Running) {
        if (isGreeted())
            return true;
        m_process.waitForFinished(10); // not yet; or it has ended, which the loop sees
    }
    return false;
}

//! It greets when it takes clients, and says who it is: another program may have the port.
bool NatsServer::isGreeted() const
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, m_port);
    if (!socket.waitForConnected(1000))
        return false;
    QByteArray greeting;
    while (!greeting.contains('\n') && socket.waitForReadyRead(1000))
        greeting += socket.readAll();
    return greeting.contains('"' + name().toUtf8() + '"');
}

void NatsServer::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

void NatsServer::freeze() const
{
    ::kill(pid_t(m_process.processId()), SIGSTOP);
    // Its threads stop one after the other, on a machine that is busy after a while.
    QElapsedTimer timer;
    timer.start();
    while (!timer.hasExpired(StartMs) && !isStopped())
        QThread::yieldCurrentThread();
}

bool NatsServer::isStopped() const
{
    const QDir tasks(u"/proc/%1/task"_s.arg(m_process.processId()));
    const QStringList names = tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    return std::all_of(names.begin(), names.end(), [&](const QString &name) {
        QFile stat(tasks.filePath(name + u"/stat"_s));
        // "PID (NAME) STATE …", the name may have anything in it
        return !stat.open(QIODevice::ReadOnly)
            || stat.readAll().split(')').last().trimmed().startsWith('T');
    });
}

void NatsServer::thaw() const
{
    ::kill(pid_t(m_process.processId()), SIGCONT);
}

} // namespace sermo::test
