// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/clusteroptions.h"
#include "broker/store/nats/names.h"
#include "broker/store/nats/serverversion.h"
#include "broker/store/nats/streamindex.h"
#include "broker/store/nats/streammessage.h"
#include "broker/store/nats/streamsetup.h"
#include "broker/store/nats/vanished.h"
#include "tests/store/logprobe.h"
#include "tests/store/nats/fakeservers.h"

#include <QSet>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using namespace sermo::store::nats;

//! What needs no server: names, addresses, versions, and what is known of a stream.
class TestNatsParts : public QObject
{
    Q_OBJECT

private slots:
    void writesAnyNameAsOneWord_data();
    void writesAnyNameAsOneWord();
    void tellsOddNamesApart();
    void shortensNamesThatASubjectCannotHold();
    void refusesWordsThatAreNone_data();
    void refusesWordsThatAreNone();
    void readsTheAddressesOfServers_data();
    void readsTheAddressesOfServers();
    void warnsOfOldServersOnly_data();
    void warnsOfOldServersOnly();
    void forgetsWhatItHasNotLearntYet();
    void skipsWhatIsMissing();
    void hidesARepeatedEventAndErasesItWithTheFirst();
    void noticesAnotherEventUnderAKnownNumber();
    void knowsWhenAllIsHeard_data();
    void knowsWhenAllIsHeard();
    void speaksTlsWhenAnyServerDoes();
    void leavesPasswordsOutOfComplaints();
    void takesForRemovedOnlyWhatNoServerHas();
};

void TestNatsParts::writesAnyNameAsOneWord_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("plain") << u"8a8b5c18-c0dd"_s << QByteArray("8a8b5c18-c0dd");
    QTest::newRow("none") << QString() << QByteArray("=");
    QTest::newRow("another network's") << u"messenger:4.2"_s << QByteArray("messenger=003a4=002e2");
    QTest::newRow("wildcards and spaces") << u"* >"_s << QByteArray("=002a=0020=003e");
    QTest::newRow("an escape") << u"=0041"_s << QByteArray("=003d0041");
    QTest::newRow("beyond ASCII") << u"å"_s << QByteArray("=00e5");
    QTest::newRow("a lone surrogate") << QString(QChar(0xd800)) << QByteArray("=d800");
    QTest::newRow("NUL and a line's end")
        << QString(u"a\0\r\n"_s) << QByteArray("a=0000=000d=000a");
}

void TestNatsParts::writesAnyNameAsOneWord()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, word);
    QCOMPARE(toWord(name), word);
    QCOMPARE(fromWord(word), std::optional(name));
}

void TestNatsParts::tellsOddNamesApart()
{
    const QStringList names{u""_s,  u"="_s,       u"=0061"_s, u"a"_s,   u"A"_s, u"a "_s,
                            u"å"_s, u"a\u030a"_s, u"=h"_s,    u"a.b"_s, u"ab"_s};
    QSet<QByteArray> words;
    QSet<EventKey> keys;
    for (const QString &name : names) {
        words.insert(subjectWord(UserId(name)));
        keys.insert(keyOf(name, EventId(u"x"_s)));
        if (!name.isEmpty())
            keys.insert(keyOf(u"x"_s, EventId(name)));
    }
    QCOMPARE(words.size(), names.size());
    QCOMPARE(keys.size(), names.size() * 2 - 1);
    QVERIFY(keyOf(u"x"_s, EventId()).isEmpty());
}

