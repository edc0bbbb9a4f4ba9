// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/socketio/packets.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo::server::socketio;

//! The words of Engine.IO 3 and 4 and of Socket.IO, as its clients write and read them.
class SocketIoPacketsTest : public QObject
{
    Q_OBJECT
private slots:
    void readsWhatWasPosted_data();
    void readsWhatWasPosted();
    void refusesWhatIsNoPayload_data();
    void refusesWhatIsNoPayload();
    void packsAsTheClientReads_data();
    void packsAsTheClientReads();
    void readsPackets_data();
    void readsPackets();
    void refusesWhatIsNoPacket_data();
    void refusesWhatIsNoPacket();
    void findsTheEventByteForByte_data();
    void findsTheEventByteForByte();
    void findsNoEventElsewhere_data();
    void findsNoEventElsewhere();
    void opensWithWhatTheClientNeeds_data();
    void opensWithWhatTheClientNeeds();
};

void SocketIoPacketsTest::readsWhatWasPosted_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QList<QByteArray>>("packets");
    const auto row = [](const char *name, int version, const QByteArray &body,
                        const QList<QByteArray> &packets) {
        QTest::newRow(name) << version << body << packets;
    };
    row("one of version 4", 4, "2", {"2"});
    row("two of version 4", 4,
        "3\x1e"
        "42[\"message\",{}]",
        {"3", "42[\"message\",{}]"});
    row("one of version 3", 3, "1:2", {"2"});
    row("two of version 3", 3, "1:217:42[\"message\",\"a\"]", {"2", "42[\"message\",\"a\"]"});
    row("two bytes are one unit", 3,
        "3:4\xc3\xa5\xc3\xa4"
        "1:2",
        {"4\xc3\xa5\xc3\xa4", "2"});
    row("three bytes are one unit", 3,
        "2:4\xe2\x82\xac"
        "1:2",
        {"4\xe2\x82\xac", "2"});
    row("four bytes are two units", 3,
        "3:4\xf0\x9f\x98\x80"
        "1:2",
        {"4\xf0\x9f\x98\x80", "2"});
}

void SocketIoPacketsTest::readsWhatWasPosted()
{
    QFETCH(int, version);
    QFETCH(QByteArray, body);
    QFETCH(QList<QByteArray>, packets);
    const auto found = unpacked(static_cast<Version>(version), body);
    QVERIFY(found);
    QCOMPARE(*found, packets);
}

void SocketIoPacketsTest::refusesWhatIsNoPayload_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, int version, const QByteArray &body) {
        QTest::newRow(name) << version << body;
    };
    row("nothing, 3", 3, "");
    row("nothing, 4", 4, "");
    row("no length", 3, "2");
    row("a length without an end", 3, "12");
    row("a length of none", 3, "0:");
    row("a negative length", 3, "-1:2");
    row("longer than it is", 3, "3:2");
    row("beyond any number", 3, "99999999999999999999:2");
    row("within a character of two units", 3, "2:4\xf0\x9f\x98\x80");
    row("a character that is cut", 3, "2:4\xe2\x82");
    row("no beginning of a character", 3, "2:4\x82");
    row("something behind", 3, "1:2x");
    row("an empty packet between", 4,
        "2\x1e\x1e"
        "2");
    row("an empty packet behind", 4, "2\x1e");
}

void SocketIoPacketsTest::refusesWhatIsNoPayload()
{
    QFETCH(int, version);
    QFETCH(QByteArray, body);
    QVERIFY(!unpacked(static_cast<Version>(version), body));
}

void SocketIoPacketsTest::packsAsTheClientReads_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QList<QByteArray>>("packets");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("version 4") << 4 << QList<QByteArray>{"40", "2"}
                               << QByteArray("40\x1e"
                                             "2");
    QTest::newRow("version 3") << 3 << QList<QByteArray>{"40", "3"} << QByteArray("2:401:3");
    QTest::newRow("counted as JavaScript does")
        << 3 << QList<QByteArray>{"4\xc3\xa5\xf0\x9f\x98\x80"}
        << QByteArray("4:4\xc3\xa5\xf0\x9f\x98\x80");
}

void SocketIoPacketsTest::packsAsTheClientReads()
{
    QFETCH(int, version);
    QFETCH(QList<QByteArray>, packets);
    QFETCH(QByteArray, body);
    QByteArray packed;
    for (const QByteArray &packet : packets)
        pack(static_cast<Version>(version), packed, packet);
    QCOMPARE(packed, body);
    QCOMPARE(unpacked(static_cast<Version>(version), packed), std::optional(packets));
}

