// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/eventframe.h"
#include "broker/protocol/jsonmembers.h"
#include "tests/support/corpus.h"
#include "tests/support/fakeclock.h"

#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

//! The event as bytes plus envelope, over the golden corpus and by hand.
class TestEventFrame : public QObject
{
    Q_OBJECT
private slots:
    void leavesEveryByteInPlace_data();
    void leavesEveryByteInPlace();
    void refusesWithTheRightCode_data();
    void refusesWithTheRightCode();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void splicesOnlyTheTwoKeys_data();
    void splicesOnlyTheTwoKeys();
    void readsBackWhatItDelivers_data();
    void readsBackWhatItDelivers();
    void readsTheEnvelope_data();
    void readsTheEnvelope();
    void keepsByNameInWhateverDirection_data();
    void keepsByNameInWhateverDirection();
    void namesTheIdOfWhatItRefuses_data();
    void namesTheIdOfWhatItRefuses();
    void writesTheTimeOfReceptionInUtc();
    void givesSeqZeroToWhatOnlyPasses();
    void refusesADeliveryWithAnOddSeq_data();
    void refusesADeliveryWithAnOddSeq();
    void wantsAUserWhereTheContractDoes_data();
    void wantsAUserWhereTheContractDoes();
    void isNullOnlyWhenMadeOfNothing();
};

namespace
{

void addRows(const QList<CorpusFile> &files)
{
    QTest::addColumn<CorpusFile>("file");
    for (const CorpusFile &file : files)
        QTest::newRow(file.rowName().constData()) << file;
}

EventFrame frameOf(const QByteArray &bytes)
{
    auto frame = EventFrame::fromSender(bytes);
    if (!frame)
        qFatal("refused: %s", qUtf8Printable(frame.error().message));
    return *frame;
}

StoredEvent stored(const QByteArray &bytes, Seq seq = 42)
{
    return {seq, FakeClock::StartMs, u"key:a"_s, frameOf(bytes)};
}

} // namespace

void TestEventFrame::leavesEveryByteInPlace_data()
{
    addRows(acceptedCorpus());
}

void TestEventFrame::leavesEveryByteInPlace()
{
    QFETCH(const CorpusFile, file);
    QVERIFY(file.bytes.size() <= EventFrame::MaxBytes);
    const auto frame = EventFrame::fromSender(file.bytes);
    QVERIFY2(frame, frame ? "" : qUtf8Printable(frame.error().message));
    QCOMPARE(frame->bytes(), file.bytes);
    QVERIFY(EventFrame::fromBroker(file.bytes));
}

void TestEventFrame::refusesWithTheRightCode_data()
{
    addRows(refusedCorpus());
}

//! For who writes the client: a `hello` with a wrong number has no direction to be blamed for.
void TestEventFrame::namesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("message");
    QTest::newRow("a greeting that does not fit")
        << R"({"type":"hello","since":"7"})"_ba << u"`hello` is not understood here"_s;
    QTest::newRow("an answer of the broker's")
        << R"({"type":"welcome"})"_ba << u"`welcome` is not understood here"_s;
    QTest::newRow("an event without a direction")
        << R"({"type":"text","userId":"u"})"_ba << u"`direction` must be a string"_s;
    QTest::newRow("a greeting whose direction is none")
        << R"({"type":"hello","direction":7})"_ba << u"`direction` must be a string"_s;
}

void TestEventFrame::namesWhatIsWrong()
{
    QFETCH(const QByteArray, bytes);
    const auto frame = EventFrame::fromSender(bytes);
    QVERIFY(!frame);
    QVERIFY(frame.error().code == ErrorCode::BadEvent);
    QTEST(frame.error().message, "message");
}

void TestEventFrame::refusesWithTheRightCode()
{
    QFETCH(const CorpusFile, file);
    const auto frame = EventFrame::fromSender(file.bytes);
    QVERIFY(!frame);
    QCOMPARE(wireName(frame.error().code), wireName(*file.refused));
    QVERIFY(!frame.error().message.isEmpty());
}

void TestEventFrame::splicesOnlyTheTwoKeys_data()
{
    addRows(acceptedCorpus());
}

