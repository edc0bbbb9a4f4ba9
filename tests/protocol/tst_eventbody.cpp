// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/eventbody.h"
#include "tests/support/corpus.h"

#include <QJsonArray>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::event;
using namespace sermo::test;

//! Bodies read from bytes and written as bytes.
class TestEventBody : public QObject
{
    Q_OBJECT
private slots:
    void writesAndReadsEveryField_data();
    void writesAndReadsEveryField();
    void roundTripCoversEveryBody();
    void leavesOutWhatIsNotSet_data();
    void leavesOutWhatIsNotSet();
    void readsTheSeedsExamples();
    void readsAroundOddFields();
    void skipsQuickRepliesThatCannotBeRead();
    void keepsDefaultsForNumbersOutOfRange();
    void leavesUnknownTypesOpaque();
    void decodesTheWholeCorpusWithoutHarm_data();
    void decodesTheWholeCorpusWithoutHarm();
    void makesIdsThatDiffer();
};

namespace
{

EventFrame frameOf(const QByteArray &bytes)
{
    auto frame = EventFrame::fromSender(bytes);
    if (!frame)
        qFatal("refused: %s", qUtf8Printable(frame.error().message));
    return *frame;
}

template <typename Body>
Body bodyOf(const QByteArray &bytes)
{
    return std::get<Body>(decode(frameOf(bytes)));
}

struct Sample {
    const char *title;
    Direction direction;
    EventBody body;
    QByteArray fields; //!< as written behind `userId`
};

// Every body with every field set to something that is not its default.
QList<Sample> samples()
{
    constexpr auto In = Direction::Inbound;
    constexpr auto Out = Direction::Outbound;
    constexpr auto Internal = Direction::Internal;
    const Speaker anders{u"anan01"_s, u"Anders"_s, u"human"_s, u"avatar1"_s, u"https://x/y.png"_s};
    const QByteArray andersJson
        = R"({"id":"anan01","name":"Anders","type":"human","avatarId":"avatar1","avatarUrl":"https://x/y.png"})";
    return {
        {"start", In, Start{{{u"platformId"_s, u"web"_s}, {u"n"_s, qint64(9007199254740993)}}},
         R"("params":{"n":9007199254740993,"platformId":"web"})"},
        {"text", In, Text{u"Hej \n\"😀"_s + QChar(0xd83d), u"img"_s, u"pay"_s, 0, {}, {}},
         R"("text":"Hej \n\"😀\ud83d","imageId":"img","quickReplyPayload":"pay")"},
        {"outbound text", Out,
         Text{u"Välj"_s,
              {},
              {},
              1000,
              {{u"postback"_s, u"Ja"_s, u"yes"_s, {}, false},
               {u"web_url"_s, u"Se"_s, {}, u"https://x"_s, true}},
              anders},
         R"("text":"Välj","typing":1000,"quickReplies":[{"type":"postback","text":"Ja","payload":"yes"},{"type":"web_url","text":"Se","url":"https://x","windowOpen":true}],"agent":)"
             + andersJson},
        {"heartbeat", In, Heartbeat{}, ""},
        {"heartbeat in the background", In, Heartbeat{true}, R"("hidden":true)"},
        {"messages_read", In, MessagesRead{u"read"_s, u"2020"_s}, R"("text":"read","at":"2020")"},
        {"client_left", In, ClientLeft{u"left"_s, u"2020"_s}, R"("text":"left","at":"2020")"},
        {"client_unload", In, ClientUnload{u"2020"_s}, R"("at":"2020")"},
        {"typing_on", In, TypingOn{u"He"_s, u"2020"_s, {}}, R"("text":"He","at":"2020")"},
        {"outbound typing_on", Out, TypingOn{{}, {}, anders}, R"("agent":)" + andersJson},
        {"rating", In, Rating{5, u"Tack"_s}, R"("score":5,"text":"Tack")"},
        {"queue_number", Out, QueueNumber{3, {}, {}}, R"("queueNumber":3)"},
        {"queue_number with a wait", Out, QueueNumber{3, 120, 180},
         R"("queueNumber":3,"expectedWaitSeconds":120,"expectedWaitMostSeconds":180)"},
        {"info", Out, Info{u"I kö"_s}, R"("text":"I kö")"},
        {"typing_off", Out, TypingOff{}, ""},
        {"platform_closed", Out, PlatformClosed{}, ""},
        {"end_session", Out, EndSession{u"Hej då"_s, u"gone"_s},
         R"("reasonText":"Hej då","reason":"gone")"},
        {"handover_to_agent", Internal, HandoverToAgent{AgentId(u"bebo02"_s), u"see"_s},
         R"("agentId":"bebo02","note":"see")"},
        {"handover_to_queue", Internal,
         HandoverToQueue{QueueId(u"sales"_s), u"agent_offline"_s, u"see"_s},
         R"("queueId":"sales","reason":"agent_offline","note":"see")"},
        {"claim_session", Internal, ClaimSession{AgentId(u"anan01"_s), true, u"allocated"_s},
         R"("agentId":"anan01","force":true,"reason":"allocated")"},
        {"customer_identified", Internal, CustomerIdentified{u"comhem"_s, u"1234567"_s, u"Eva"_s},
         R"("brandId":"comhem","customerId":"1234567","name":"Eva")"},
        {"agent_done", Internal, AgentDone{}, ""},
        {"application_heartbeat", Internal, ApplicationHeartbeat{true}, R"("available":true)"},
        {"agent_status", Internal,
         AgentStatus{AgentId(u"anan01"_s), u"finishing"_s, u"Anders"_s,
                     QList{QueueId(u"a"_s), QueueId(u"b"_s)}},
         R"("agentId":"anan01","status":"finishing","name":"Anders","queues":["a","b"])"},
        {"tag", Internal, Tag{AgentId(u"anan01"_s), u"faktura"_s, true},
         R"("agentId":"anan01","tag":"faktura","removed":true)"},
        {"hand", Internal, Hand{AgentId(u"anan01"_s), true, u"Vad säger avtalet?"_s},
         R"("agentId":"anan01","raised":true,"text":"Vad säger avtalet?")"},
        {"platform_status", Internal,
         PlatformStatus{PlatformId(u"webchat"_s), u"closed"_s, QueueId(u"general"_s), u"demo"_s},
         R"("platformId":"webchat","status":"closed","queueId":"general","brand":"demo")"},
        {"canned_reply", Internal,
         CannedReply{AgentId(u"anan01"_s), u"adress"_s, u"Klart!"_s, true},
         R"("agentId":"anan01","shortcut":"adress","text":"Klart!","removed":true)"},
        {"handover_to_bot", Internal, HandoverToBot{AgentId(u"anan01"_s), anders, u"end_session"_s},
         R"("agentId":"anan01","agent":)" + andersJson + R"(,"reason":"end_session")"},
        {"allocation", Internal,
         Allocation{AgentId(u"anan01"_s), 1.99, 2, u"least_loaded"_s,
                    QJsonArray{QJsonObject{{u"agentId"_s, u"anan01"_s}}}},
         R"("agentId":"anan01","sum":1.99,"bound":2,"reason":"least_loaded","candidates":[{"agentId":"anan01"}])"},
        {"allocation to nobody", Internal, Allocation{{}, 0, 2, u"nobody_there"_s, {}},
         R"("agentId":null,"sum":0,"bound":2,"reason":"nobody_there","candidates":[])"},
        {"presence_point", Internal,
         PresencePoint{u"Q1"_s, u"shaky"_s, 90, 0.42, 1, 33, 7, 95, 20, 4, 2, 80, 3, 12, true, true,
                       true, QJsonArray{u"read"_s}},
         R"("state":"Q1","link":"shaky","silence":90,"probability":0.42,"label":1,"after":33,"number":7,)"
         R"("sinceAct":95,"tempo":20,"turns":4,"unanswered":2,"length":80,"inARow":3,"gap":12,)"
         R"("asks":true,"asked":true,"waiting":true,"signals":["read"])"},
        {"presence", Internal,
         Presence{0.25, QJsonArray{QJsonObject{{u"text"_s, u"silent"_s}, {u"weight"_s, -1.5}}}},
         R"("probability":0.25,"reasons":[{"text":"silent","weight":-1.5}])"},
        {"session_state", Internal,
         SessionState{u"queued"_s, QueueId(u"a"_s), 2, AgentId(u"anan01"_s), u"2020"_s},
         R"("state":"queued","queueId":"a","position":2,"agentId":"anan01","since":"2020")"},
        {"queue_state", Internal, QueueState{QueueId(u"a"_s), 3, 70, 95, 143, u"General"_s},
         R"("queueId":"a","waiting":3,"longestWaitSeconds":70,"expectedWaitSeconds":95,"expectedWaitMostSeconds":143,"name":"General")"},
        {"note", Internal, Note{AgentId(u"anan01"_s), u"psst"_s, {}},
         R"("agentId":"anan01","text":"psst")"},
        {"note", Internal, Note{AgentId(u"bebo02"_s), u"later"_s, u"declined"_s},
         R"("agentId":"bebo02","text":"later","answer":"declined")"},
        {"session_platform", Internal, SessionPlatform{PlatformId(u"web"_s)},
         R"("platformId":"web")"},
        {"customer_erased", Internal, CustomerErased{7}, R"("erasures":7)"},
        {"broker_state", Internal, BrokerState{u"failing"_s, u"the disk is full"_s},
         R"("storage":"failing","why":"the disk is full")"},
        {"draft", Internal, Draft{AgentId(u"anan01"_s), u"I"_s},
         R"("agentId":"anan01","text":"I")"},
    };
}

} // namespace

