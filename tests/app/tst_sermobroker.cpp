// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/brokerprocess.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! The program sermo-broker from outside, as contract 1 has it.
class SermoBrokerTest : public QObject
{
    Q_OBJECT
private slots:
    void tellsHowItIsCalled_data();
    void tellsHowItIsCalled();
    void refusesAWrongCallWithOneLine_data();
    void refusesAWrongCallWithOneLine();
    void refusesAWrongConfigurationWithThePath();
    void printsItsSchemas();
    void printsOneLineAndDrainsOnTerm();
    void makesKeysWithAndWithoutABroker();
    void looksForKeysWithoutMakingAStore();
    void keepsItsDirectoryToItsOwnerHoweverLongItsName_data();
    void keepsItsDirectoryToItsOwnerHoweverLongItsName();
    void closesWhatARevokedKeyOpened();
    void losesNothingAcknowledgedWhenItIsKilled();
    void keepsCustomersAndKeysAcrossARestart();
    void forgivesALostWelcomeAcrossARestart();
    void greetsByTheReceptionBotWhenItIsEnabled();
    void refusesASecondBrokerOnTheSameData();
    void saysInOneLineThatThePortIsTaken();
};

void SermoBrokerTest::tellsHowItIsCalled_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("--help") << QStringList{u"--help"_s};
    QTest::newRow("--version") << QStringList{u"--version"_s};
    QTest::newRow("serve --help") << QStringList{u"serve"_s, u"--help"_s};
    QTest::newRow("key --help") << QStringList{u"key"_s, u"--help"_s};
    QTest::newRow("key create --help") << QStringList{u"key"_s, u"create"_s, u"--help"_s};
    QTest::newRow("check --version") << QStringList{u"check"_s, u"--version"_s};
}

void SermoBrokerTest::tellsHowItIsCalled()
{
    QFETCH(const QStringList, words);
    const Ran ran = run(words);
    QCOMPARE(ran.code, 0);
    QVERIFY(ran.out.contains("sermo-broker"));
    QCOMPARE(ran.err, "");
}

void SermoBrokerTest::refusesAWrongCallWithOneLine_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line : {"",
                             "dance",
                             "serve",
                             "serve --data",
                             "serve --data d --listen here",
                             "serve --data d --listen 1.2.3.4:99999",
                             "serve --data d --listen 127.0.0.1:+80",
                             "serve --data d --port 1",
                             "serve --data d surplus",
                             "serve --data d --data e",
                             "key",
                             "key make --data d",
                             "key create --data d --role king --name n",
                             "key create --data d --role agent --name n",
                             "key create --data d --role bot --name n --agent a",
                             "key create --data d --role bot",
                             "key create --data d --role bot --name n --agent ''",
                             "serve --data ''",
                             "serve --data d --config ''",
                             "serve --data d --listen ''",
                             "serve --data d --replicas 3",
                             "serve --data d --cluster http://a",
                             "serve --data d --cluster nats://a:4222 --standby-key k "
                             "--standby-of http://127.0.0.1:1",
                             "serve --data d --cluster nats://a:4222 --replicas 9",
                             "serve --data d --cluster nats://a:4222 --stream a.b",
                             "key revoke --data d",
                             "key list",
                             "check",
                             "check --data d --fast",
                             "export",
                             "export --data d",
                             "erase --user u",
                             "erase --data d --user u --all"})
        QTest::newRow(*line == '\0' ? "nothing" : line) << QString::fromLatin1(line);
}

void SermoBrokerTest::refusesAWrongCallWithOneLine()
{
    QFETCH(const QString, line);
    QStringList words = line.split(u' ', Qt::SkipEmptyParts);
    words.replaceInStrings(u"''"_s, QString());
    const Ran ran = run(words);
    QCOMPARE(ran.code, 2);
    QCOMPARE(ran.out, "");
    QCOMPARE(ran.err.count('\n'), 1);
    QVERIFY(!QFile::exists(u"d"_s));
}

