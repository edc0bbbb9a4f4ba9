// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/clusteroptions.h"
#include "broker/store/nats/names.h"
#include "broker/store/nats/serverversion.h"
#include "broker/store/nats/streamindex.h"
#include "broker/store/nats/streammessage.h"
#include "tests/store/logprobe.h"

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

QTEST_GUILESS_MAIN(TestNatsParts)
#include "tst_natsparts.moc"
