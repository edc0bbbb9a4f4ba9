// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/hostpair.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTcpServer>
#include <QTest>

#include <csignal>
#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::test
{

namespace
{

//! Short for a test, long for a machine that does other things, too.
constexpr int AfterSeconds = 10;
//! A host is waited for, and a broker under sanitizers takes its time to start.
constexpr int Patience = 50'000;

} // namespace

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
}

Half::Half(QString data, quint16 port)
    : m_data(std::move(data))
    , m_port(port)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
}

Half::~Half()
{
    kill();
}

void Half::start(const QStringList &words)
{
    m_process.start(
        QStringLiteral(SERMO_BROKER),
        QStringList{u"serve"_s, u"--data"_s, m_data, u"--listen"_s, u"127.0.0.1:%1"_s.arg(m_port)}
            + words);
}

void Half::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

void Half::signal(int number) const
{
    ::kill(static_cast<pid_t>(m_process.processId()), number);
}

int Half::finish()
{
    (void)eventually([this] { return !isRunning(); });
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

QString Half::url() const
{
    return u"http://127.0.0.1:%1"_s.arg(m_port);
}

QUrl Half::events(const QByteArray &key, const QString &more) const
{
    return QUrl(
        u"ws://127.0.0.1:%1/events?apiKey=%2%3"_s.arg(m_port).arg(QString::fromLatin1(key), more));
}

QUrl Half::chat() const
{
    return QUrl(u"ws://127.0.0.1:%1/chat"_s.arg(m_port));
}

Half::Health Half::health() const
{
    if (!isRunning())
        return {};
    const RawAnswer answer = exchange(m_port, "GET /health HTTP/1.1\r\nHost: a\r\n\r\n");
    return {answer.status(), objectOf(answer.body()).value("standby"_L1).toObject()};
}

HostPair::HostPair(const QString &directory, const QString &does)
    : a(directory + u"/a"_s, freePort())
    , b(directory + u"/b"_s, freePort())
    , keyFile(directory + u"/standby.key"_s)
    , m_does(does)
{
    QFile file(keyFile);
    if (file.open(QIODevice::WriteOnly))
        file.write(createKey(a.data(), u"standby"_s, u"the other one"_s));
}

void HostPair::start(Half &half, const QStringList &more)
{
    const bool isFirst = &half == &a;
    half.start(QStringList{isFirst ? u"--standby-at"_s : u"--standby-of"_s, other(half).url(),
                           u"--standby-key"_s, keyFile, u"--standby-does"_s, m_does,
                           u"--standby-after"_s, QString::number(AfterSeconds)}
               + more);
}

void HostPair::look()
{
    m_areTwo = m_areTwo || (a.health().status == 200 && b.health().status == 200);
}

bool HostPair::isInStep(const Half &host)
{
    const Half &follower = other(host);
    return QTest::qWaitFor(
        [&] {
            look();
            const Half::Health there = host.health();
            return there.status == 200 && there.isInStep(m_does)
                && follower.health().isInStep(m_does);
        },
        Patience);
}

bool HostPair::serves(const Half &half)
{
    return QTest::qWaitFor(
        [&] {
            look();
            return half.health().status == 200;
        },
        Patience);
}

} // namespace sermo::test
