// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/hostandfollower.h"

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;

//! What one host writes is noted, and another one that takes the notes has the same.
class ChangesTest : public HostAndFollower
{
    Q_OBJECT
private slots:
    void notesNothingWhereItIsOneAlone();
    void bringsEachKindOfChange_data();
    void bringsEachKindOfChange();
    void bringsOddNamesAsTheyAre();
    void isBroughtUpToDateInAnyPieces();
    void takesNothingTwiceAndNothingWithAGap();
    void ridsTheCopyOfWhatIsErased();
    void isNoMessageWhatIsNone();
};

void ChangesTest::notesNothingWhereItIsOneAlone()
{
    Host host(m_host, false);
    QVERIFY(host.isOpen);
    QVERIFY(host.say(u"u1"_s, u"a"_s));
    QCOMPARE(host.database->changes(), 0u);
}

void ChangesTest::bringsEachKindOfChange_data()
{
    QTest::addColumn<std::function<bool(Host &)>>("change");
    const auto row = [](const char *name, const std::function<bool(Host &)> &change) {
        QTest::newRow(name) << change;
    };
    row("an event", [](Host &host) { return host.say(u"u1"_s, u"b"_s); });
    row("a key", [](Host &host) { return host.saveKey(u"k2"_s, true); });
    row("a key is revoked", [](Host &host) { return host.removeKey(u"k1"_s); });
    row("a token", [](Host &host) { return host.saveToken(u"u2"_s); });
    row("an image", [](Host &host) { return host.saveImage(u"i2"_s, u"u1"_s); });
    row("images go", [](Host &host) { return host.removeImages(u"u1"_s); });
    row("a customer is erased", [](Host &host) { return host.erase(u"u1"_s); });
    row("a session's time is up", [](Host &host) { return host.erase(u"u1"_s, true); });
    row("an event under an id that was erased",
        [](Host &host) { return host.erase(u"u1"_s) && host.say(u"u1"_s, u"a"_s); });
}

void ChangesTest::bringsEachKindOfChange()
{
    QFETCH(std::function<bool(Host &)>, change);
    Host host(m_host);
    Follower follower(m_follower);
    QVERIFY(host.isOpen && follower.isOpen && follower.takeFile(m_host));
    QVERIFY(host.say(u"u1"_s, u"a"_s) && host.saveKey(u"k1"_s) && host.saveToken(u"u1"_s)
            && host.saveImage(u"i1"_s, u"u1"_s));
    QVERIFY(follower.takeChanges(host));
    QCOMPARE(rowsIn(m_follower), rowsIn(m_host));
    const Seq before = host.database->changes();
    QVERIFY(change(host));
    QVERIFY(host.database->changes() > before);
    QVERIFY(rowsIn(m_follower) != rowsIn(m_host));
    QVERIFY(follower.takeChanges(host));
    QCOMPARE(rowsIn(m_follower), rowsIn(m_host));
    QCOMPARE(follower.copy.head(), host.database->changes());
}

void ChangesTest::bringsOddNamesAsTheyAre()
{
    Host host(m_host);
    Follower follower(m_follower);
    QVERIFY(follower.takeFile(m_host));
    const QString lone(QChar(0xd800));
    const QString withNul = u"a\0b"_s;
    QVERIFY(host.saveToken(lone) && host.saveToken(withNul) && host.saveToken(QString())
            && host.saveKey(lone) && host.removeKey(lone));
    QVERIFY(follower.takeChanges(host));
    QCOMPARE(rowsIn(m_follower), rowsIn(m_host));
}

void ChangesTest::isBroughtUpToDateInAnyPieces()
{
    Host host(m_host);
    Follower follower(m_follower);
    QVERIFY(follower.takeFile(m_host));
    const QString much(20'000, u'x');
    for (int i = 0; i < 100; ++i)
        QVERIFY(host.say(u"u1"_s, QString::number(i), much));
    const ChangePage first = host.changesBehind(follower.copy.head());
    QVERIFY(first.changes.size() < 100); // a page has its bounds
    QVERIFY(follower.takeChanges(host));
    QCOMPARE(rowsIn(m_follower), rowsIn(m_host));
}

void ChangesTest::takesNothingTwiceAndNothingWithAGap()
{
    Host host(m_host);
    Follower follower(m_follower);
    QVERIFY(follower.takeFile(m_host));
    for (int i = 0; i < 4; ++i)
        QVERIFY(host.say(u"u1"_s, QString::number(i)));
    const QList<Change> all = host.changesBehind(follower.copy.head()).changes;
    QVERIFY(follower.take([&] { follower.copy.apply(toBytes(all.first(2))); }));
    QVERIFY(follower.take([&] { follower.copy.apply(toBytes(all.first(3))); }));
    QCOMPARE(follower.copy.head(), all.at(2).number);
    QVERIFY(host.say(u"u1"_s, u"more"_s));
    const Seq before = follower.copy.head();
    QVERIFY(!follower.take(
        [&] { follower.copy.apply(toBytes(host.changesBehind(before + 1).changes)); }));
    QCOMPARE(follower.copy.head(), before);
}

void ChangesTest::ridsTheCopyOfWhatIsErased()
{
    Host host(m_host);
    Follower follower(m_follower);
    QVERIFY(follower.takeFile(m_host) && host.saveToken(u"erased-name"_s)
            && host.say(u"erased-name"_s, u"a"_s, u"erased-words"_s) && host.say(u"u2"_s, u"b"_s));
    QVERIFY(follower.takeChanges(host));
    QVERIFY(isAnywhereIn(m_follower, "erased-words"));
    QVERIFY(host.done([&](const auto &told) {
        host.credentials.removeTokens({UserId(u"erased-name"_s)}, &host.context, told);
    }));
    QVERIFY(host.erase(u"erased-name"_s));
    QVERIFY(follower.takeChanges(host)); // as it does before the host goes on
    QVERIFY(host.scrub());
    QVERIFY(follower.takeChanges(host));
    for (const QString &directory : {m_host, m_follower}) {
        QVERIFY(!isAnywhereIn(directory, "erased-words"));
        QVERIFY(!isAnywhereIn(directory, "erased-name"));
    }
    QCOMPARE(rowsIn(m_follower), rowsIn(m_host));
}

void ChangesTest::isNoMessageWhatIsNone()
{
    Change change{7, 1, {{sqlite::Value::Kind::Integer, 3, {}}}, {}};
    const QByteArray good = toBytes({change});
    QCOMPARE(changesOf(good)->constFirst().key, change.key);
    for (qsizetype size = 1; size < good.size(); ++size)
        QVERIFY(!changesOf(good.first(size)));
    QVERIFY(changesOf({})->isEmpty());
}

QTEST_GUILESS_MAIN(ChangesTest)
#include "tst_changes.moc"
