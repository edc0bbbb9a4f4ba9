// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/brokerthread.h"
#include "app/desk/deskoptions.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/drafts.h"
#include "ui/model/inprocesslink.h"
#include "ui/model/sessionstore.h"
#include "ui/model/websocketlink.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::app;

class DeskAppTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void readsAddresses_data();
    void readsAddresses();
    void wrongCallsAreOneLineAndExitTwo_data();
    void wrongCallsAreOneLineAndExitTwo();
    void aWrongConfigurationIsOneLineAndExitTwo();
    void aDemonstrationIsAskedForBySpeed();
    void helpAndVersionGoToStandardOutput();
    void joiningTakesTheKeyFromItsFile();
    void hostsInAThreadAndComesToAnEnd();
    void aTakenPortIsToldAndAnotherMayBeTried();
    void theProgramHostsAndEndsOnTerm();

private:
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList &arguments,
                                                  const QString &platform = u"offscreen"_s) const;
    QTemporaryDir m_folder;
};

void DeskAppTest::initTestCase()
{
    QVERIFY(m_folder.isValid());
}

std::unique_ptr<QProcess> DeskAppTest::start(const QStringList &arguments,
                                             const QString &platform) const
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_CONFIG_HOME"_s, m_folder.filePath(u"config"_s));
    environment.remove(u"XDG_RUNTIME_DIR"_s); // a server has none, and Qt says so when it minds
    environment.insert(u"XDG_DATA_HOME"_s, m_folder.filePath(u"share"_s));
    environment.insert(u"QT_QPA_PLATFORM"_s, platform);
    environment.insert(u"DISPLAY"_s, u":0"_s); // somebody's, for whom nothing here is
    process->setProcessEnvironment(environment);
    process->start(QStringLiteral(SERMO_DESK), arguments);
    return process;
}

void DeskAppTest::readsAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("again"); // empty: refused
    QTest::newRow("an address and a port") << u"127.0.0.1:8080"_s << u"127.0.0.1:8080"_s;
    QTest::newRow("any free port") << u"0.0.0.0:0"_s << u"0.0.0.0:0"_s;
    QTest::newRow("the sixth version in brackets") << u"[::1]:8080"_s << u"[::1]:8080"_s;
    QTest::newRow("localhost") << u"localhost:81"_s << u"127.0.0.1:81"_s;
    QTest::newRow("the sixth version without brackets") << u"::1:8080"_s << QString();
    QTest::newRow("no port") << u"127.0.0.1"_s << QString();
    QTest::newRow("an empty port") << u"127.0.0.1:"_s << QString();
    QTest::newRow("a port too high") << u"127.0.0.1:65536"_s << QString();
    QTest::newRow("a negative port") << u"127.0.0.1:-1"_s << QString();
    QTest::newRow("a name") << u"desk.example.com:80"_s << QString();
    QTest::newRow("nothing") << QString() << QString();
}

void DeskAppTest::readsAddresses()
{
    QFETCH(QString, text);
    QFETCH(QString, again);
    const auto endpoint = endpointFromText(text);
    QCOMPARE(endpoint.has_value(), !again.isEmpty());
    if (endpoint)
        QCOMPARE(toText(*endpoint), again);
}

void DeskAppTest::wrongCallsAreOneLineAndExitTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char *name, const char *arguments) {
        QTest::newRow(name) << QString::fromLatin1(arguments).split(u' ');
    };
    row("an unknown option", "--bogus");
    row("an argument without an option", "serve");
    row("an option without its value", "--data");
    row("a wrong address", "--listen here");
    row("joining without a key", "--connect http://127.0.0.1:1");
    row("joining with a key that is not there",
        "--connect http://127.0.0.1:1 --key-file /nonexistent/key");
    row("joining what is no address", "--connect 127.0.0.1 --key-file /dev/null");
    row("a key without joining", "--key-file /dev/null");
    row("a pin without joining", "--pin 00");
    row("an invitation that is cut", "sermo://join?at=https%3A%2F%2F10.0.0.5");
    row("two invitations", "sermo://join sermo://join");
    row("an invitation to stand by that is cut", "sermo://stand-by?at=https%3A%2F%2F10.0.0.5");
    row("an invitation to stand by with a colleague's key",
        "sermo://stand-by?at=http%3A%2F%2Fa%3A1&key=sk_agent_1");
    row("an invitation to stand by and joining",
        "sermo://stand-by?at=http%3A%2F%2Fa%3A1&key=sk_standby_1 --connect http://a:1");
    row("an invitation and hosting",
        "sermo://join?at=http%3A%2F%2Fa%3A1&key=sk_1 --listen 127.0.0.1:0");
    row("a speed in earnest", "--speed 2");
    row("a demonstration that is to keep something", "--demo --data d");
    row("a demonstration for others", "--demo --listen 0.0.0.0:1");
    row("a demonstration at no speed", "--demo --speed fast");
    row("a demonstration too fast", "--demo --speed 1000");
    row("hosting and joining",
        "--connect http://127.0.0.1:1 --key-file /dev/null --listen 127.0.0.1:0");
}

void DeskAppTest::wrongCallsAreOneLineAndExitTwo()
{
    QFETCH(QStringList, arguments);
    const auto options = readOptions(QStringList{u"sermo-desk"_s} + arguments);
    QVERIFY(!options);
    QCOMPARE(options.error().code, 2);
    QCOMPARE(options.error().text.count(u'\n'), 1);
    QVERIFY(options.error().text.startsWith(u"sermo-desk: "_s));
}

