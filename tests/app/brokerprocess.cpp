// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/brokerprocess.h"

#include <csignal>

using namespace Qt::StringLiterals;

namespace sermo::test
{

Ran run(const QStringList &words)
{
    QProcess process;
    process.start(QStringLiteral(SERMO_BROKER), words);
    if (!process.waitForFinished(30'000))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

QByteArray createKey(const QString &data, const QString &role, const QString &name,
                     const QString &agent)
{
    QStringList words{u"key"_s,    u"create"_s, u"--data"_s, data,
                      u"--role"_s, role,        u"--name"_s, name};
    if (!agent.isEmpty())
        words += {u"--agent"_s, agent};
    return run(words).out.trimmed();
}

Running::Running(const QString &data, const QStringList &more, quint16 port,
                 std::function<void()> prepare)
{
    if (prepare)
        m_process.setChildProcessModifier(std::move(prepare));
    m_process.start(
        QStringLiteral(SERMO_BROKER),
        QStringList{u"serve"_s, u"--data"_s, data, u"--listen"_s, u"127.0.0.1:%1"_s.arg(port)}
            + more);
    (void)eventually([this] { return isReady() || m_process.state() == QProcess::NotRunning; });
}

Running::~Running()
{
    m_process.kill();
    m_process.waitForFinished();
}

bool Running::isReady()
{
    m_out += m_process.readAllStandardOutput();
    return m_out.contains('\n');
}

int Running::port() const
{
    return m_out.trimmed().mid(m_out.trimmed().lastIndexOf(':') + 1).toInt();
}

QUrl Running::events(const QByteArray &key, const QString &more) const
{
    return QUrl(
        u"ws://127.0.0.1:%1/events?apiKey=%2%3"_s.arg(port()).arg(QString::fromLatin1(key), more));
}

QUrl Running::chat() const
{
    return QUrl(u"ws://127.0.0.1:%1/chat"_s.arg(port()));
}

int Running::health() const
{
    return exchange(static_cast<quint16>(port()), "GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
        .status();
}

void Running::terminate()
{
    ::kill(static_cast<pid_t>(m_process.processId()), SIGTERM);
}

int Running::finish()
{
    (void)eventually([this] { return m_process.state() == QProcess::NotRunning; });
    m_out += m_process.readAllStandardOutput();
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

} // namespace sermo::test
