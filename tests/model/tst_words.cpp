// SPDX-License-Identifier: GPL-3.0-or-later
// What an agent writes with: canned replies, whose they are and which one fits, and tags.
#include "tests/model/talkingset.h"
#include "ui/model/fuzzy.h"
#include "ui/model/replybook.h"

#include <QSignalSpy>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace sermo::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

QStringList shortcuts(const QList<CannedReply> &replies)
{
    QStringList found;
    for (const CannedReply &reply : replies)
        found += reply.shortcut;
    return found;
}

const QList<CannedReply> Replies
    = {{u"adress"_s, u"Jag har uppdaterat din adress."_s, false},
       {u"adressbyte"_s, u"Du kan ändra adress på mina sidor."_s, false},
       {u"faktura"_s, u"Fakturan skickas om i dag."_s, false},
       {u"hej"_s, u"Hej {name}! Vad kan jag hjälpa dig med?"_s, true},
       {u"omstart"_s, u"Dra ur routern och vänta i tio sekunder."_s, false}};

event::CannedReply canned(const QString &shortcut, const QString &text, bool removed = false)
{
    return {{}, shortcut, text, removed};
}

} // namespace

class WordsTest : public QObject
{
    Q_OBJECT

private slots:
    void findsLettersInTheirOrder_data();
    void findsLettersInTheirOrder();
    void whatBeginsWithItIsFoundFirst();
    void theReplyThatWasMeantComesFirst_data();
    void theReplyThatWasMeantComesFirst();
    void fieldsAreFilled_data();
    void fieldsAreFilled();
    void aSlashAsksForReplies_data();
    void aSlashAsksForReplies();
    void theTeamsRepliesAreWhatTheLogSays();
    void anAgentsOwnRepliesOutliveARestart();
    void theTeamsRepliesAreSetForAll();
    void tagsAreWhatTheLogSays();

private:
    QTemporaryDir m_folder;
};

void WordsTest::findsLettersInTheirOrder_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("found");
    QTest::newRow("nothing typed") << u""_s << u"faktura"_s << true;
    QTest::newRow("the beginning") << u"fak"_s << u"faktura"_s << true;
    QTest::newRow("the middle") << u"tur"_s << u"faktura"_s << true;
    QTest::newRow("scattered") << u"fkr"_s << u"faktura"_s << true;
    QTest::newRow("in another order") << u"rkf"_s << u"faktura"_s << false;
    QTest::newRow("one too many") << u"fakturaa"_s << u"faktura"_s << false;
    QTest::newRow("in capitals") << u"FAK"_s << u"faktura"_s << true;
    QTest::newRow("without the dots") << u"overl"_s << u"Överlåtelse"_s << true;
    QTest::newRow("with the dots") << u"överlå"_s << u"Overlatelse"_s << true;
    QTest::newRow("nothing to find in") << u"a"_s << u""_s << false;
    QTest::newRow("a letter twice") << u"aa"_s << u"a"_s << false;
}

void WordsTest::findsLettersInTheirOrder()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, text);
    QFETCH(const bool, found);
    QCOMPARE(fuzzyFit(folded(typed), folded(text)).has_value(), found);
}

void WordsTest::whatBeginsWithItIsFoundFirst()
{
    // From the best to the worst.
    const QStringList texts = {u"fakt"_s,      u"faktura"_s, u"ny faktura"_s,
                               u"nyfaktura"_s, u"f a k t"_s, u"flyttanmälan är klar i kväll"_s};
    std::optional<int> before;
    for (const QString &text : texts) {
        const auto fit = fuzzyFit(u"fakt"_s, folded(text));
        QVERIFY2(fit || text == texts.last(), qPrintable(text));
        if (before && fit)
            QVERIFY2(*before > *fit, qPrintable(text));
        before = fit;
    }
}

