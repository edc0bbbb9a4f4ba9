// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/told.h"
#include "ui/model/telling.h"

#include <QtTest>

Q_DECLARE_METATYPE(std::optional<sermo::desk::Session>)

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;
using desk::Stage;

namespace
{

const UserId Robin(u"robin"_s);
const AgentId Anders(u"an01"_s);
const AgentId Berit(u"be01"_s);
const QueueId General(u"general"_s);

desk::Session session(Stage stage, Seq firstSeq = 1)
{
    desk::Session session;
    session.user = Robin;
    session.stage = stage;
    session.queue = General;
    session.agent = Anders;
    session.firstSeq = firstSeq;
    return session;
}

desk::Session queuedIn(const QueueId &queue)
{
    desk::Session value = session(Stage::Queued);
    value.queue = queue;
    return value;
}

desk::Session offered()
{
    desk::Session value = session(Stage::Assigned);
    value.offer = desk::Session::Offer{Berit, 0};
    return value;
}

Names names()
{
    return {{{General, u"General"_s}}, {{Anders, u"Anders"_s}, {Berit, u"Berit"_s}}};
}

event::Text from(const QString &type, const QString &name)
{
    event::Text text;
    text.text = u"hello"_s;
    text.agent = event::Speaker{u"x"_s, name, type, {}, {}};
    return text;
}

} // namespace

class TellingTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatHappened_data();
    void saysWhatHappened();
    void saysNothingOfWhatChangesNothing_data();
    void saysNothingOfWhatChangesNothing();
    void knowsTheBotFromAPerson_data();
    void knowsTheBotFromAPerson();
    void takesANoteForANote();
    void showsAnIdWhereNoNameIsKnown();
};

void TellingTest::saysWhatHappened_data()
{
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<EventBody>("body");
    QTest::addColumn<std::optional<desk::Session>>("before");
    QTest::addColumn<desk::Session>("after");
    QTest::addColumn<QString>("expected");
    using Before = std::optional<desk::Session>;
    const auto row = [](const char *name, Direction direction, const EventBody &body,
                        const Before &before, const desk::Session &after, const QString &expected) {
        QTest::newRow(name) << direction << body << before << after << expected;
    };
    using enum Direction;
    row("a session begins", Inbound, event::Start{}, {}, session(Stage::Bot, 7),
        u"Started 12:00"_s);
    row("handed to a queue", Internal, event::HandoverToQueue{General, {}, {}}, session(Stage::Bot),
        session(Stage::Queued), u"Queued in General"_s);
    row("queued since the bot is away", Internal,
        event::HandoverToQueue{General, u"bot_unavailable"_s, {}}, session(Stage::Bot),
        session(Stage::Queued), u"Queued in General · the bot is not available"_s);
    row("back in line since the agent is gone", Internal,
        event::HandoverToQueue{General, u"agent_offline"_s, {}}, session(Stage::Assigned),
        session(Stage::Queued), u"Queued in General · the agent is offline"_s);
    row("moved since its queue is gone", Internal,
        event::HandoverToQueue{General, u"queue_gone"_s, {}}, queuedIn(QueueId(u"former"_s)),
        session(Stage::Queued), u"Queued in General · the former queue is gone"_s);
    row("transferred with a note", Internal,
        event::HandoverToQueue{General, {}, u"knows the invoice"_s}, session(Stage::Assigned),
        session(Stage::Queued), u"Queued in General · knows the invoice"_s);
    row("handed to whoever is next", Internal, event::HandoverToAgent{}, session(Stage::Bot),
        session(Stage::Queued), u"Queued in General"_s);
    row("a customer returns", Inbound, test::words(u"one more thing"_s), session(Stage::Done),
        session(Stage::Queued), u"Queued in General"_s);
    row("offered to a colleague", Internal, event::HandoverToAgent{Berit, {}},
        session(Stage::Assigned), offered(), u"Offered to Berit"_s);
    row("claimed", Internal, event::ClaimSession{Anders, false, {}}, session(Stage::Queued),
        session(Stage::Assigned), u"Anders claimed"_s);
    row("given by the allocator", Internal, event::ClaimSession{Anders, false, u"allocated"_s},
        session(Stage::Queued), session(Stage::Assigned), u"Given to Anders"_s);
    row("back from the bot", Internal, event::ClaimSession{Anders, false, u"returned"_s},
        session(Stage::BotClosing), session(Stage::Assigned), u"Back with Anders"_s);
    row("taken over", Internal, event::ClaimSession{Berit, true, {}}, session(Stage::Assigned),
        session(Stage::Assigned), u"Berit took over"_s);
    row("identified", Internal,
        event::CustomerIdentified{u"comhem"_s, u"1234567"_s, u"Robin Eriksson"_s},
        session(Stage::Bot), session(Stage::Bot), u"Identified: Robin Eriksson · 1234567"_s);
    row("identified by number alone", Internal,
        event::CustomerIdentified{u"comhem"_s, u"1234567"_s, {}}, session(Stage::Bot),
        session(Stage::Bot), u"Identified: 1234567"_s);
    row("done", Internal, event::AgentDone{}, session(Stage::Assigned), session(Stage::Done),
        u"Anders is done"_s);
    row("lent to the bot to end", Internal, event::HandoverToBot{Anders, {}, u"end_session"_s},
        session(Stage::Assigned), session(Stage::BotClosing),
        u"Handed to the bot, to end the session"_s);
    row("lent to the bot to ask", Internal, event::HandoverToBot{Anders, {}, u"confirm_present"_s},
        session(Stage::Assigned), session(Stage::BotClosing),
        u"Handed to the bot: is the customer still there?"_s);
    row("the bot gives it back", Internal, event::HandoverToAgent{}, session(Stage::BotClosing),
        session(Stage::BotClosing), u"Back from the bot"_s);
    row("the tab is closed", Inbound, event::ClientUnload{}, session(Stage::Assigned),
        session(Stage::Assigned), u"Tab closed 12:00"_s);
    row("the customer leaves", Inbound, event::ClientLeft{}, session(Stage::Assigned),
        session(Stage::Assigned), u"The customer left 12:00"_s);
    row("ended with a word", Outbound, event::EndSession{u"Good luck!"_s, {}},
        session(Stage::Assigned), session(Stage::Ended), u"Ended 12:00 · Good luck!"_s);
    row("ended since nobody came back", Outbound, event::EndSession{{}, u"gone"_s},
        session(Stage::Queued), session(Stage::Ended),
        u"Ended 12:00 · the customer did not come back"_s);
    row("ended at closing time", Outbound, event::EndSession{{}, u"closed"_s}, session(Stage::Bot),
        session(Stage::Ended), u"Ended 12:00 · closing time"_s);
    row("rated", Inbound, event::Rating{5, u"Thanks"_s}, session(Stage::Ended),
        session(Stage::Ended), u"Rated 5 of 5 · Thanks"_s);
    row("told that we are closed", Outbound, event::PlatformClosed{}, session(Stage::Bot),
        session(Stage::Bot), u"The customer was told that we are closed"_s);
}

