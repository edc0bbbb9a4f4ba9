// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/followedlog.h"

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using enum Direction;

//! What the history finds, in which order, and whom it answers.
class TestHistory : public QObject
{
    Q_OBJECT
private slots:
    void findsWhatWasSaid_data();
    void findsWhatWasSaid();
    void narrowsByFilters_data();
    void narrowsByFilters();
    void showsWhereTheWordsAre();
    void givesPageAfterPageNewestFirst();
    void beginsAConversationWhenTheLastOneHasEnded();
    void keepsWhatACustomerCallsHimself();
    void keepsACustomersFirstWords();
    void followsAConversationThatGoesOn();
    void opensOneConversationPageByPage();
    void answersInTheAskersThread();
    void looksForNothingThatNobodyWaitsFor();
    void aPageOfVeryLongConversationsIsShorter();
    void cleanupTestCase();

private:
    std::shared_ptr<FollowedLog> m_said, m_filtered; //!< the rows only look
};

void TestHistory::findsWhatWasSaid_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("users");
    QTest::newRow("a word") << u"faktura"_s << QStringList{u"bo"_s, u"ada"_s};
    QTest::newRow("another case") << u"FAKTURA"_s << QStringList{u"bo"_s, u"ada"_s};
    QTest::newRow("without its accents") << u"rakning"_s << QStringList{u"cleo"_s};
    QTest::newRow("with accents that it has not") << u"fäktura"_s << QStringList{u"bo"_s, u"ada"_s};
    QTest::newRow("a beginning, while it is typed") << u"fakt"_s << QStringList{u"bo"_s, u"ada"_s};
    QTest::newRow("the middle of a word is none") << u"ktura"_s << QStringList();
    QTest::newRow("all words, in any order") << u"betala faktura"_s << QStringList{u"ada"_s};
    QTest::newRow("words of different events") << u"hjälper faktura"_s << QStringList{u"ada"_s};
    QTest::newRow("a name") << u"oberg"_s << QStringList{u"cleo"_s};
    QTest::newRow("a number within") << u"70557076"_s << QStringList{u"bo"_s};
    QTest::newRow("a note between agents") << u"svårhanterlig"_s << QStringList{u"ada"_s};
    QTest::newRow("a rating's line") << u"kanon"_s << QStringList{u"cleo"_s};
    QTest::newRow("operators are words") << u"faktura OR rakning"_s << QStringList();
    QTest::newRow("quotes are signs") << u"\"faktura\" -bo* (NEAR"_s << QStringList();
    QTest::newRow("signs around a word") << u"(faktura)"_s << QStringList{u"bo"_s, u"ada"_s};
    QTest::newRow("nothing but signs") << u"\"*()-:^"_s << QStringList();
    QTest::newRow("nothing: all, the newest first")
        << QString() << QStringList{u"cleo"_s, u"bo"_s, u"ada"_s};
}

void TestHistory::findsWhatWasSaid()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, users);
    const bool isFirst = !m_said;
    if (isFirst)
        m_said = std::make_shared<FollowedLog>();
    FollowedLog &scene = *m_said;
    if (isFirst) {
        QVERIFY(scene.log.isOpen);
        scene.happens(Inbound, u"ada"_s, event::Start{});
        scene.happens(Inbound, u"ada"_s, saying(u"Kan jag betala min faktura?"_s));
        scene.happens(Outbound, u"ada"_s, saying(u"Jag hjälper dig"_s));
        scene.happens(Internal, u"ada"_s, event::Note{AgentId(u"anna"_s), u"Svårhanterlig"_s, {}});
        scene.happens(Inbound, u"bo"_s, saying(u"Faktura 70557076, tack"_s));
        scene.converse(u"cleo"_s, u"Räkning"_s, u"sales"_s, u"anna"_s, 0, {}, u"demo"_s);
        scene.happens(Inbound, u"cleo"_s, event::Rating{5, u"Kanon!"_s});
        scene.follow();
    }
    QCOMPARE(scene.found(text), users);
}