void SocketIoPacketsTest::readsPackets_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("nameSpace");
    QTest::addColumn<QByteArray>("callback");
    QTest::addColumn<QByteArray>("data");
    const auto row
        = [](const char *name, const QByteArray &text, Packet::Type type,
             const QByteArray &nameSpace, const QByteArray &callback, const QByteArray &data) {
              QTest::newRow(name) << text << int(type) << nameSpace << callback << data;
          };
    using Type = Packet::Type;
    row("connect", "0", Type::Connect, "/", "", "");
    row("connect with auth", "0{\"apiKey\":\"k\"}", Type::Connect, "/", "", "{\"apiKey\":\"k\"}");
    row("connect elsewhere", "0/admin,{}", Type::Connect, "/admin", "", "{}");
    row("connect elsewhere with a query", "0/admin?a=b", Type::Connect, "/admin", "", "");
    row("disconnect", "1", Type::Disconnect, "/", "", "");
    row("event", "2[\"message\",{}]", Type::Event, "/", "", "[\"message\",{}]");
    row("event with a callback", "217[\"message\",{}]", Type::Event, "/", "17", "[\"message\",{}]");
    row("event elsewhere", "2/a,3[\"m\"]", Type::Event, "/a", "3", "[\"m\"]");
    row("binary", "51-[\"message\",{\"_placeholder\":true,\"num\":0}]", Type::BinaryEvent, "/", "",
        "");
}

void SocketIoPacketsTest::readsPackets()
{
    QFETCH(QByteArray, text);
    const auto packet = Packet::read(text);
    QVERIFY(packet);
    QTEST(int(packet->type), "type");
    QTEST(packet->nameSpace, "nameSpace");
    QTEST(packet->callback, "callback");
    QTEST(packet->data, "data");
}

void SocketIoPacketsTest::refusesWhatIsNoPacket_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no type") << QByteArray("[\"message\"]");
    QTest::newRow("an unknown type") << QByteArray("7[]");
    QTest::newRow("a callback beyond any number") << QByteArray("21234567890[\"message\",{}]");
}

void SocketIoPacketsTest::refusesWhatIsNoPacket()
{
    QFETCH(QByteArray, text);
    QVERIFY(!Packet::read(text));
}

void SocketIoPacketsTest::findsTheEventByteForByte_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QByteArray>("event");
    const auto row = [](const char *name, const QByteArray &arguments, const QByteArray &event) {
        QTest::newRow(name) << arguments << event;
    };
    row("alone", R"(["message",{"a":1}])", R"({"a":1})");
    row("order and numbers stay", R"(["message",{"b":1.50e3, "a":12345678901234567890}])",
        R"({"b":1.50e3, "a":12345678901234567890})");
    row("brackets in a text", R"(["message",{"text":"]},{\"["}])", R"({"text":"]},{\"["})");
    row("a backslash at the end", R"(["message",{"text":"\\"}])", R"({"text":"\\"})");
    row("lists within", R"(["message",{"a":[1,[2,{}]]}])", R"({"a":[1,[2,{}]]})");
    row("with blanks", " [ \"message\" , {\"a\":1} ] ", R"({"a":1})");
    row("more arguments", R"(["message",{"a":1},2])", R"({"a":1})");
    row("as a string", R"(["message","{\"a\":\"\u00e5\"}"])", "{\"a\":\"\xc3\xa5\"}");
}

void SocketIoPacketsTest::findsTheEventByteForByte()
{
    QFETCH(QByteArray, arguments);
    QFETCH(QByteArray, event);
    QCOMPARE(eventIn(arguments), std::optional(event));
}

void SocketIoPacketsTest::findsNoEventElsewhere_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("an object") << QByteArray(R"({"message":{}})");
    QTest::newRow("another name") << QByteArray(R"(["chat",{}])");
    QTest::newRow("no event") << QByteArray(R"(["message"])");
    QTest::newRow("no list's end") << QByteArray(R"(["message",{})");
    QTest::newRow("an event without an end") << QByteArray(R"(["message",{"a":"]])");
}

void SocketIoPacketsTest::findsNoEventElsewhere()
{
    QFETCH(QByteArray, arguments);
    QVERIFY(!eventIn(arguments));
}

void SocketIoPacketsTest::opensWithWhatTheClientNeeds_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("version 3") << 3;
    QTest::newRow("version 4") << 4;
}

void SocketIoPacketsTest::opensWithWhatTheClientNeeds()
{
    QFETCH(int, version);
    const QByteArray packet
        = written({static_cast<Version>(version), "abc", true, 1000, 10'000, 20'000});
    QCOMPARE(packet.front(), '0');
    const QJsonObject told = QJsonDocument::fromJson(packet.sliced(1)).object();
    QCOMPARE(told.value("sid"_L1), u"abc"_s);
    QCOMPARE(told.value("upgrades"_L1).toArray(), QJsonArray{u"websocket"_s});
    QCOMPARE(told.value("pingInterval"_L1), 10'000);
    QCOMPARE(told.value("pingTimeout"_L1), 20'000);
    QCOMPARE(told.contains("maxPayload"_L1), version == 4);
}

QTEST_APPLESS_MAIN(SocketIoPacketsTest)
#include "tst_packets.moc"