void TellingTest::saysWhatHappened()
{
    QFETCH(Direction, direction);
    QFETCH(EventBody, body);
    QFETCH(std::optional<desk::Session>, before);
    QFETCH(desk::Session, after);
    const StoredEvent event{7, test::Told::StartMs, {}, compose(direction, Robin, body)};

    const auto line = told({event, body, before ? &*before : nullptr, &after});

    QVERIFY(line);
    QTEST(toItem(*line, names()).text, "expected");
    QCOMPARE(toItem(*line, names()).kind, TranscriptItem::Kind::System);
    QCOMPARE(line->seq, Seq(7));
}

void TellingTest::saysNothingOfWhatChangesNothing_data()
{
    QTest::addColumn<EventBody>("body");
    QTest::addColumn<desk::Session>("session");
    QTest::newRow("a second start") << EventBody(event::Start{}) << session(Stage::Bot);
    QTest::newRow("a text in the middle")
        << EventBody(test::words(u"hi"_s)) << session(Stage::Assigned);
    QTest::newRow("the same queue once more")
        << EventBody(event::HandoverToQueue{General, {}, {}}) << session(Stage::Queued);
    QTest::newRow("the bot vouches for a waiting customer")
        << EventBody(event::HandoverToAgent{}) << session(Stage::Queued);
    QTest::newRow("messages were read")
        << EventBody(event::MessagesRead{}) << session(Stage::Assigned);
    QTest::newRow("something unknown") << EventBody(event::Opaque{}) << session(Stage::Assigned);
}

void TellingTest::saysNothingOfWhatChangesNothing()
{
    QFETCH(EventBody, body);
    QFETCH(desk::Session, session);
    const StoredEvent event{7, 0, {}, compose(Direction::Internal, Robin, event::AgentDone{})};
    QVERIFY(!told({event, body, &session, &session}));
}

void TellingTest::knowsTheBotFromAPerson_data()
{
    QTest::addColumn<event::Text>("text");
    QTest::addColumn<Stage>("stage");
    QTest::addColumn<TranscriptItem::Kind>("expected");
    using Kind = TranscriptItem::Kind;
    QTest::newRow("a person") << from(u"human"_s, u"Anders"_s) << Stage::Assigned << Kind::Agent;
    QTest::newRow("the seed's bot, without a type")
        << from({}, u"Bot"_s) << Stage::Bot << Kind::Bot;
    QTest::newRow("a bot that says so") << from(u"bot"_s, u"Bot"_s) << Stage::Assigned << Kind::Bot;
    QTest::newRow("the bot in an agent's name")
        << from(u"human"_s, u"Anders"_s) << Stage::BotClosing << Kind::Bot;
    QTest::newRow("nobody named, while an agent has it")
        << test::words(u"hello"_s) << Stage::Assigned << Kind::Agent;
    QTest::newRow("nobody named, before") << test::words(u"hello"_s) << Stage::Queued << Kind::Bot;
}

void TellingTest::knowsTheBotFromAPerson()
{
    QFETCH(event::Text, text);
    QFETCH(Stage, stage);
    const desk::Session now = session(stage);
    const EventBody body = text;
    const StoredEvent event{7, 0, {}, compose(Direction::Outbound, Robin, body)};

    const auto item = spoken({event, body, &now, &now});

    QVERIFY(item);
    QTEST(item->kind, "expected");
    QCOMPARE(item->delivery, TranscriptItem::Delivery::Sent);
}

void TellingTest::takesANoteForANote()
{
    const EventBody body = event::Note{Berit, u"moved in February"_s, {}};
    const StoredEvent event{7, 0, {}, compose(Direction::Internal, Robin, body)};
    const auto line = told({event, body});
    QVERIFY(line);
    const TranscriptItem item = toItem(*line, names());
    QCOMPARE(item.kind, TranscriptItem::Kind::Note);
    QCOMPARE(item.text, u"moved in February"_s);
    QCOMPARE(item.speaker, u"Berit"_s);
}

void TellingTest::showsAnIdWhereNoNameIsKnown()
{
    Told line;
    line.what = Told::Happening::Queued;
    line.queue = General;
    line.waitedSeconds = 42;
    QCOMPARE(say(line, {}), u"Queued in general · waited 0:42"_s);
    QCOMPARE(say(line, names()), u"Queued in General · waited 0:42"_s);
}

QTEST_GUILESS_MAIN(TellingTest)
#include "tst_telling.moc"