void TestHistory::narrowsByFilters_data()
{
    QTest::addColumn<HistoryQuery>("query");
    QTest::addColumn<QStringList>("users");
    const auto row = [](const char *name, const QStringList &users, auto set) {
        HistoryQuery query;
        set(query);
        QTest::newRow(name) << query << users;
    };
    using Q = HistoryQuery &;
    row("a queue", {u"cleo"_s, u"ada"_s}, [](Q q) { q.queue = QueueId(u"general"_s); });
    row("a part of a queue's name is none", {}, [](Q q) { q.queue = QueueId(u"gene"_s); });
    row("the platform's queue", {u"dora"_s}, [](Q q) { q.queue = QueueId(u"platforms"_s); });
    row("an agent", {u"bo"_s, u"ada"_s}, [](Q q) { q.agent = AgentId(u"anna"_s); });
    row("a brand", {u"cleo"_s}, [](Q q) { q.brand = u"demo"_s; });
    row("a customer's number", {u"cleo"_s}, [](Q q) { q.customer = u"no-cleo"_s; });
    row("a user", {u"bo"_s}, [](Q q) { q.customer = u"bo"_s; });
    row("rated well", {u"ada"_s}, [](Q q) { q.ratingFrom = 4; });
    row("rated badly: who did not rate is not there", {u"bo"_s}, [](Q q) { q.ratingTo = 2; });
    row("a tag", {u"cleo"_s}, [](Q q) { q.tag = u"retur"_s; });
    row("a part of a tag is none", {}, [](Q q) { q.tag = u"ret"_s; });
    row("a tag that was taken away", {}, [](Q q) { q.tag = u"flytt"_s; });
    row("a reason", {u"bo"_s}, [](Q q) { q.reason = u"Klart"_s; });
    row("left", {u"dora"_s}, [](Q q) { q.reason = u"left"_s; });
    row("words and filters", {u"ada"_s}, [](Q q) {
        q.text = u"hej"_s;
        q.agent = AgentId(u"anna"_s);
        q.ratingFrom = 5;
    });
    row("from a time on", {u"dora"_s, u"cleo"_s},
        [](Q q) { q.fromMs = test::FakeClock::StartMs + 2 * 3'600'000; });
    row("before a time", {u"bo"_s, u"ada"_s},
        [](Q q) { q.toMs = test::FakeClock::StartMs + 2 * 3'600'000; });
}

void TestHistory::narrowsByFilters()
{
    QFETCH(const HistoryQuery, query);
    QFETCH(const QStringList, users);
    const bool isFirst = !m_filtered;
    if (isFirst)
        m_filtered = std::make_shared<FollowedLog>();
    FollowedLog &scene = *m_filtered;
    if (isFirst) {
        scene.converse(u"ada"_s, u"Hej"_s, u"general"_s, u"anna"_s, 5, {});
        scene.converse(u"bo"_s, u"Hej"_s, u"sales"_s, u"anna"_s, 2, u"Klart"_s);
        scene.happens(Internal, u"nobody"_s, event::Note{AgentId(u"anna"_s), u"Paus"_s, {}}, 7200);
        scene.converse(u"cleo"_s, u"Hej"_s, u"general"_s, u"berit"_s, 0, {}, u"demo"_s);
        const AgentId berit(u"berit"_s);
        scene.happens(Internal, u"cleo"_s, event::Tag{berit, u"flytt"_s, false});
        scene.happens(Internal, u"cleo"_s, event::Tag{berit, u"retur"_s, false});
        scene.happens(Internal, u"cleo"_s, event::Tag{berit, u"flytt"_s, true});
        scene.happens(Inbound, u"dora"_s, event::Start{});
        scene.happens(Internal, u"dora"_s, event::HandoverToAgent{});
        scene.happens(Inbound, u"dora"_s, event::ClientLeft{});
        scene.follow();
    }
    QCOMPARE(scene.found(query), users);
}