void TestEventFrame::splicesOnlyTheTwoKeys()
{
    QFETCH(const CorpusFile, file);
    const StoredEvent event{
        std::numeric_limits<Seq>::max(), FakeClock::StartMs, {}, frameOf(file.bytes)};
    QByteArray delivered = event.delivered();
    QVERIFY(delivered.size() <= file.bytes.size() + 256);
    const QByteArray receipt
        = R"(,"seq":18446744073709551615,"receivedAt":"2026-03-02T12:00:00.000Z")";
    const qsizetype at = file.bytes.lastIndexOf('}');
    QCOMPARE(delivered.sliced(at, receipt.size()), receipt);
    delivered.remove(at, receipt.size());
    QCOMPARE(delivered, file.bytes);
}

void TestEventFrame::readsBackWhatItDelivers_data()
{
    addRows(acceptedCorpus());
}

void TestEventFrame::readsBackWhatItDelivers()
{
    QFETCH(const CorpusFile, file);
    const StoredEvent event = stored(file.bytes, 9007199254740993);
    const QByteArray delivered = event.delivered();
    const auto back = readDelivered(delivered);
    QVERIFY2(back, back ? "" : qUtf8Printable(back.error().message));
    QCOMPARE(back->seq, event.seq);
    QCOMPARE(back->receivedMs, event.receivedMs);
    QCOMPARE(back->frame.bytes(), delivered);
    QCOMPARE(back->frame.user(), event.frame.user());
    QCOMPARE(back->frame.envelope().typeName, event.frame.envelope().typeName);
    // A sender may not say so itself.
    QCOMPARE(EventFrame::fromSender(delivered).error().code, ErrorCode::ReservedField);
}

void TestEventFrame::readsTheEnvelope_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<EventType>("type");
    QTest::addColumn<QString>("typeName");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("id");
    QTest::newRow("a known type")
        << R"({"type":"text","direction":"inbound","userId":"u","id":"i"})"_ba << Direction::Inbound
        << EventType::Text << u"text"_s << u"u"_s << u"i"_s;
    QTest::newRow("an unknown type")
        << R"({"type":"shake","direction":"outbound","userId":"u"})"_ba << Direction::Outbound
        << EventType::Opaque << u"shake"_s << u"u"_s << u""_s;
    QTest::newRow("a known type elsewhere")
        << R"({"type":"end_session","direction":"internal","userId":"u"})"_ba << Direction::Internal
        << EventType::Opaque << u"end_session"_s << u"u"_s << u""_s;
    QTest::newRow("application-wide")
        << R"({"type":"application_heartbeat","direction":"internal"})"_ba << Direction::Internal
        << EventType::ApplicationHeartbeat << u"application_heartbeat"_s << u""_s << u""_s;
    QTest::newRow("escaped names and values")
        << R"({"\u0074ype":"te\u0078t","direction":"inbound","userId":"\ud83d\ude00","id":"\ud83d"})"_ba
        << Direction::Inbound << EventType::Text << u"text"_s << u"😀"_s << QString(QChar(0xd83d));
    QTest::newRow("a name of the dialogue")
        << R"({"type":"ack","direction":"internal"})"_ba << Direction::Internal << EventType::Opaque
        << u"ack"_s << u""_s << u""_s;
}

void TestEventFrame::readsTheEnvelope()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const Direction, direction);
    QFETCH(const EventType, type);
    QFETCH(const QString, typeName);
    QFETCH(const QString, user);
    QFETCH(const QString, id);
    const EventFrame frame = frameOf(bytes);
    QCOMPARE(frame.direction(), direction);
    QCOMPARE(frame.type(), type);
    QCOMPARE(frame.envelope().typeName, typeName);
    QCOMPARE(frame.user(), UserId(user));
    QCOMPARE(frame.id(), EventId(id));
}

void TestEventFrame::keepsByNameInWhateverDirection_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Keeping>("keeping");
    const auto row
        = [](const char *title, const char *type, const char *direction, Keeping keeping) {
              QTest::newRow(title)
                  << R"({"type":"%1","direction":"%2","userId":"u"})"_ba.replace("%1", type)
                         .replace("%2", direction)
                  << keeping;
          };
    row("text is stored", "text", "inbound", Keeping::Stored);
    row("what is unknown is stored", "shake", "internal", Keeping::Stored);
    row("typing passes", "typing_on", "inbound", Keeping::Passing);
    row("typing passes where it is unknown", "typing_off", "internal", Keeping::Passing);
    row("a draft passes where it is unknown", "draft", "outbound", Keeping::Passing);
    row("an answer is never stored", "ack", "internal", Keeping::Dialogue);
    row("a greeting is never stored", "hello", "inbound", Keeping::Dialogue);
}