void SermoBrokerTest::refusesAWrongConfigurationWithThePath()
{
    const QTemporaryDir dir;
    QFile file(dir.filePath(u"config.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"platforms":[{"id":"webchat","queue":"nowhere"}]})");
    file.close();
    const Ran ran = run({u"serve"_s, u"--data"_s, dir.path(), u"--config"_s, file.fileName()});
    QCOMPARE(ran.code, 2);
    QVERIFY(ran.err.contains("platforms[0].queue"));
    QCOMPARE(ran.err.count('\n'), 1);
}

void SermoBrokerTest::printsItsSchemas()
{
    for (const QString &of : {u"config"_s, u"events"_s}) {
        const Ran ran = run({u"schema"_s, of});
        QCOMPARE(ran.code, 0);
        QCOMPARE(ran.err, "");
        const QJsonObject schema = QJsonDocument::fromJson(ran.out).object();
        QCOMPARE(schema.value("$schema"_L1).toString(),
                 u"https://json-schema.org/draft/2020-12/schema"_s);
        QVERIFY(schema.value("$defs"_L1).toObject().size() > 3);
    }
    QCOMPARE(run({u"schema"_s}).code, 2);
    QCOMPARE(run({u"schema"_s, u"of"_s}).code, 2);
}

void SermoBrokerTest::printsOneLineAndDrainsOnTerm()
{
    const QTemporaryDir dir;
    Running broker(dir.path());
    QVERIFY(broker.port() > 0);
    Client customer(broker.chat());
    QVERIFY(customer.isOpen());
    broker.terminate();
    QCOMPARE(customer.closeCode(), 4503);
    QCOMPARE(broker.finish(), 0);
    QCOMPARE(broker.out(),
             "sermo-broker ready http://127.0.0.1:" + QByteArray::number(broker.port()) + '\n');
}

void SermoBrokerTest::makesKeysWithAndWithoutABroker()
{
    const QTemporaryDir dir;
    const QByteArray before = createKey(dir.path(), u"bot"_s, u"before"_s);
    QVERIFY(before.startsWith("sk_bot_"));
    Running broker(dir.path());
    const QByteArray during = createKey(dir.path(), u"agent"_s, u"during"_s, u"anna"_s);
    QVERIFY(during.startsWith("sk_agent_"));
    Client bot(broker.events(before));
    Client agent(broker.events(during));
    QVERIFY(!bot.take(u"welcome"_s).isEmpty());
    QVERIFY(!agent.take(u"welcome"_s).isEmpty());

    const Ran again = run({u"key"_s, u"create"_s, u"--data"_s, dir.path(), u"--role"_s, u"bot"_s,
                           u"--name"_s, u"before"_s});
    QCOMPARE(again.code, 1);
    QCOMPARE(again.out, "");
    QCOMPARE(again.err.count('\n'), 1);
    const Ran list = run({u"key"_s, u"list"_s, u"--data"_s, dir.path()});
    QCOMPARE(list.code, 0);
    QCOMPARE(list.out.count('\n'), 2);
    QVERIFY(list.out.contains("during\tagent\tanna\t"));
    QVERIFY(!list.out.contains("sk_"));
}

void SermoBrokerTest::looksForKeysWithoutMakingAStore()
{
    const QTemporaryDir folder;
    const QString mistyped = folder.filePath(u"dta"_s);
    for (const QStringList &words : {QStringList{u"list"_s}, QStringList{u"revoke"_s, u"one"_s}}) {
        const Ran ran = run(QStringList{u"key"_s} + words + QStringList{u"--data"_s, mistyped});
        QCOMPARE(ran.code, 1);
        QCOMPARE(ran.out, "");
        QCOMPARE(ran.err.count('\n'), 1);
        QVERIFY(ran.err.contains("there is no log here"));
        QVERIFY(!QFile::exists(mistyped));
    }
}

void SermoBrokerTest::keepsItsDirectoryToItsOwnerHoweverLongItsName_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("a short name") << u"data"_s;
    QTest::newRow("a name longer than a socket's may be") << u"data"_s.repeated(50);
    QTest::newRow("a folder in a folder") << u"%1/%1"_s.arg(u"data"_s.repeated(50));
}

void SermoBrokerTest::keepsItsDirectoryToItsOwnerHoweverLongItsName()
{
    QFETCH(const QString, name);
    const QTemporaryDir folder;
    const QString data = folder.filePath(name);
    const Running broker(data);
    QVERIFY(broker.port() > 0);
    QVERIFY(!createKey(data, u"bot"_s, u"one"_s).isEmpty()); // by the socket in there

    constexpr QFile::Permissions Others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
        | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QCOMPARE(QFile::permissions(data) & Others, QFile::Permissions());
    const auto files
        = QDir(data).entryInfoList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
    QVERIFY(files.size() >= 4); // database, its two companions, lock, socket
    for (const QFileInfo &file : files)
        QVERIFY2(!(file.permissions() & Others), qPrintable(file.fileName()));
}

