// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/natsserver.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

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

//! Debian has it where only administrators look.
QString program()
{
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
    std::vector<std::unique_ptr<QTcpServer>> servers; // all at once, so that no two are the same
    QList<quint16> ports;
    for (int i = 0; i < count; ++i) {
        servers.push_back(std::make_unique<QTcpServer>());
        if (servers.back()->listen(QHostAddress::LocalHost))
            ports.append(servers.back()->serverPort());
    }
    return ports;
}

bool NatsServer::start(const Setup &setup)
{
    m_setup = setup;
    m_directory = setup.directory.isEmpty() ? m_own.path() : setup.directory;
    m_port = freePorts(1).value(0);
    return run();
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
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, m_port);
        // It greets when it takes clients.
        if (socket.waitForConnected(1000) && socket.waitForReadyRead(1000))
            return true;
        m_process.waitForFinished(10); // not yet; or it has ended, which the loop sees
    }
    return false;
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
}

void NatsServer::thaw() const
{
    ::kill(pid_t(m_process.processId()), SIGCONT);
}

} // namespace sermo::test