void TestEventBody::writesAndReadsEveryField_data()
{
    QTest::addColumn<Sample>("sample");
    for (const Sample &sample : samples())
        QTest::newRow(sample.title) << sample;
}

void TestEventBody::writesAndReadsEveryField()
{
    QFETCH(const Sample, sample);
    const EventType type
        = std::visit([]<typename Body>(const Body &) { return Body::Type; }, sample.body);
    const QByteArray wanted = QByteArray(R"({"type":")") + info(type).name.latin1()
        + R"(","direction":")" + wireName(sample.direction).latin1() + R"(","userId":"u-å")"
        + (sample.fields.isEmpty() ? "" : ",") + sample.fields + R"(,"id":"i-1"})";

    const EventFrame frame
        = compose(sample.direction, UserId(u"u-å"_s), sample.body, EventId(u"i-1"_s));
    QCOMPARE(frame.bytes(), wanted);

    // The envelope was not read back from the bytes: it must say what reading them says.
    const EventFrame read = frameOf(frame.bytes());
    QCOMPARE(frame.type(), type);
    QCOMPARE(read.type(), frame.type());
    QCOMPARE(read.direction(), frame.direction());
    QCOMPARE(read.envelope().typeName, frame.envelope().typeName);
    QCOMPARE(read.user(), frame.user());
    QCOMPARE(read.id(), frame.id());

    // A field that reading forgets is missing when what was read is written again.
    const EventBody body = decode(read);
    QCOMPARE(body.index(), sample.body.index());
    QCOMPARE(compose(sample.direction, read.user(), body, read.id()).bytes(), wanted);
}