void TestEventFrame::keepsByNameInWhateverDirection()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const Keeping, keeping);
    QCOMPARE(frameOf(bytes).envelope().keeping(), keeping);
    QCOMPARE(frameOf(bytes).envelope().isStored(), keeping == Keeping::Stored);
}

void TestEventFrame::namesTheIdOfWhatItRefuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("id");
    QTest::newRow("an unknown direction")
        << R"({"type":"text","direction":"up","userId":"u","id":"i"})"_ba << u"i"_s;
    QTest::newRow("no type") << R"({"id":"i","direction":"inbound","userId":"u"})"_ba << u"i"_s;
    QTest::newRow("a repeated key") << R"({"id":"i","type":"text","type":"text"})"_ba << u"i"_s;
    QTest::newRow("a repeated id: the last, as a browser has it")
        << R"({"id":"i","id":"j"})"_ba << u"j"_s;
    QTest::newRow("a reserved field") << R"({"id":"i","seq":1})"_ba << u"i"_s;
    QTest::newRow("an id of another kind")
        << R"({"type":"text","direction":"inbound","userId":"u","id":7})"_ba << u""_s;
    QTest::newRow("no JSON at all") << R"({"id":"i")"_ba << u""_s;
}

void TestEventFrame::namesTheIdOfWhatItRefuses()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, id);
    const auto frame = EventFrame::fromSender(bytes);
    QVERIFY(!frame);
    QCOMPARE(frame.error().id, EventId(id));
}

void TestEventFrame::writesTheTimeOfReceptionInUtc()
{
    StoredEvent event = stored(R"({"type":"text","direction":"inbound","userId":"u"} )");
    event.receivedMs = 1582027233766;
    QCOMPARE(
        event.delivered(),
        R"({"type":"text","direction":"inbound","userId":"u","seq":42,"receivedAt":"2020-02-18T12:00:33.766Z"} )");
}

void TestEventFrame::givesSeqZeroToWhatOnlyPasses()
{
    const auto event = readDelivered(R"({"type":"typing_on","direction":"outbound","userId":"u"})");
    QVERIFY(event);
    QCOMPARE(event->seq, Seq(0));
    QCOMPARE(event->receivedMs, 0);
    QVERIFY(!readDelivered(R"({"type":"ack","id":"i","seq":7})"));
}

void TestEventFrame::refusesADeliveryWithAnOddSeq_data()
{
    QTest::addColumn<QByteArray>("seq");
    QTest::newRow("a string") << "\"7\""_ba;
    QTest::newRow("zero") << "0"_ba;
    QTest::newRow("negative") << "-1"_ba;
    QTest::newRow("a fraction") << "1.5"_ba;
    QTest::newRow("null") << "null"_ba;
}

void TestEventFrame::refusesADeliveryWithAnOddSeq()
{
    QFETCH(const QByteArray, seq);
    const auto event
        = readDelivered(R"({"type":"text","direction":"inbound","userId":"u","seq":)" + seq + '}');
    QVERIFY(!event);
    QCOMPARE(event.error().code, ErrorCode::BadEvent);
}

void TestEventFrame::wantsAUserWhereTheContractDoes_data()
{
    QTest::addColumn<bool>("wanted");
    for (const EventTypeInfo &row : eventTypes()) {
        if (row.type == EventType::Opaque)
            continue;
        QTest::newRow(qPrintable(u"inbound %1"_s.arg(row.name))) << true;
        QTest::newRow(qPrintable(u"outbound %1"_s.arg(row.name))) << true;
        // Where a name is unknown it is any name: application-wide for all we know.
        QTest::newRow(qPrintable(u"internal %1"_s.arg(row.name)))
            << (row.internal && row.wantsUser);
    }
}

void TestEventFrame::wantsAUserWhereTheContractDoes()
{
    QFETCH(const bool, wanted);
    const QList<QByteArray> words = QByteArray(QTest::currentDataTag()).split(' ');
    const QByteArray event
        = R"({"direction":")" + words.at(0) + R"(","type":")" + words.at(1) + '"';
    QVERIFY(EventFrame::fromSender(event + R"(,"userId":"u"})"));
    QCOMPARE(EventFrame::fromSender(event + '}').has_value(), !wanted);
}

void TestEventFrame::isNullOnlyWhenMadeOfNothing()
{
    QVERIFY(EventFrame().isNull());
    QVERIFY(!frameOf(R"({"type":"x","direction":"internal"})").isNull());
}

QTEST_GUILESS_MAIN(TestEventFrame)
#include "tst_eventframe.moc"