void SermoBrokerTest::closesWhatARevokedKeyOpened()
{
    const QTemporaryDir dir;
    const QByteArray key = createKey(dir.path(), u"bot"_s, u"b"_s);
    const QByteArray other = createKey(dir.path(), u"bot"_s, u"c"_s);
    Running broker(dir.path());
    Client bot(broker.events(key));
    Client stays(broker.events(other));
    QVERIFY(!bot.take(u"welcome"_s).isEmpty());
    QCOMPARE(run({u"key"_s, u"revoke"_s, u"b"_s, u"--data"_s, dir.path()}).code, 0);
    QCOMPARE(bot.closeCode(), 4401);
    QVERIFY(stays.sync());
    QCOMPARE(exchange(static_cast<quint16>(broker.port()), upgradeRequest("/events?apiKey=" + key))
                 .status(),
             401);
    QCOMPARE(run({u"key"_s, u"revoke"_s, u"b"_s, u"--data"_s, dir.path()}).code, 1);
}

void SermoBrokerTest::losesNothingAcknowledgedWhenItIsKilled()
{
    const QTemporaryDir dir;
    const QByteArray key = createKey(dir.path(), u"bot"_s, u"b"_s);
    QHash<QString, qint64> acknowledged;
    int said = 0;
    for (int round = 0; round < 4; ++round) {
        Running broker(dir.path());
        Client bot(broker.events(key));
        QVERIFY(!bot.take(u"welcome"_s).isEmpty());
        for (int i = 0; i < 400; ++i)
            bot.send(QJsonObject{{u"type"_s, u"text"_s},
                                 {u"direction"_s, u"outbound"_s},
                                 {u"userId"_s, u"u"_s},
                                 {u"id"_s, QString::number(++said)}});
        // Somewhere in the middle of its commits.
        QVERIFY(eventually([&] { return bot.frames().size() > 20 * (round + 1); }));
        broker.kill();
        QVERIFY(bot.closeCode() != 0);
        for (const QByteArray &frame : bot.frames()) {
            const QJsonObject ack = objectOf(frame);
            if (ack.value("type"_L1) == u"ack"_s)
                acknowledged.insert(ack.value("id"_L1).toString(), ack.value("seq"_L1).toInteger());
        }
    }
    QVERIFY(acknowledged.size() >= 40);
    QCOMPARE(run({u"check"_s, u"--data"_s, dir.path()}).code, 0);

    Running broker(dir.path());
    Client reader(broker.events(key, u"&since=0"_s));
    const qint64 head = reader.take(u"welcome"_s).value("seq"_L1).toInteger();
    QHash<QString, qint64> kept;
    for (qint64 seq = 1; seq <= head; ++seq) {
        const QJsonObject event = reader.take(u"text"_s);
        QCOMPARE(event.value("seq"_L1).toInteger(), seq); // gap-free, nothing twice
        QVERIFY(!kept.contains(event.value("id"_L1).toString()));
        kept.insert(event.value("id"_L1).toString(), seq);
    }
    for (auto it = acknowledged.cbegin(); it != acknowledged.cend(); ++it)
        QCOMPARE(kept.value(it.key()), it.value());
}

void SermoBrokerTest::keepsCustomersAndKeysAcrossARestart()
{
    const QTemporaryDir dir;
    QJsonObject welcome;
    {
        Running broker(dir.path());
        Client customer(broker.chat());
        customer.send(QJsonObject{{u"type"_s, u"hello"_s}});
        welcome = customer.take(u"welcome"_s);
        customer.send(QJsonObject{{u"type"_s, u"text"_s},
                                  {u"direction"_s, u"inbound"_s},
                                  {u"userId"_s, welcome.value("userId"_L1)},
                                  {u"text"_s, u"Hej"_s},
                                  {u"id"_s, u"1"_s}});
        QVERIFY(!customer.take(u"ack"_s).isEmpty());
        broker.kill();
        QCOMPARE(broker.finish(), -1);
    }
    Running broker(dir.path());
    Client customer(broker.chat());
    customer.send(QJsonObject{{u"type"_s, u"hello"_s},
                              {u"token"_s, welcome.value("token"_L1)},
                              {u"since"_s, 0},
                              {u"epoch"_s, welcome.value("epoch"_L1)}});
    const QJsonObject back = customer.take(u"welcome"_s);
    QCOMPARE(back.value("userId"_L1), welcome.value("userId"_L1));
    QCOMPARE(back.value("reset"_L1), false);
    QCOMPARE(customer.take(u"text"_s).value("text"_L1), u"Hej"_s);
}