void WordsTest::theReplyThatWasMeantComesFirst_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("said");
    QTest::addColumn<QStringList>("found");
    const QStringList all = shortcuts(Replies);
    QTest::newRow("nothing typed, nothing said: all") << u""_s << u""_s << all;
    QTest::newRow("what the customer types ranks them")
        << u""_s << u"routern blinkar"_s
        << QStringList{u"omstart"_s, u"adress"_s, u"adressbyte"_s, u"faktura"_s, u"hej"_s};
    QTest::newRow("in another form of the word")
        << u""_s << u"var är min faktura?"_s
        << QStringList{u"faktura"_s, u"adress"_s, u"adressbyte"_s, u"hej"_s, u"omstart"_s};
    QTest::newRow("by the shortcut")
        << u"adr"_s << u""_s << QStringList{u"adress"_s, u"adressbyte"_s};
    QTest::newRow("of alike ones the customer's") << u"adr"_s << u"jag vill ändra den på sidorna"_s
                                                  << QStringList{u"adressbyte"_s, u"adress"_s};
    QTest::newRow("the whole shortcut") << u"adressbyte"_s << u""_s << QStringList{u"adressbyte"_s};
    QTest::newRow("by the text") << u"routern"_s << u""_s << QStringList{u"omstart"_s};
    QTest::newRow("none") << u"xyz"_s << u"faktura"_s << QStringList{};
}

void WordsTest::theReplyThatWasMeantComesFirst()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, said);
    QFETCH(const QStringList, found);
    QCOMPARE(shortcuts(fitting(Replies, typed, said)), found);
}

void WordsTest::fieldsAreFilled_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("result");
    QTest::newRow("none") << u"Hej!"_s << u"Hej!"_s;
    QTest::newRow("one") << u"Hej {agent}!"_s << u"Hej Anders!"_s;
    QTest::newRow("two") << u"{agent} i {queue}"_s << u"Anders i Allmänt"_s;
    QTest::newRow("an unknown one stays") << u"Hej {x}!"_s << u"Hej {x}!"_s;
    QTest::newRow("an empty one goes with its space") << u"Hej {name}!"_s << u"Hej!"_s;
    QTest::newRow("and with its comma") << u"Hej, {name}!"_s << u"Hej!"_s;
    QTest::newRow("and at the beginning") << u"{name}, hej!"_s << u"hej!"_s;
    QTest::newRow("a value with braces is a value") << u"{odd}"_s << u"{agent}"_s;
    QTest::newRow("braces alone") << u"{} {"_s << u"{} {"_s;
}

void WordsTest::fieldsAreFilled()
{
    QFETCH(const QString, text);
    QFETCH(const QString, result);
    const Fields fields = {{u"name"_s, QString()},
                           {u"agent"_s, u"Anders"_s},
                           {u"queue"_s, u"Allmänt"_s},
                           {u"odd"_s, u"{agent}"_s}};
    QCOMPARE(filled(text, fields), result);
}

void WordsTest::aSlashAsksForReplies_data()
{
    QTest::addColumn<QString>("text"); // the cursor is at its end
    QTest::addColumn<int>("from");
    QTest::addColumn<QString>("typed");
    QTest::newRow("alone") << u"/"_s << 0 << u""_s;
    QTest::newRow("with letters") << u"/adr"_s << 0 << u"adr"_s;
    QTest::newRow("after a word") << u"Hej /adr"_s << 4 << u"adr"_s;
    QTest::newRow("on a new line") << u"Hej\n/adr"_s << 4 << u"adr"_s;
    QTest::newRow("in a word") << u"och/eller"_s << -1 << u""_s;
    QTest::newRow("in an address") << u"https://"_s << -1 << u""_s;
    QTest::newRow("left behind") << u"/adr och"_s << -1 << u""_s;
    QTest::newRow("nothing") << u""_s << -1 << u""_s;
}

void WordsTest::aSlashAsksForReplies()
{
    QFETCH(const QString, text);
    QFETCH(const int, from);
    QFETCH(const QString, typed);
    const SlashWord word = slashWord(text, text.size());
    QCOMPARE(int(word.from), from);
    QCOMPARE(word.typed, typed);
}