void TestNatsParts::shortensNamesThatASubjectCannotHold()
{
    const UserId one(QString(60'000, u'å'));
    const UserId other(QString(60'000, u'å') + u'a');
    QVERIFY(subjectWord(one).size() < 100);
    QVERIFY(subjectWord(one) != subjectWord(other));
    QVERIFY(!fromWord(subjectWord(one)));
}

void TestNatsParts::refusesWordsThatAreNone_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("half an escape") << QByteArray("a=00");
    QTest::newRow("no number") << QByteArray("=00zz");
}

void TestNatsParts::refusesWordsThatAreNone()
{
    QFETCH(const QByteArray, word);
    QVERIFY(!fromWord(word));
}

void TestNatsParts::readsTheAddressesOfServers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("servers");
    QTest::newRow("one") << u"nats://a:4222"_s << QStringList{u"nats://a:4222"_s};
    QTest::newRow("three") << u"tls://a:4222,b:4223,c"_s
                           << QStringList{u"tls://a:4222"_s, u"tls://b:4223"_s, u"tls://c"_s};
    QTest::newRow("with a user") << u"nats://u:p%40w@a:1,u:x@b:2"_s
                                 << QStringList{u"nats://u:p%40w@a:1"_s, u"nats://u:x@b:2"_s};
    QTest::newRow("IPv6") << u"nats://[::1]:4222"_s << QStringList{u"nats://[::1]:4222"_s};
    QTest::newRow("with and without TLS") << u"nats://a,tls://b"_s << QStringList();
    QTest::newRow("TLS for some") << u"a,tls://b"_s << QStringList();
    QTest::newRow("another scheme") << u"http://a:4222"_s << QStringList();
    QTest::newRow("nobody") << u"nats://"_s << QStringList();
    QTest::newRow("nothing between") << u"nats://a,,b"_s << QStringList();
    QTest::newRow("a path") << u"nats://a:4222/x"_s << QStringList();
    QTest::newRow("no port") << u"nats://a:x"_s << QStringList();
}

void TestNatsParts::readsTheAddressesOfServers()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, servers);
    const auto parsed = parseServers(text);
    QCOMPARE(parsed.has_value(), !servers.isEmpty());
    if (parsed)
        QCOMPARE(*parsed, servers);
}

void TestNatsParts::warnsOfOldServersOnly_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<bool>("isOld");
    QTest::newRow("Debian 12") << u"2.9.10"_s << true;
    QTest::newRow("loses streams") << u"2.10.22"_s << true;
    QTest::newRow("mended") << u"2.10.23"_s << false;
    QTest::newRow("newer") << u"2.11.0"_s << false;
    QTest::newRow("a candidate of a newer one") << u"2.12.0-RC.1"_s << false;
    QTest::newRow("says nothing") << QString() << false;
}

void TestNatsParts::warnsOfOldServersOnly()
{
    QFETCH(const QString, version);
    QFETCH(const bool, isOld);
    const QString warning
        = versionWarning(u"nats://u:secret@a:4222"_s, QVersionNumber::fromString(version));
    QCOMPARE(!warning.isEmpty(), isOld);
    QVERIFY(!warning.contains("secret"_L1));
}

namespace
{

Incoming incoming(Seq seq, const QString &user)
{
    return {{seq, 0, u"key:ann"_s, textOf(user, u"id%1"_s.arg(seq))}, {}, false};
}

} // namespace

void TestNatsParts::forgetsWhatItHasNotLearntYet()
{
    StreamIndex index;
    index.learn(incoming(1, u"u1"_s));
    index.forget({2});
    index.learn(incoming(2, u"u1"_s));
    index.learn(incoming(3, u"u1"_s));
    QCOMPARE(index.select(ReadQuery()), (QList<Seq>{1, 3}));
    QCOMPARE(index.find(keyOf(u"key:ann"_s, EventId(u"id2"_s))), 0u);
    QCOMPARE(index.find(keyOf(u"key:ann"_s, EventId(u"id3"_s))), 3u);
}

void TestNatsParts::skipsWhatIsMissing()
{
    StreamIndex index;
    index.learn(incoming(3, u"u1"_s));
    index.skipTo(5);
    QCOMPARE(index.head(), 5u);
    QCOMPARE(index.select(ReadQuery()), QList<Seq>{3});
    index.learn(incoming(4, u"u1"_s)); // told too late: what was skipped stays so
    QCOMPARE(index.select(ReadQuery()), QList<Seq>{3});
}

void TestNatsParts::hidesARepeatedEventAndErasesItWithTheFirst()
{
    StreamIndex index;
    const auto event = [](Seq seq) { // the same, stored twice
        Incoming one = incoming(1, u"u1"_s);
        one.event.seq = seq;
        one.isControl = true;
        return one;
    };
    QCOMPARE(index.learn(event(1)), StreamIndex::Learnt::Kept);
    index.learn(incoming(2, u"u2"_s));
    QCOMPARE(index.learn(event(3)), StreamIndex::Learnt::Twice);
    QCOMPARE(index.select(ReadQuery()), (QList<Seq>{1, 2}));
    QCOMPARE(index.lastOnControlSubject(UserId(u"u1"_s)), 3u); // the servers judge by it
    EraseRequest request;
    request.user = UserId(u"u1"_s);
    QCOMPARE(index.select(request), (QList<Seq>{1, 3}));
    index.forget({1, 3});
    QCOMPARE(index.select(ReadQuery()), QList<Seq>{2});
    QCOMPARE(index.find(keyOf(u"key:ann"_s, EventId(u"id1"_s))), 0u);
}