void TestEventBody::roundTripCoversEveryBody()
{
    QSet<std::size_t> covered;
    for (const Sample &sample : samples())
        covered.insert(sample.body.index());
    QCOMPARE(covered.size(), qsizetype(std::variant_size_v<EventBody> - 1)); // all but Opaque
}

void TestEventBody::leavesOutWhatIsNotSet_data()
{
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<EventBody>("body");
    QTest::addColumn<QByteArray>("fields");
    const auto row
        = [](const char *title, Direction direction, const EventBody &body,
             const QByteArray &fields) { QTest::newRow(title) << direction << body << fields; };
    row("a text has its text, even empty", Direction::Outbound, Text{}, R"(,"text":"")");
    row("a customer who has wiped out what he typed", Direction::Inbound, TypingOn{},
        R"(,"text":"")");
    row("an agent who types shows nothing", Direction::Outbound, TypingOn{}, "");
    row("a claim without force", Direction::Internal, ClaimSession{AgentId(u"a"_s), false, {}},
        R"(,"agentId":"a")");
    row("a handover to whoever is next", Direction::Internal, HandoverToAgent{}, "");
    row("an agent of all queues", Direction::Internal,
        AgentStatus{AgentId(u"a"_s), u"away"_s, {}, {}}, R"(,"agentId":"a","status":"away")");
    row("an agent of no queue", Direction::Internal,
        AgentStatus{AgentId(u"a"_s), u"away"_s, {}, QList<QueueId>()},
        R"(,"agentId":"a","status":"away","queues":[])");
    row("a session of nobody, in no place", Direction::Internal,
        SessionState{u"bot"_s, {}, {}, {}, u"2020"_s},
        R"(,"state":"bot","queueId":null,"position":null,"agentId":null,"since":"2020")");
    row("a queue of unknown length", Direction::Internal,
        QueueState{QueueId(u"a"_s), 0, 0, {}, {}, {}},
        R"(,"queueId":"a","waiting":0,"longestWaitSeconds":0,"expectedWaitSeconds":null)");
    row("a start without parameters", Direction::Inbound, Start{}, R"(,"params":{})");
}