//! The broker is killed when the customer is known and before he has heard of it.
void SermoBrokerTest::forgivesALostWelcomeAcrossARestart()
{
    const QTemporaryDir dir;
    const QByteArray first
        = R"({"type":"start","direction":"inbound","userId":"own","id":"1","at":"now"})";
    QJsonObject lost;
    qint64 seq = 0;
    {
        Running broker(dir.path());
        Client customer(broker.chat());
        QVERIFY(customer.isOpen());
        customer.send(first);
        lost = customer.take(u"welcome"_s);
        seq = customer.take(u"ack"_s).value("seq"_L1).toInteger();
        QVERIFY(seq > 0);
        broker.kill();
        QCOMPARE(broker.finish(), -1);
    }
    Running broker(dir.path());
    Client another(broker.chat());
    QVERIFY(another.isOpen());
    another.send(QByteArray(first).replace("now", "then"));
    QCOMPARE(another.take(u"error"_s).value("code"_L1), u"user_id_taken"_s);
    Client again(broker.chat());
    QVERIFY(again.isOpen());
    again.send(first);
    const QJsonObject welcome = again.take(u"welcome"_s);
    QCOMPARE(welcome.value("userId"_L1), u"own"_s);
    QVERIFY(!welcome.value("token"_L1).toString().isEmpty());
    QVERIFY(welcome.value("token"_L1) != lost.value("token"_L1)); // nobody could say it any more
    QCOMPARE(again.take(u"ack"_s).value("seq"_L1).toInteger(), seq); // and the event is not new
    Client third(broker.chat());
    QVERIFY(third.isOpen());
    third.send(first); // somebody holds it now
    QCOMPARE(third.take(u"error"_s).value("code"_L1), u"user_id_taken"_s);
    Client back(broker.chat());
    back.send(QJsonObject{{u"type"_s, u"hello"_s}, {u"token"_s, welcome.value("token"_L1)}});
    QCOMPARE(back.take(u"welcome"_s).value("userId"_L1), u"own"_s);
}

void SermoBrokerTest::greetsByTheReceptionBotWhenItIsEnabled()
{
    const QTemporaryDir dir;
    QFile file(dir.filePath(u"config.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"bot":{"enabled":true}})");
    file.close();
    Running broker(dir.path(), {u"--config"_s, file.fileName()});
    Client customer(broker.chat());
    customer.send(QJsonObject{{u"type"_s, u"start"_s},
                              {u"direction"_s, u"inbound"_s},
                              {u"userId"_s, u"own"_s},
                              {u"params"_s, QJsonObject()}});
    const QJsonObject text = customer.take(u"text"_s);
    QCOMPARE(text.value("direction"_L1), u"outbound"_s);
    QVERIFY(!text.value("text"_L1).toString().isEmpty());
}

void SermoBrokerTest::refusesASecondBrokerOnTheSameData()
{
    const QTemporaryDir dir;
    Running broker(dir.path());
    QVERIFY(broker.port() > 0);
    const Ran second = run({u"serve"_s, u"--data"_s, dir.path(), u"--listen"_s, u"127.0.0.1:0"_s});
    QCOMPARE(second.code, 1);
    QCOMPARE(second.out, "");
    QVERIFY(second.err.contains("sermo-broker: "));
    Client customer(broker.chat());
    QVERIFY(customer.isOpen()); // the first one goes on
}

void SermoBrokerTest::saysInOneLineThatThePortIsTaken()
{
    const QTemporaryDir dir;
    const QTemporaryDir other;
    const Running broker(dir.path());
    const QString where = u"127.0.0.1:%1"_s.arg(broker.port());
    const Ran second = run({u"serve"_s, u"--data"_s, other.path(), u"--listen"_s, where});
    QCOMPARE(second.code, 1);
    QCOMPARE(second.out, "");
    QVERIFY2(second.err.startsWith("sermo-broker: ") && second.err.count('\n') == 1,
             second.err.constData());
}

QTEST_GUILESS_MAIN(SermoBrokerTest)
#include "tst_sermobroker.moc"