void TestNatsParts::noticesAnotherEventUnderAKnownNumber()
{
    StreamIndex index;
    index.learn(incoming(1, u"u1"_s));
    index.learn(incoming(2, u"u1"_s));
    QVERIFY(!index.contradicts(incoming(2, u"u1"_s)));
    Incoming other = incoming(3, u"u1"_s);
    other.event.seq = 2;
    QVERIFY(index.contradicts(other));
    index.forget({2});
    QVERIFY(!index.contradicts(other)); // nothing is known of it any more
}

//! Numbers and counts of a moment ago: others erase meanwhile.
void TestNatsParts::knowsWhenAllIsHeard_data()
{
    QTest::addColumn<Seq>("upTo");
    QTest::addColumn<quint64>("events");
    QTest::addColumn<bool>("isAll");
    QTest::newRow("nothing") << Seq(0) << quint64(0) << false;
    QTest::newRow("some") << Seq(4) << quint64(2) << false;
    QTest::newRow("the last, one was erased meanwhile") << Seq(5) << quint64(2) << true;
    QTest::newRow("all but the last, which was erased before") << Seq(4) << quint64(3) << true;
}

void TestNatsParts::knowsWhenAllIsHeard()
{
    QFETCH(const Seq, upTo);
    QFETCH(const quint64, events);
    QFETCH(const bool, isAll);
    QCOMPARE((StreamFacts{{}, 5, 3}.isHeard(upTo, events)), isAll);
    QVERIFY((StreamFacts{{}, 0, 0}.isHeard(0, 0)));
}

void TestNatsParts::speaksTlsWhenAnyServerDoes()
{
    ClusterOptions options;
    options.servers = QStringList{u"nats://a"_s};
    QVERIFY(!options.isSecure());
    options.servers.append(u"tls://b"_s);
    QVERIFY(options.isSecure());
}

void TestNatsParts::leavesPasswordsOutOfComplaints()
{
    for (const QString &text : {u"http://u:secret@a"_s, u"nats://u:secret@a,,b"_s,
                                u"nats://u:se,cret@a"_s, u"nats://u:secret@a,tls://u:secret@b"_s}) {
        const auto parsed = parseServers(text);
        QVERIFY(!parsed);
        QVERIFY2(!parsed.error().contains(u"secret"_s) && !parsed.error().contains(u"se,"_s),
                 qPrintable(parsed.error()));
    }
}

//! What was not heard may have been put anew at that moment.
void TestNatsParts::takesForRemovedOnlyWhatNoServerHas()
{
    FakeServers servers;
    const Subjects subjects("s");
    QByteArrayList removed;
    Vanished vanished(servers, subjects, [&](const Kept &value) { removed.append(value.name); });
    vanished.ask({{"token.one", "value", 4}, {"token.two", "value", 5}});
    vanished.ask({{"token.three", "value", 6}, {"token.four", "value", 7}});
    QCOMPARE(servers.open(), 1);
    QCOMPARE(servers.next().subject, "$JS.API.STREAM.INFO.s_kept");
    QVERIFY(servers.next().data.contains("\"s.kept.token.one\""));
    servers.answer(R"({"state":{"subjects":{"s.kept.token.one":1}}})");
    servers.keepSilent();
    QVERIFY(servers.next().data.contains("token.two")); // until somebody says so
    servers.answer(R"({"state":{"messages":3,"last_seq":9}})");
    QCOMPARE(removed, QByteArrayList{"token.two"});
    servers.refuse(404, 10059, "stream not found"); // it was one of a stream that is no more
    servers.answer(R"({"state":{"messages":3}})");
    QCOMPARE(removed, (QByteArrayList{"token.two", "token.four"}));
    QCOMPARE(servers.open(), 0);
}

QTEST_GUILESS_MAIN(TestNatsParts)
#include "tst_natsparts.moc"