void TestEventBody::leavesOutWhatIsNotSet()
{
    QFETCH(const Direction, direction);
    QFETCH(const EventBody, body);
    QFETCH(const QByteArray, fields);
    const QByteArray bytes = compose(direction, UserId(u"u"_s), body).bytes();
    const QByteArray tail = bytes.sliced(bytes.indexOf(R"("userId":"u")") + 12);
    QCOMPARE(tail, fields + '}');
    QCOMPARE(compose(direction, UserId(u"u"_s), decode(frameOf(bytes))).bytes(), bytes);
}

void TestEventBody::readsTheSeedsExamples()
{
    QHash<QString, EventFrame> seed;
    for (const CorpusFile &file : acceptedCorpus())
        seed.insert(file.name, frameOf(file.bytes));
    const auto body = [&seed]<typename Body>(const QString &name, const Body *) {
        return std::get<Body>(decode(seed.value(name)));
    };
    constexpr const Text *AText = nullptr;

    const Text reply = body(u"outbound/text-with-quick-replies"_s, AText);
    QCOMPARE(reply.imageId, u"some-image-id"_s);
    QCOMPARE(reply.quickReplies,
             (QList{QuickReply{
                 u"postback"_s, u"Alternativ 1"_s, u"postback-alternative-1"_s, {}, false}}));
    QCOMPARE(reply.agent,
             (Speaker{u"bot"_s, u"Bot"_s, {}, u"avatar1"_s, u"https://some-url.png"_s}));
    QCOMPARE(body(u"outbound/text-from-bot"_s, AText).typingMs, 1000);
    QCOMPARE(body(u"outbound/text"_s, AText).agent->type, u"human"_s);
    QCOMPARE(body(u"inbound/text-with-payload"_s, AText).quickReplyPayload,
             u"postback-alternative-1"_s);
    QCOMPARE(body(u"inbound/typing-on"_s, static_cast<const TypingOn *>(nullptr)).text,
             u"Hej, jag mitt na"_s);
    QCOMPARE(
        body(u"outbound/queue-number"_s, static_cast<const QueueNumber *>(nullptr)).queueNumber, 1);
    QCOMPARE(
        body(u"internal/handover-to-queue"_s, static_cast<const HandoverToQueue *>(nullptr)).queue,
        QueueId(u"other_queue"_s));
    QCOMPARE(body(u"internal/claim-session"_s, static_cast<const ClaimSession *>(nullptr)).agent,
             AgentId(u"some-agent"_s));
    QVERIFY(body(u"internal/application-heartbeat"_s,
                 static_cast<const ApplicationHeartbeat *>(nullptr))
                .available);
    QVERIFY(!seed.value(u"internal/application-heartbeat"_s).isNull());

    for (auto example = seed.cbegin(); example != seed.cend(); ++example) {
        const bool isOdd = example.key().startsWith("odd/"_L1);
        QVERIFY2(isOdd || !std::holds_alternative<Opaque>(decode(*example)),
                 qUtf8Printable(example.key()));
    }
}