void DeskAppTest::aWrongConfigurationIsOneLineAndExitTwo()
{
    QFile file(m_folder.filePath(u"wrong.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"bot":{"enabled":"yes"}})");
    file.close();
    const auto process = start({u"--config"_s, file.fileName()});
    QVERIFY(process->waitForFinished());
    QCOMPARE(process->exitCode(), 2);
    QCOMPARE(process->readAllStandardOutput(), "");
    const QByteArray said = process->readAllStandardError();
    QCOMPARE(said.count('\n'), 1); // Qt has nothing to say of the screen: there was none yet
    QVERIFY(said.contains("bot.enabled"));
}

void DeskAppTest::aDemonstrationIsAskedForBySpeed()
{
    const auto speed = [](const QStringList &words) {
        const auto options = readOptions(QStringList{u"sermo-desk"_s} + words);
        return options ? options->demoSpeed : std::optional(-1.0);
    };
    QCOMPARE(speed({}), std::optional<double>());
    QCOMPARE(speed({u"--demo"_s}), std::optional(1.0));
    QCOMPARE(speed({u"--demo"_s, u"--speed"_s, u"2.5"_s}), std::optional(2.5));
}

void DeskAppTest::helpAndVersionGoToStandardOutput()
{
    for (const QString &argument : {u"--help"_s, u"--version"_s}) {
        const auto process = start({argument}, u"no such platform"_s); // nor a screen
        QVERIFY(process->waitForFinished());
        QCOMPARE(process->exitCode(), 0);
        QVERIFY(!process->readAllStandardOutput().isEmpty());
    }
    const auto help = readOptions({u"sermo-desk"_s, u"--help"_s});
    for (const char *option : {"--data", "--listen", "--connect", "--key-file", "--pin", "--agent",
                               "--name", "--config"})
        QVERIFY2(help.error().text.contains(QLatin1StringView(option)), option);
}

void DeskAppTest::joiningTakesTheKeyFromItsFile()
{
    const QString fileName = m_folder.filePath(u"key"_s);
    QFile file(fileName);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("secret-key\n");
    file.close();
    const QString pin = u"AB:"_s.repeated(31) + u"CD"_s;
    const auto options
        = readOptions({u"sermo-desk"_s, u"--connect"_s, u"https://desk.example.com:8443"_s,
                       u"--key-file"_s, fileName, u"--pin"_s, pin, u"--agent"_s, u"sara"_s});
    QVERIFY2(options.has_value(), options ? "" : qPrintable(options.error().text));
    QVERIFY(options->join.has_value());
    QCOMPARE(options->join->key, u"secret-key"_s);
    QCOMPARE(options->join->pin.size(), 32);
    QCOMPARE(options->agentId, u"sara"_s);
    QVERIFY(!options->listen);
}

void DeskAppTest::hostsInAThreadAndComesToAnEnd()
{
    BrokerThread broker({}, m_folder.filePath(u"hosted"_s));
    QVERIFY(QDir().mkpath(m_folder.filePath(u"hosted"_s)));
    const QSignalSpy ready(&broker, &BrokerThread::ready);
    const QSignalSpy stopped(&broker, &BrokerThread::stopped);
    QVERIFY(!broker.connectAgent(AgentId(u"anan01"_s), {}));
    broker.start(QHostAddress::LocalHost, 0);
    QTRY_COMPARE(ready.count(), 1);

    model::InProcessLink link(
        [&broker](const auto &) { return broker.connectAgent(AgentId(u"anan01"_s), {}); });
    QList<QByteArray> heard;
    connect(&link, &model::EventLink::framesReceived, this,
            [&heard](const auto &frames) { heard += frames; });
    link.open({});
    QTRY_VERIFY(!heard.isEmpty());
    QVERIFY(heard.first().contains("\"welcome\""));
    QVERIFY2(heard.first().contains("\"role\":\"supervisor\""), heard.first().constData());
    // With the connection open, as when a window is closed.
    broker.stop();
    QTRY_COMPARE(stopped.count(), 1);
    QVERIFY(!broker.connectAgent(AgentId(u"anan01"_s), {}));
}

void DeskAppTest::aTakenPortIsToldAndAnotherMayBeTried()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    QVERIFY(QDir().mkpath(m_folder.filePath(u"taken"_s)));
    BrokerThread broker({}, m_folder.filePath(u"taken"_s));
    const QSignalSpy ready(&broker, &BrokerThread::ready);
    const QSignalSpy failed(&broker, &BrokerThread::failed);
    broker.start(QHostAddress::LocalHost, other.serverPort());
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(!failed.first().first().toString().isEmpty());
    broker.start(QHostAddress::LocalHost, 0);
    QTRY_COMPARE(ready.count(), 1);
}

void DeskAppTest::theProgramHostsAndEndsOnTerm()
{
    const QString data = m_folder.filePath(u"program"_s);
    const auto process
        = start({u"--data"_s, data, u"--listen"_s, u"127.0.0.1:0"_s, u"--agent"_s, u"anan01"_s});
    QTRY_VERIFY_WITH_TIMEOUT(process->canReadLine(), 20'000);
    const QByteArray line = process->readLine();
    QVERIFY2(line.startsWith("sermo-desk ready http://127.0.0.1:") && line.endsWith("/\n"),
             line.constData());
    // Joining needs a key, wherever the broker is.
    const auto second = start(
        {u"--data"_s, data, u"--connect"_s, QString::fromLatin1(line.trimmed().sliced(17))});
    QVERIFY(second->waitForFinished());
    QCOMPARE(second->exitCode(), 2);
    ::kill(pid_t(process->processId()), SIGTERM);
    QVERIFY(process->waitForFinished(20'000));
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), 0);
    QVERIFY(QFile::exists(data + u"/sermo.db"_s));
}

QTEST_MAIN(DeskAppTest)
#include "tst_deskapp.moc"
