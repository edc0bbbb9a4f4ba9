// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/logreader.h"
#include "tests/app/hostpair.h"
#include "tests/app/ledger.h"
#include "tests/support/promise.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>
#include <QTimer>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

namespace
{

constexpr int TickMs = 20;

int fromEnvironment(const char *name, int usual)
{
    bool isSet = false;
    const int asked = qEnvironmentVariableIntValue(name, &isSet);
    return isSet ? asked : usual;
}

//! What outlives both: what was said, acknowledged and shown, and how clients come back.
struct Story {
    QByteArray botKey, readerKey;
    QString token, epoch;
    qint64 term = 0; //!< of the host that they were at last
    Speaker speaker;
    Shown toApplication, toCustomer;
};

//! Everyone at one host, from coming to it until it is gone.
class Chapter
{
public:
    Chapter(const Half &host, const Half &other, Story &story)
        : m_story(story)
        , m_host(host)
        , m_other(other)
        , m_customer(host.chat())
    {
    }

    //! Everyone comes, and is told that nothing is missing, and where to go next.
    void begin()
    {
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
        QCOMPARE(welcome.value("hosts"_L1), QJsonArray{m_other.url()});
        QVERIFY(welcome.value("term"_L1).toInteger() > m_story.term); // of two, this is the host
        m_story.term = welcome.value("term"_L1).toInteger();
        m_story.token = welcome.value("token"_L1).toString(m_story.token);
        m_story.epoch = welcome.value("epoch"_L1).toString();
        const QString missed
            = u"&since=%1&epoch=%2"_s.arg(m_story.toApplication.last()).arg(m_story.epoch);
        m_reader.emplace(m_host.events(m_story.readerKey, missed));
        QCOMPARE(m_reader->take(u"welcome"_s).value("reset"_L1), false);
        m_bot.emplace(m_host.events(m_story.botKey));
        QVERIFY(!m_bot->take(u"welcome"_s).isEmpty());
        m_story.speaker.resume(*m_bot);
    }

    void speakFor(qint64 ms, int perSecond)
    {
        QElapsedTimer since;
        QTimer pace;
        int offered = 0;
        QObject::connect(&pace, &QTimer::timeout, &pace, [&] {
            const int due = int(since.elapsed() * perSecond / 1000);
            m_story.speaker.speak(*m_bot, due - std::exchange(offered, due));
            look();
        });
        since.start();
        pace.start(TickMs);
        QVERIFY(eventually([&] { return since.elapsed() >= ms; }));
    }

    //! What was still on its way when the host was killed counts: it was told.
    void end()
    {
        QVERIFY(m_bot->closeCode() != 0 && m_reader->closeCode() != 0
                && m_customer.closeCode() != 0);
        look();
    }

    void settle()
    {
        QVERIFY(eventually([&] {
            look();
            return m_story.speaker.isAnswered()
                && m_story.toApplication.ids().size() == m_story.speaker.spoken()
                && m_story.toCustomer.ids().size() == m_story.speaker.spoken();
        }));
    }

    [[nodiscard]] const QString &wrong() const { return m_wrong; }

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
    const Half &m_host, &m_other;
    Client m_customer;
    std::optional<Client> m_reader, m_bot;
    qsizetype m_readByCustomer = 0, m_readByReader = 0;
    QString m_wrong;
};

QHash<QString, qint64> textsIn(const QString &directory)
{
    QHash<QString, qint64> texts;
    (void)store::readLog(directory, [&texts](const StoredEvent &event) {
        if (event.frame.envelope().typeName == "text"_L1)
            texts.insert(event.frame.id().value(), qint64(event.seq));
    });
    return texts;
}

} // namespace

//! The host is killed under load, and the one that stood by goes on by itself; the killed one comes
//! back and stands by. Of what clients were told nothing is lost, nothing is shown twice, and there
//! are never two who serve.
class StandbyKillTest : public QObject
{
    Q_OBJECT
private slots:
    void losesNothingThatWasAcknowledged();
};

void StandbyKillTest::losesNothingThatWasAcknowledged()
{
    const int kills = fromEnvironment("SERMO_STANDBY_KILLS", 2);
    const int perSecond = fromEnvironment("SERMO_STANDBY_PACE", 200);
    const quint32 seed = QRandomGenerator::global()->generate();
    QRandomGenerator random(seed);
    qInfo("%d kills, seed %u", kills, seed);
    const QTemporaryDir directory;
    HostPair pair(directory.path(), u"take-over"_s);
    Story story;
    story.botKey = createKey(pair.a.data(), u"bot"_s, u"b"_s);
    story.readerKey = createKey(pair.a.data(), u"supervisor"_s, u"s"_s);
    pair.start(pair.a);
    pair.start(pair.b);
    Half *host = &pair.a;
    for (int round = 0; round < kills; ++round) {
        QVERIFY2(pair.isInStep(*host), qPrintable(u"round %1"_s.arg(round)));
        Chapter chapter(*host, pair.other(*host), story);
        chapter.begin();
        if (QTest::currentTestFailed())
            return;
        chapter.speakFor(random.bounded(300, 2000), perSecond);
        host->kill();
        chapter.end();
        QVERIFY2(chapter.wrong().isEmpty(), qPrintable(chapter.wrong()));
        Half &successor = pair.other(*host);
        QVERIFY(pair.serves(successor));
        const QHash<QString, qint64> kept = textsIn(successor.data());
        for (auto told = story.speaker.ledger().cbegin(); told != story.speaker.ledger().cend();
             ++told)
            QCOMPARE(kept.value(told.key(), -1), *told);
        pair.start(*host);
        host = &successor;
    }
    QVERIFY(pair.isInStep(*host));
    Chapter last(*host, pair.other(*host), story);
    last.begin();
    if (QTest::currentTestFailed())
        return;
    last.settle();
    QVERIFY2(last.wrong().isEmpty(), qPrintable(last.wrong()));
    QVERIFY(!pair.areTwo());
    QVERIFY(story.speaker.spoken() > 0);
    QCOMPARE(story.speaker.ledger().size(), story.speaker.spoken());
    QCOMPARE(story.toApplication.ids(), story.speaker.ledger());
    QCOMPARE(story.toCustomer.ids(), story.speaker.ledger());
    for (Half *half : {host, &pair.other(*host)}) { // what was held is with both
        half->signal(SIGTERM);
        QCOMPARE(half->finish(), 0);
        QCOMPARE(textsIn(half->data()), story.speaker.ledger());
        QCOMPARE(run({u"check"_s, u"--data"_s, half->data()}).code, 0);
    }
    keptPromise("`kill -9` of the host while another one stands by: nothing acknowledged is lost, "
                "nothing shown twice, never two hosts",
                u"%1 kills at random moments, %2 events a second"_s.arg(kills).arg(perSecond),
                u"%1 events acknowledged, 0 lost, 0 twice"_s.arg(story.speaker.spoken()));
}

QTEST_GUILESS_MAIN(StandbyKillTest)
#include "tst_standbykill.moc"