void TestEventBody::readsAroundOddFields()
{
    const auto text = bodyOf<Text>(
        R"({"type":"text","direction":"outbound","userId":"u","text":"kept","huge":1e400,"typing":"soon","imageId":7,)"
        R"("agent":{"id":"a","name":5,"more":1e999,"id2":{}},"deep":)"
        + QByteArray(5000, '[') + QByteArray(5000, ']') + '}');
    QCOMPARE(text.text, u"kept"_s);
    QCOMPARE(text.typingMs, 0);
    QVERIFY(text.imageId.isEmpty());
    QCOMPARE(text.agent, (Speaker{u"a"_s, {}, {}, {}, {}}));

    const auto start
        = bodyOf<Start>(R"({"type":"start","direction":"inbound","userId":"u","params":[1]})");
    QVERIFY(start.params.isEmpty());
    // What Qt cannot read takes nothing else with it.
    const auto odd = bodyOf<Start>(
        R"({"type":"start","direction":"inbound","userId":"u","params":{"a":1,"a":1e400,"x":-1e999,)"
        R"("platformId":"sales","deep":)"
        + QByteArray(2000, '[') + QByteArray(2000, ']') + R"(,"list":[1],"n":null}})");
    QCOMPARE(odd.params,
             (QJsonObject{{u"platformId"_s, u"sales"_s},
                          {u"list"_s, QJsonArray{1}},
                          {u"n"_s, QJsonValue::Null}}));
    const auto status = bodyOf<AgentStatus>(
        R"({"type":"agent_status","direction":"internal","agentId":"a","queues":[1,"b",null]})");
    QCOMPARE(*status.queues, QList{QueueId(u"b"_s)});
}

void TestEventBody::skipsQuickRepliesThatCannotBeRead()
{
    const auto text = bodyOf<Text>(
        R"({"type":"text","direction":"outbound","userId":"u","quickReplies":[null,7,[],{"text":"Ja \ud83d","payload":"y","x":1e400}]})");
    QCOMPARE(text.quickReplies.size(), 1);
    QCOMPARE(text.quickReplies.constFirst().text, u"Ja "_s + QChar(0xd83d));
    QVERIFY(bodyOf<Text>(
                R"({"type":"text","direction":"outbound","userId":"u","quickReplies":{"a":1}})")
                .quickReplies.isEmpty());
}

void TestEventBody::keepsDefaultsForNumbersOutOfRange()
{
    for (const QByteArray &number :
         {"1e400"_ba, "3000000000"_ba, "-3000000000"_ba, "1.5"_ba, "\"1\""_ba, "null"_ba}) {
        const auto body = bodyOf<QueueNumber>(
            R"({"type":"queue_number","direction":"outbound","userId":"u","queueNumber":)" + number
            + '}');
        QVERIFY2(body.queueNumber == 0, number.constData());
    }
}

void TestEventBody::leavesUnknownTypesOpaque()
{
    QVERIFY(std::holds_alternative<Opaque>(
        decode(frameOf(R"({"type":"shake","direction":"inbound","userId":"u"})"))));
    // Known, but not in this direction.
    QVERIFY(std::holds_alternative<Opaque>(
        decode(frameOf(R"({"type":"info","direction":"inbound","userId":"u"})"))));
    QVERIFY(std::holds_alternative<Opaque>(decode(EventFrame())));
}

void TestEventBody::decodesTheWholeCorpusWithoutHarm_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const CorpusFile &file : acceptedCorpus())
        QTest::newRow(file.rowName().constData()) << file.bytes;
}

void TestEventBody::decodesTheWholeCorpusWithoutHarm()
{
    QFETCH(const QByteArray, bytes);
    const EventFrame frame = frameOf(bytes);
    const EventBody body = decode(frame);
    QCOMPARE(std::visit([]<typename Body>(const Body &) { return Body::Type; }, body),
             frame.type());
    if (frame.type() != EventType::Opaque)
        QVERIFY(EventFrame::fromSender(
            compose(frame.direction(), frame.user(), body, frame.id()).bytes()));
}

void TestEventBody::makesIdsThatDiffer()
{
    QSet<QString> ids;
    for (int i = 0; i < 1000; ++i)
        ids.insert(makeEventId().value());
    QCOMPARE(ids.size(), 1000);
    for (const QString &id : std::as_const(ids))
        QCOMPARE(id.size(), 32);
}

QTEST_GUILESS_MAIN(TestEventBody)
#include "tst_eventbody.moc"
