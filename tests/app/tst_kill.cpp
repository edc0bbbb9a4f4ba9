// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/brokerprocess.h"
#include "tests/support/promise.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

namespace
{

constexpr int PerSecond = 1000; //!< events that are offered
constexpr int TickMs = 10;

int kills()
{
    bool isSet = false;
    const int asked = qEnvironmentVariableIntValue("SERMO_KILLS", &isSet);
    return isSet ? asked : 5;
}

//! What one reader has been shown: each number once, in order.
class Shown
{
public:
    //! Takes what the client has got since; what is wrong with it, or nothing.
    QString take(const Client &client, qsizetype &read)
    {
        for (; read < client.frames().size(); ++read) {
            const QJsonObject event = objectOf(client.frames().at(read));
            const qint64 seq = event.value("seq"_L1).toInteger();
            if (event.value("type"_L1) != u"text"_s)
                continue;
            if (seq <= m_last)
                return u"%1 was shown after %2"_s.arg(seq).arg(m_last);
            m_last = seq;
            m_ids.insert(event.value("id"_L1).toString(), seq);
        }
        return {};
    }
    [[nodiscard]] qint64 last() const { return m_last; }
    [[nodiscard]] const QHash<QString, qint64> &ids() const { return m_ids; }

private:
    qint64 m_last = 0;
    QHash<QString, qint64> m_ids;
};

//! Says numbered texts to one customer at the asked pace, and what was not answered again after
//! each loss, under the same ids, as any client does.
class Speaker
{
public:
    void resume(Client &client)
    {
        m_read = 0;
        m_unanswered.swap(m_sent);
        for (const int number : std::as_const(m_unanswered))
            say(client, number);
        m_unanswered.clear();
    }
    void speak(Client &client, int count)
    {
        for (int i = 0; i < count; ++i)
            say(client, ++m_last);
    }
    //! Enters the answers into the ledger.
    void hear(const Client &client)
    {
        for (; m_read < client.frames().size(); ++m_read) {
            const QJsonObject answer = objectOf(client.frames().at(m_read));
            if (answer.value("type"_L1) != u"ack"_s)
                continue;
            const QString id = answer.value("id"_L1).toString();
            m_ledger.insert(id, answer.value("seq"_L1).toInteger());
            m_sent.remove(id.toInt());
        }
    }
    [[nodiscard]] bool isAnswered() const { return m_sent.isEmpty(); }
    [[nodiscard]] int spoken() const { return m_last; }
    [[nodiscard]] const QHash<QString, qint64> &ledger() const { return m_ledger; }

private:
    void say(Client &client, int number)
    {
        m_sent.insert(number, number);
        client.send(R"({"type":"text","direction":"outbound","userId":"u","text":"x","id":")"
                    + QByteArray::number(number) + R"("})");
    }

    int m_last = 0;
    qsizetype m_read = 0;
    QMap<int, int> m_sent; //!< and not answered
    QMap<int, int> m_unanswered;
    QHash<QString, qint64> m_ledger; //!< id → seq, as acknowledged
};

} // namespace

//! `kill -9` at a thousand stored events a second, at random moments: of what was acknowledged
//! nothing is lost, and two clients who come back each time are shown everything once.
class KillTest : public QObject
{
    Q_OBJECT
private slots:
    void losesNothingAndShowsNothingTwice();
};

void KillTest::losesNothingAndShowsNothingTwice()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    QRandomGenerator random(seed);
    qInfo("%d kills, seed %u", kills(), seed);
    const QTemporaryDir dir;
    const QByteArray botKey = createKey(dir.path(), u"bot"_s, u"b"_s);
    const QByteArray readerKey = createKey(dir.path(), u"supervisor"_s, u"s"_s);
    QString token;
    QString epoch;
    Speaker speaker;
    Shown toApplication;
    Shown toCustomer;
    for (int round = 0; round <= kills(); ++round) {
        const bool isLast = round == kills();
        Running broker(dir.path());
        QVERIFY2(broker.port() > 0, "it does not start again");
        Client customer(broker.chat());
        if (token.isEmpty()) {
            customer.send(QJsonObject{{u"type"_s, u"start"_s},
                                      {u"direction"_s, u"inbound"_s},
                                      {u"userId"_s, u"u"_s},
                                      {u"params"_s, QJsonObject()}});
        } else {
            customer.send(QJsonObject{{u"type"_s, u"hello"_s},
                                      {u"token"_s, token},
                                      {u"since"_s, toCustomer.last()},
                                      {u"epoch"_s, epoch}});
        }
        const QJsonObject welcome = customer.take(u"welcome"_s);
        QCOMPARE(welcome.value("reset"_L1), false);
        token = welcome.value("token"_L1).toString(token);
        epoch = welcome.value("epoch"_L1).toString();
        Client reader(
            broker.events(readerKey, u"&since=%1&epoch=%2"_s.arg(toApplication.last()).arg(epoch)));
        QCOMPARE(reader.take(u"welcome"_s).value("reset"_L1), false);
        Client bot(broker.events(botKey));
        QVERIFY(!bot.take(u"welcome"_s).isEmpty());
        speaker.resume(bot);

        qsizetype readByCustomer = 0;
        qsizetype readByReader = 0;
        QString wrong;
        const auto look = [&] {
            speaker.hear(bot);
            const QString first = toCustomer.take(customer, readByCustomer);
            const QString second = toApplication.take(reader, readByReader);
            if (wrong.isEmpty())
                wrong = first.isEmpty() ? second : first;
        };
        QTimer pace;
        QElapsedTimer since;
        int offered = 0;
        connect(&pace, &QTimer::timeout, this, [&] {
            const int due = int(since.elapsed() * PerSecond / 1000);
            speaker.speak(bot, due - std::exchange(offered, due));
            look();
        });
        if (!isLast) {
            const qint64 until = random.bounded(50, 1200);
            since.start();
            pace.start(TickMs);
            QVERIFY(eventually([&] { return since.elapsed() >= until; }));
            pace.stop();
            broker.kill();
            QCOMPARE(broker.finish(), -1);
            QVERIFY(bot.closeCode() != 0 && reader.closeCode() != 0 && customer.closeCode() != 0);
        } else {
            // Let alone, everyone comes to know everything.
            QVERIFY(eventually([&] {
                look();
                return speaker.isAnswered() && toApplication.ids().size() == speaker.spoken()
                    && toCustomer.ids().size() == speaker.spoken();
            }));
        }
        look();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }
    QVERIFY(speaker.spoken() >= 100 * kills());
    QCOMPARE(speaker.ledger().size(), speaker.spoken());
    QCOMPARE(toApplication.ids(), speaker.ledger()); // each under the number that was acknowledged
    QCOMPARE(toCustomer.ids(), speaker.ledger());
    QCOMPARE(run({u"check"_s, u"--data"_s, dir.path()}).code, 0);
    keptPromise(
        "`kill -9` while events are stored: nothing acknowledged is lost, nothing shown twice",
        u"%1 kills at random moments, %2 events a second"_s.arg(kills()).arg(PerSecond),
        u"%1 events acknowledged, 0 lost, 0 twice"_s.arg(speaker.spoken()));
}

QTEST_GUILESS_MAIN(KillTest)
#include "tst_kill.moc"
