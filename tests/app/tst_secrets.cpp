// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/program.h"

#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! Keys and tokens prove who somebody is, so they appear where they are told and nowhere else; and
//! the program's end, by signal, with connections open.
class SecretsTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void writesNoKeyAndNoTokenAnywhere();
    void drainsOnTermHoweverOftenItComes_data();
    void drainsOnTermHoweverOftenItComes();
    void losesNothingAcknowledgedWhenItDrains();

private:
    [[nodiscard]] QString data() const { return m_folder->filePath(u"data"_s); }
    [[nodiscard]] QStringList serving() const
    {
        return {u"serve"_s, u"--data"_s, data(), u"--listen"_s, u"127.0.0.1:0"_s};
    }
    [[nodiscard]] QByteArray key(const QString &name) const;
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace
{

QUrl events(const QUrl &broker, const QByteArray &key, const QString &more = {})
{
    return QUrl(u"ws://127.0.0.1:%1/events?apiKey=%2%3"_s.arg(broker.port())
                    .arg(QString::fromLatin1(key), more));
}

QJsonObject text(const QString &user, int number)
{
    return {{u"type"_s, u"text"_s},
            {u"direction"_s, u"outbound"_s},
            {u"userId"_s, user},
            {u"id"_s, QString::number(number)}};
}

} // namespace

void SecretsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

QByteArray SecretsTest::key(const QString &name) const
{
    Program command(
        QStringLiteral(SERMO_BROKER),
        {u"key"_s, u"create"_s, u"--data"_s, data(), u"--role"_s, u"bot"_s, u"--name"_s, name});
    return command.finish() == 0 ? command.out().trimmed() : QByteArray();
}

void SecretsTest::writesNoKeyAndNoTokenAnywhere()
{
    const QByteArray good = key(u"good"_s);
    QVERIFY(good.startsWith("sk_bot_"));
    const QByteArray wrong = "sk_bot_wrong" + QByteArray(30, 'w');
    QProcessEnvironment talkative = QProcessEnvironment::systemEnvironment();
    talkative.insert(u"QT_LOGGING_RULES"_s, u"*.debug=true;qt.*=false"_s);
    Program broker(QStringLiteral(SERMO_BROKER), serving(), talkative);
    const QUrl address = broker.readyAddress();
    const auto port = static_cast<quint16>(address.port());
    Client bot(events(address, good));
    QVERIFY(!bot.take(u"welcome"_s).isEmpty());
    Client customer(QUrl(u"ws://127.0.0.1:%1/chat"_s.arg(port)));
    customer.send(QJsonObject{{u"type"_s, u"hello"_s}});
    const QByteArray token = customer.take(u"welcome"_s).value("token"_L1).toString().toLatin1();
    QVERIFY(token.size() > 40);
    Client stranger(QUrl(u"ws://127.0.0.1:%1/chat"_s.arg(port)));
    stranger.send(QJsonObject{{u"type"_s, u"hello"_s}, {u"token"_s, QString::fromLatin1(wrong)}});
    QCOMPARE(stranger.closeCode(), 4401);

    // Everything that fails, for errors are where secrets leak.
    QByteArray answers;
    for (const QByteArray &target :
         {"/events?apiKey=" + wrong, "/events?apiKey=" + good + "&since=x",
          "/events?apiKey=" + good + "&apiKey=" + good, "/metrics?apiKey=" + good,
          "/nowhere?apiKey=" + good, "/chat?token=" + token}) {
        answers += exchange(port, upgradeRequest(target)).bytes;
        answers += exchange(port, "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n").bytes;
        answers += exchange(port, "GET " + target + " HTTP/1.1\r\n\r\n").bytes;
    }
    bot.send(QJsonObject{{u"type"_s, u"x"_s}, {u"direction"_s, QString::fromLatin1(good)}});
    QFile title(u"/proc/%1/cmdline"_s.arg(broker.processId()));
    QVERIFY(title.open(QIODevice::ReadOnly));
    const QByteArray shown = title.readAll();
    broker.terminate();
    QCOMPARE(broker.finish(), 0);

    for (const QByteArray &secret : {good, wrong, token}) {
        QVERIFY2(!broker.err().contains(secret), broker.err().constData());
        QVERIFY(!broker.out().contains(secret));
        QVERIFY(!answers.contains(secret));
        QVERIFY(!shown.contains(secret));
        QDirIterator files(data(), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains(secret), qPrintable(file.fileName()));
        }
    }
}

