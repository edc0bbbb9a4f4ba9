// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/bot/receptionbot.h"
#include "tests/support/fakeclock.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::bot;
using namespace sermo::test;
using namespace std::chrono_literals;

//! The wires: pipe, timer, thread. What is said is tst_botbrain's affair.
class TestReceptionBot : public QObject
{
    Q_OBJECT
private slots:
    void beatsWhenWelcomed();
    void greetsThroughThePipe();
    void wakesByItselfWhenTheCustomerHasFinished();
    void stopsWhenThePipeCloses();
    void livesInAnotherThread();
};

namespace
{

//! The broker's end of the pipe.
class Broker
{
public:
    explicit Broker(std::unique_ptr<PipeEnd> end)
        : m_end(std::move(end))
        , m_received(m_end.get(), &PipeEnd::received)
    {
    }

    void welcome() { m_end->send(compose(event::Welcome{{}, {}, u"e"_s, 0, false})); }

    void start(const UserId &user)
    {
        deliver(compose(Direction::Inbound, user, event::Start{}));
        m_end->send(
            compose(Direction::Internal, user, event::SessionState{u"bot"_s, {}, {}, {}, {}})
                .bytes());
    }

    void text(const UserId &user, const QString &words)
    {
        event::Text text;
        text.text = words;
        deliver(compose(Direction::Inbound, user, text));
    }

    //! Names of what the bot has said so far.
    [[nodiscard]] QStringList heard() const
    {
        QStringList names;
        for (const QList<QVariant> &batch : m_received) {
            for (const QByteArray &bytes : batch.constFirst().value<QList<QByteArray>>()) {
                const auto frame = EventFrame::fromSender(bytes);
                const QString id = frame ? frame->id().value() : u"not an event"_s;
                names += id.isEmpty() ? frame->envelope().typeName : id.section(u':', 1, 1);
            }
        }
        return names;
    }

    PipeEnd *end() { return m_end.get(); }

private:
    void deliver(const EventFrame &frame)
    {
        m_end->send(StoredEvent{++m_seq, 1, {}, frame}.delivered());
    }

    std::unique_ptr<PipeEnd> m_end;
    QSignalSpy m_received;
    Seq m_seq = 0;
};

Rules rules(std::chrono::milliseconds patience = 3s)
{
    Rules rules{Script::reception(), desk::DeskConfig::defaults()};
    rules.script.patience = patience;
    return rules;
}

} // namespace

void TestReceptionBot::beatsWhenWelcomed()
{
    const FakeClock clock;
    auto ends = PipeEnd::make();
    Broker broker(std::move(ends.first));
    const ReceptionBot bot(std::move(ends.second), rules(), clock);
    broker.welcome();
    QTRY_COMPARE(broker.heard(), QStringList{u"application_heartbeat"_s});
}

void TestReceptionBot::greetsThroughThePipe()
{
    const FakeClock clock;
    auto ends = PipeEnd::make();
    Broker broker(std::move(ends.first));
    const ReceptionBot bot(std::move(ends.second), rules(), clock);
    broker.welcome();
    broker.start(UserId(u"u"_s));
    QTRY_COMPARE(broker.heard(), (QStringList{u"application_heartbeat"_s, u"greeting"_s}));
}

void TestReceptionBot::wakesByItselfWhenTheCustomerHasFinished()
{
    const SystemClock clock;
    auto ends = PipeEnd::make();
    Broker broker(std::move(ends.first));
    const ReceptionBot bot(std::move(ends.second), rules(20ms), clock);
    broker.welcome();
    broker.start(UserId(u"u"_s));
    broker.text(UserId(u"u"_s), u"My broadband is slow"_s);
    QTRY_COMPARE(broker.heard(),
                 (QStringList{u"application_heartbeat"_s, u"greeting"_s, u"number"_s}));
}

void TestReceptionBot::stopsWhenThePipeCloses()
{
    const SystemClock clock;
    auto ends = PipeEnd::make();
    Broker broker(std::move(ends.first));
    ReceptionBot bot(std::move(ends.second), rules(0ms), clock);
    QSignalSpy closed(&bot, &ReceptionBot::closed);
    broker.welcome();
    broker.end()->close(CloseCode::Draining, u"good night"_s);
    QTRY_COMPARE(closed.size(), 1);
    QCOMPARE(closed.constFirst().at(0).value<CloseCode>(), CloseCode::Draining);
    QVERIFY(broker.heard().isEmpty());
}

void TestReceptionBot::livesInAnotherThread()
{
    const SystemClock clock;
    auto ends = PipeEnd::make();
    Broker broker(std::move(ends.first));
    auto *bot = new ReceptionBot(std::move(ends.second), rules(20ms), clock);
    QThread thread;
    bot->moveToThread(&thread);
    connect(&thread, &QThread::finished, bot, &QObject::deleteLater);
    thread.start();
    QSignalSpy closed(broker.end(), &PipeEnd::closed);
    broker.welcome();
    broker.start(UserId(u"u"_s));
    broker.text(UserId(u"u"_s), u"My broadband is slow"_s);
    QTRY_COMPARE(broker.heard(),
                 (QStringList{u"application_heartbeat"_s, u"greeting"_s, u"number"_s}));
    thread.quit();
    QVERIFY(thread.wait());
    QTRY_COMPARE(closed.size(), 1);
}

QTEST_GUILESS_MAIN(TestReceptionBot)
#include "tst_receptionbot.moc"