void WordsTest::theTeamsRepliesAreWhatTheLogSays()
{
    TalkingSet console;
    const ReplyBook book(m_folder.filePath(u"team.json"_s), console.store, 1h);
    QSignalSpy changed(&book, &ReplyBook::changed);
    // As the broker tells it at the start, and as it is set later.
    console.link.deliver({Told::passing(Direction::Internal, {}, canned(u"b"_s, u"B"_s)),
                          console.told.internal({}, canned(u"a"_s, u"A"_s))});
    QCOMPARE(shortcuts(book.all()), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(changed.count(), 1);
    console.link.deliver({console.told.internal({}, canned(u"a"_s, u"A!"_s)),
                          console.told.internal({}, canned(u"b"_s, {}, true))});
    QCOMPARE(book.all(), (QList<CannedReply>{{u"a"_s, u"A!"_s, false}}));
    console.link.deliver({Told::passing(Direction::Internal, {}, canned(u"a"_s, u"A!"_s))});
    QCOMPARE(changed.count(), 2); // nothing new
    console.store.reset();
    QVERIFY(book.all().isEmpty());
}

void WordsTest::anAgentsOwnRepliesOutliveARestart()
{
    TalkingSet console;
    const QString path = m_folder.filePath(u"own.json"_s);
    {
        ReplyBook book(path, console.store, 1h);
        book.setOwn(u"hej"_s, u"Hej {name}! 😀"_s);
        book.setOwn(u"bort"_s, u"x"_s);
        book.removeOwn(u"bort"_s);
        book.flush();
    }
    const ReplyBook book(path, console.store, 1h);
    console.link.deliver({console.told.internal({}, canned(u"hej"_s, u"Hej"_s))});
    // His own first.
    QCOMPARE(
        book.all(),
        (QList<CannedReply>{{u"hej"_s, u"Hej {name}! 😀"_s, true}, {u"hej"_s, u"Hej"_s, false}}));
}

void WordsTest::theTeamsRepliesAreSetForAll()
{
    TalkingSet console;
    console.controller.setTeamReply(u"hej"_s, u"Hej!"_s);
    console.controller.removeTeamReply(u"bort"_s);
    const QList<EventFrame> sent = console.link.takeSent(EventType::CannedReply);
    QCOMPARE(sent.size(), 2);
    QVERIFY(sent.at(0).user().isEmpty());
    QCOMPARE(sent.at(0).direction(), Direction::Internal);
    const EventBody body = decode(sent.at(0));
    QCOMPARE(std::get<event::CannedReply>(body).shortcut, u"hej"_s);
    QCOMPARE(std::get<event::CannedReply>(body).agent, Anders);
    QVERIFY(console.store.table().replies.isEmpty()); // not before the log has it
    console.link.deliver({console.told.ack(sent.at(0).id())});
    QCOMPARE(console.store.table().replies.value(u"hej"_s), u"Hej!"_s);
}

void WordsTest::tagsAreWhatTheLogSays()
{
    TalkingSet console;
    QSignalSpy changed(&console.store, &SessionStore::sessionsChanged);
    console.link.deliver({console.told.internal(Robin, event::Tag{Anders, u"faktura"_s, false}),
                          console.told.internal(Robin, event::Tag{Anders, u"adress"_s, false}),
                          console.told.internal(Robin, event::Tag{Anders, u"faktura"_s, false})});
    QCOMPARE(console.store.live(Robin).tags, (QStringList{u"faktura"_s, u"adress"_s}));
    QCOMPARE(changed.count(), 1);
    console.controller.untag(Robin, u"faktura"_s);
    const QList<EventFrame> sent = console.link.takeSent(EventType::Tag);
    QCOMPARE(sent.size(), 1);
    console.link.deliver({console.told.ack(sent.at(0).id())});
    QCOMPARE(console.store.live(Robin).tags, QStringList{u"adress"_s});
}

QTEST_GUILESS_MAIN(WordsTest)
#include "tst_words.moc"