void SecretsTest::drainsOnTermHoweverOftenItComes_data()
{
    QTest::addColumn<int>("times");
    QTest::addColumn<bool>("deaf");
    QTest::newRow("once") << 1 << false;
    QTest::newRow("twice") << 2 << false;
    QTest::newRow("many times, beside a reader that reads nothing") << 20 << true;
}

void SecretsTest::drainsOnTermHoweverOftenItComes()
{
    QFETCH(const int, times);
    QFETCH(const bool, deaf);
    const QByteArray bots = key(u"b"_s);
    Program broker(QStringLiteral(SERMO_BROKER), serving());
    const QUrl address = broker.readyAddress();
    Client bot(events(address, bots));
    Client customer(QUrl(u"ws://127.0.0.1:%1/chat"_s.arg(address.port())));
    QVERIFY(!bot.take(u"welcome"_s).isEmpty());
    QVERIFY(customer.isOpen());
    QTcpSocket reader;
    if (deaf) {
        reader.setReadBufferSize(1); // nor does it see that the other end hangs up
        reader.connectToHost(QHostAddress(QHostAddress::LocalHost),
                             static_cast<quint16>(address.port()));
        reader.write(upgradeRequest("/events?apiKey=" + bots));
        QVERIFY(eventually([&reader] { return reader.bytesAvailable() > 0; }));
    }
    for (int i = 0; i < times; ++i)
        broker.terminate();
    QCOMPARE(bot.closeCode(), 4503);
    QCOMPARE(customer.closeCode(), 4503);
    QCOMPARE(broker.finish(), 0); // within the ten seconds that eventually() waits
}

void SecretsTest::losesNothingAcknowledgedWhenItDrains()
{
    const QByteArray bots = key(u"b"_s);
    QSet<QString> acknowledged;
    {
        Program broker(QStringLiteral(SERMO_BROKER), serving());
        Client bot(events(broker.readyAddress(), bots));
        QVERIFY(!bot.take(u"welcome"_s).isEmpty());
        for (int i = 0; i < 500; ++i)
            bot.send(text(u"u"_s, i));
        QVERIFY(eventually([&bot] { return bot.frames().size() >= 20; })); // in the middle of it
        broker.terminate();
        QCOMPARE(bot.closeCode(), 4503);
        QCOMPARE(broker.finish(), 0);
        for (const QByteArray &frame : bot.frames()) {
            if (const QJsonObject ack = objectOf(frame); ack.value("type"_L1) == u"ack"_s)
                acknowledged.insert(ack.value("id"_L1).toString());
        }
    }
    QVERIFY(!acknowledged.isEmpty());
    Program broker(QStringLiteral(SERMO_BROKER), serving());
    Client reader(events(broker.readyAddress(), bots, u"&since=0"_s));
    const qint64 head = reader.take(u"welcome"_s).value("seq"_L1).toInteger();
    QSet<QString> stored;
    for (qint64 seq = 1; seq <= head; ++seq)
        stored.insert(reader.take(u"text"_s).value("id"_L1).toString());
    QCOMPARE(stored.size(), qsizetype(head));
    QCOMPARE(stored, acknowledged); // what was taken is stored and answered, all of it
}

QTEST_GUILESS_MAIN(SecretsTest)
#include "tst_secrets.moc"
