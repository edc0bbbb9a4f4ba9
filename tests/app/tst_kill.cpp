// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/brokerprocess.h"
#include "tests/app/ledger.h"
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

//! What outlives the broker: how its clients come back, what was said and what was shown.
struct Story {
    QByteArray botKey, readerKey;
    QString token, epoch;
    Speaker speaker;
    Shown toApplication, toCustomer;

    [[nodiscard]] bool isTold() const
    {
        return speaker.isAnswered() && toApplication.ids().size() == speaker.spoken()
            && toCustomer.ids().size() == speaker.spoken();
    }
};

//! One life of the broker, and the three who come to it.
class Life
{
public:
    Life(const QString &data, Story &story)
        : m_story(story)
        , m_broker(data)
        , m_customer(m_broker.chat())
    {
    }

    //! Everyone comes back, and is told that nothing is missing.
    void begin()
    {
        QVERIFY2(m_broker.port() > 0, "it does not start again");
        if (m_story.token.isEmpty())
            m_customer.send(QJsonObject{{u"type"_s, u"start"_s},
                                        {u"direction"_s, u"inbound"_s},
                                        {u"userId"_s, u"u"_s},
                                        {u"params"_s, QJsonObject()}});
        else
            m_customer.send(QJsonObject{{u"type"_s, u"hello"_s},
                                        {u"token"_s, m_story.token},
                                        {u"since"_s, m_story.toCustomer.last()},
                                        {u"epoch"_s, m_story.epoch}});
        const QJsonObject welcome = m_customer.take(u"welcome"_s);
        QCOMPARE(welcome.value("reset"_L1), false);
        m_story.token = welcome.value("token"_L1).toString(m_story.token);
        m_story.epoch = welcome.value("epoch"_L1).toString();
        const QString missed
            = u"&since=%1&epoch=%2"_s.arg(m_story.toApplication.last()).arg(m_story.epoch);
        m_reader.emplace(m_broker.events(m_story.readerKey, missed));
        QCOMPARE(m_reader->take(u"welcome"_s).value("reset"_L1), false);
        m_bot.emplace(m_broker.events(m_story.botKey));
        QVERIFY(!m_bot->take(u"welcome"_s).isEmpty());
        m_story.speaker.resume(*m_bot);
    }

    //! Events at their pace, and in the middle of them the kill.
    void endAfter(qint64 ms)
    {
        QElapsedTimer since;
        QTimer pace;
        int offered = 0;
        QObject::connect(&pace, &QTimer::timeout, &pace, [&] {
            const int due = int(since.elapsed() * PerSecond / 1000);
            m_story.speaker.speak(*m_bot, due - std::exchange(offered, due));
            look();
        });
        since.start();
        pace.start(TickMs);
        QVERIFY(eventually([&] { return since.elapsed() >= ms; }));
        pace.stop();
        m_broker.kill();
        QCOMPARE(m_broker.finish(), -1);
        QVERIFY(m_bot->closeCode() != 0 && m_reader->closeCode() != 0
                && m_customer.closeCode() != 0);
        look();
    }

    //! Let alone, everyone comes to know everything.
    void settle()
    {
        QVERIFY(eventually([&] {
            look();
            return m_story.isTold();
        }));
    }

    [[nodiscard]] const QString &wrong() const { return m_wrong; } //!< empty: nothing was

private:
    void look()
    {
        m_story.speaker.hear(*m_bot);
        const QString first = m_story.toCustomer.take(m_customer, m_readByCustomer);
        const QString second = m_story.toApplication.take(*m_reader, m_readByReader);
        if (m_wrong.isEmpty())
            m_wrong = first.isEmpty() ? second : first;
    }

    Story &m_story;
    Running m_broker;
    Client m_customer;
    std::optional<Client> m_reader, m_bot;
    qsizetype m_readByCustomer = 0, m_readByReader = 0;
    QString m_wrong;
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
    Story story;
    story.botKey = createKey(dir.path(), u"bot"_s, u"b"_s);
    story.readerKey = createKey(dir.path(), u"supervisor"_s, u"s"_s);
    for (int round = 0; round <= kills() && !QTest::currentTestFailed(); ++round) {
        Life life(dir.path(), story);
        life.begin();
        if (QTest::currentTestFailed())
            return;
        if (round < kills())
            life.endAfter(random.bounded(50, 1200));
        else
            life.settle();
        QVERIFY2(life.wrong().isEmpty(), qPrintable(life.wrong()));
    }
    const Speaker &speaker = story.speaker;
    QVERIFY(speaker.spoken() >= 100 * kills());
    QCOMPARE(speaker.ledger().size(), speaker.spoken());
    // Each under the number that was acknowledged.
    QCOMPARE(story.toApplication.ids(), speaker.ledger());
    QCOMPARE(story.toCustomer.ids(), speaker.ledger());
    QCOMPARE(run({u"check"_s, u"--data"_s, dir.path()}).code, 0);
    keptPromise(
        "`kill -9` while events are stored: nothing acknowledged is lost, nothing shown twice",
        u"%1 kills at random moments, %2 events a second"_s.arg(kills()).arg(PerSecond),
        u"%1 events acknowledged, 0 lost, 0 twice"_s.arg(speaker.spoken()));
}

QTEST_GUILESS_MAIN(KillTest)
#include "tst_kill.moc"