void TestHistory::showsWhereTheWordsAre()
{
    FollowedLog scene;
    scene.converse(u"ada"_s, u"Var är min räkning <b>nu</b>?"_s, u"general"_s, u"anna"_s, 4,
                   u"Klart"_s, u"demo"_s);
    scene.follow();
    HistoryQuery query;
    query.text = u"rakning"_s;
    const HistoryPage page = scene.index.search(query);
    QCOMPARE(page.conversations.size(), 1);
    const Conversation &one = page.conversations.first();
    QCOMPARE(one.excerpt, u"Var är min \u0002räkning\u0003 <b>nu</b>?\nKlart\n"_s);
    QCOMPARE(one.session, Seq(1));
    QCOMPARE(one.queue, QueueId(u"general"_s));
    QCOMPARE(one.agent, AgentId(u"anna"_s));
    QCOMPARE(one.customerName, u"Åsa Öberg"_s);
    QCOMPARE(one.rating, 4);
    QVERIFY(one.hasEnded);
    QCOMPARE(one.lastMs - one.beganMs, 6'000);
    QCOMPARE(page.indexed, scene.log.log.head());
}

void TestHistory::givesPageAfterPageNewestFirst()
{
    FollowedLog scene;
    QStringList all;
    for (int i = 0; i < 23; ++i) {
        all.prepend(u"u%1"_s.arg(i));
        scene.happens(Inbound, all.first(), saying(u"Hej"_s));
    }
    scene.follow();
    for (const auto &text : {u"hej"_s, QString()}) {
        HistoryQuery query;
        query.text = text;
        query.limit = 10;
        QStringList users;
        QList<qsizetype> sizes;
        do {
            const HistoryPage page = scene.index.search(query);
            QVERIFY2(!page.failed, qPrintable(page.why));
            sizes.append(page.conversations.size());
            for (const Conversation &one : page.conversations)
                users.append(one.user.value());
            query.before = page.next;
        } while (query.before > 0);
        QCOMPARE(users, all);
        QCOMPARE(sizes, (QList<qsizetype>{10, 10, 3}));
    }
}

//! As a console shows it: by `start`, until somebody identifies him; anew with each session.
void TestHistory::keepsWhatACustomerCallsHimself()
{
    FollowedLog scene;
    const auto starts = [&scene](const QString &name) {
        scene.happens(Inbound, u"ada"_s, event::Start{{{u"name"_s, name}}});
    };
    const auto names = [&scene] {
        scene.follow();
        const Conversation last = scene.index.search({}).conversations.first();
        return QStringList{last.customerName, last.ownName};
    };
    starts(u"Ada"_s);
    QCOMPARE(names(), QStringList({QString(), u"Ada"_s}));
    QCOMPARE(scene.found(u"ada"_s).size(), 1);
    starts(u"Another"_s); // the session has begun: nothing changes
    QCOMPARE(names(), QStringList({QString(), u"Ada"_s}));
    scene.happens(Outbound, u"ada"_s, event::EndSession{});
    starts(u"Adelheid"_s);
    QCOMPARE(names(), QStringList({QString(), u"Adelheid"_s}));
    scene.happens(Internal, u"ada"_s,
                  event::CustomerIdentified{u"demo"_s, u"7"_s, u"Ada Lovelace"_s});
    QCOMPARE(names(), QStringList({u"Ada Lovelace"_s, u"Adelheid"_s}));
    for (const auto &word : {u"adelheid"_s, u"lovelace"_s})
        QCOMPARE(scene.found(word).size(), 1);
}

//! What a conversation is about, as a list of them can say it: nobody else's words, one line.
void TestHistory::keepsACustomersFirstWords()
{
    FollowedLog scene;
    const auto opening = [&scene] {
        scene.follow();
        return scene.index.search({}).conversations.constFirst().opening;
    };
    scene.happens(Inbound, u"ada"_s, event::Start{});
    scene.happens(Outbound, u"ada"_s, saying(u"Vad kan jag hjälpa dig med?"_s));
    scene.happens(Inbound, u"ada"_s, saying({})); // an image alone
    QCOMPARE(opening(), QString());
    scene.happens(Inbound, u"ada"_s, saying(u"Jag vill\n  flytta"_s));
    QCOMPARE(opening(), u"Jag vill flytta"_s);
    scene.happens(Inbound, u"ada"_s, saying(u"mitt bredband"_s));
    QCOMPARE(opening(), u"Jag vill flytta"_s);
    scene.happens(Outbound, u"ada"_s, event::EndSession{});
    scene.happens(Inbound, u"ada"_s, saying(u"x"_s.repeated(119) + u"😀 och mer"_s));
    QCOMPARE(opening(), u"x"_s.repeated(119)); // no half of a sign
}

void TestHistory::beginsAConversationWhenTheLastOneHasEnded()
{
    FollowedLog scene;
    scene.converse(u"ada"_s, u"Ettan"_s, u"general"_s, u"anna"_s, 0, {}, u"demo"_s);
    scene.converse(u"ada"_s, u"Tvåan"_s, u"sales"_s, {}, 0, {});
    scene.follow();
    QCOMPARE(scene.found(u"ettan"_s).size(), 1);
    QCOMPARE(scene.found(u"ettan tvåan"_s).size(), 0);
    QCOMPARE(scene.found(u"oberg"_s).size(), 2); // who he is stays known
}

void TestHistory::followsAConversationThatGoesOn()
{
    FollowedLog scene;
    scene.happens(Inbound, u"ada"_s, saying(u"Hej"_s));
    scene.follow();
    QCOMPARE(scene.found(u"faktura"_s), QStringList());
    scene.happens(Inbound, u"ada"_s, saying(u"Min faktura"_s));
    scene.follow();
    QCOMPARE(scene.found(u"hej faktura"_s), QStringList{u"ada"_s});
    scene.index.close();
    QCOMPARE(scene.found(u"hej faktura"_s), QStringList{u"ada"_s}); // it was on the disk
}

void TestHistory::opensOneConversationPageByPage()
{
    FollowedLog scene;
    scene.happens(Inbound, u"ada"_s, saying(u"Ettan"_s));
    for (int i = 0; i < 700; ++i)
        scene.happens(i % 2 ? Inbound : Outbound, u"ada"_s, saying(u"Hm"_s));
    scene.happens(Inbound, u"bo"_s, saying(u"Hej"_s));
    scene.happens(Outbound, u"ada"_s, event::EndSession{});
    const Seq second = scene.happens(Inbound, u"ada"_s, saying(u"Tvåan"_s));
    scene.follow();
    QList<qsizetype> sizes;
    QByteArrayList all;
    Seq after = 0;
    do {
        const HistoryTranscript page = scene.index.openConversation(1, after);
        QVERIFY2(page.isKnown && !page.failed, qPrintable(page.why));
        QCOMPARE(page.conversation.user, UserId(u"ada"_s));
        sizes.append(page.events.size());
        all += page.events;
        after = page.next;
    } while (after > 0);
    QCOMPARE(sizes, (QList<qsizetype>{500, 202}));
    QVERIFY(all.first().contains("Ettan"));
    QVERIFY(all.last().contains("end_session"));
    QVERIFY(!all.join().contains("Tvåan"));
    QCOMPARE(scene.index.openConversation(second, 0).events.size(), 1);
    QVERIFY(!scene.index.openConversation(2, 0).isKnown); // nothing begins there
}

void TestHistory::answersInTheAskersThread()
{
    FollowedLog scene;
    scene.converse(u"ada"_s, u"faktura"_s, u"general"_s, u"anna"_s, 0, {});
    std::optional<HistoryPage> page;
    History history(scene.directory.path());
    HistoryQuery query;
    query.text = u"faktura"_s;
    // It follows as soon as it is there; ask until it has.
    QVERIFY(waitUntil([&] {
        if (page && page->indexed == scene.log.log.head())
            return true;
        history.search(query, this, [&](const HistoryPage &answer) {
            QCOMPARE(QThread::currentThread(), thread());
            page = answer;
        });
        return false;
    }));
    QCOMPARE(page->conversations.size(), 1);
    auto gone = std::make_unique<QObject>();
    history.search(query, gone.get(), [](const HistoryPage &) { QFAIL("nobody asks any more"); });
    gone.reset();
    page.reset();
    history.search(query, this, [&](const HistoryPage &answer) { page = answer; });
    QVERIFY(waitUntil([&] { return page.has_value(); }));
}

//! Who asks with every key that is pressed has hung up on all questions but the last.
void TestHistory::looksForNothingThatNobodyWaitsFor()
{
    FollowedLog scene;
    scene.converse(u"ada"_s, u"faktura"_s, u"general"_s, u"anna"_s, 0, {});
    History history(scene.directory.path());
    HistoryQuery slow; // a good part of a second, each
    slow.text = u"faktura "_s.repeated(5000);
    for (int i = 0; i < 200; ++i) {
        QObject impatient;
        history.search(slow, &impatient, [](const HistoryPage &) { QFAIL("nobody is there"); });
    }
    std::optional<HistoryPage> page;
    history.search({}, this, [&](const HistoryPage &answer) { page = answer; });
    QVERIFY(waitUntil([&] { return page.has_value(); }));
    QCOMPARE(page->conversations.size(), 1);
}

//! What a program may write of any length does not make an answer of any length.
void TestHistory::aPageOfVeryLongConversationsIsShorter()
{
    FollowedLog scene;
    constexpr int Ended = 30;
    for (int i = 0; i < Ended; ++i)
        scene.converse(u"u%1"_s.arg(i), u"Hej"_s, u"general"_s, {}, 0, QString(60'000, u'x'));
    scene.follow();
    HistoryQuery query;
    QSet<UserId> users;
    do {
        const HistoryPage page = scene.index.search(query);
        QVERIFY2(!page.failed, qPrintable(page.why));
        QVERIFY(!page.conversations.isEmpty() && page.conversations.size() < 20);
        for (const Conversation &one : page.conversations)
            users.insert(one.user);
        query.before = page.next;
    } while (query.before > 0);
    QCOMPARE(users.size(), Ended);
}

void TestHistory::cleanupTestCase()
{
    m_said.reset();
    m_filtered.reset();
}

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
