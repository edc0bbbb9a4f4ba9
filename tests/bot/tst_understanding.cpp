// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/bot/understanding.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::bot;

class TestUnderstanding : public QObject
{
    Q_OBJECT
private slots:
    void findsTheQueueMeant_data();
    void findsTheQueueMeant();
    void findsTheQueueOfAButton();
    void findsCustomerNumbers_data();
    void findsCustomerNumbers();
    void hearsANo_data();
    void hearsANo();
    void namesAQueueWithoutWordsByItsName();
};

namespace
{

event::Text said(const QString &words, const QString &payload = {})
{
    event::Text text;
    text.text = words;
    text.quickReplyPayload = payload;
    return text;
}

} // namespace

void TestUnderstanding::findsTheQueueMeant_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("queue");
    QTest::newRow("the seed's customer")
        << u"sv"_s << u"Jag vill ändra faktura 70557076"_s << u"general"_s;
    QTest::newRow("a word in capitals") << u"en"_s << u"MY BROADBAND IS DOWN"_s << u"technical"_s;
    QTest::newRow("the beginning of a word") << u"sv"_s << u"Hur betalar man?"_s << u"general"_s;
    QTest::newRow("not the middle of a word") << u"en"_s << u"I am at the border"_s << u""_s;
    QTest::newRow("the label typed") << u"sv"_s << u"teknisk support."_s << u"technical"_s;
    QTest::newRow("the name of the queue typed") << u"sv"_s << u"Technical"_s << u"technical"_s;
    QTest::newRow("words of two queues") << u"en"_s << u"The invoice for my broadband"_s << u""_s;
    QTest::newRow("nothing of either") << u"en"_s << u"Hello?"_s << u""_s;
    QTest::newRow("an empty text") << u"en"_s << u""_s << u""_s;
    QTest::newRow("another language") << u"en"_s << u"räkning"_s << u""_s;
}

void TestUnderstanding::findsTheQueueMeant()
{
    QFETCH(const QString, language);
    QFETCH(const QString, words);
    QFETCH(const QString, queue);
    const Script script = Script::reception();
    QCOMPARE(
        queueMeant(said(words), script.phrases(language), desk::DeskConfig::defaults()).value(),
        queue);
}

void TestUnderstanding::findsTheQueueOfAButton()
{
    const Script script = Script::reception();
    const Phrases &phrases = script.phrases(u"en"_s);
    const desk::DeskConfig config = desk::DeskConfig::defaults();
    const QString sales = payload::forQueue(QueueId(u"sales"_s));
    QVERIFY(isButton(said({}, sales)));
    QCOMPARE(queueMeant(said(u"my broadband"_s, sales), phrases, config), QueueId(u"sales"_s));
    // A button of yesterday's configuration.
    QVERIFY(queueMeant(said(u"my broadband"_s, payload::forQueue(QueueId(u"closed"_s))), phrases,
                       config)
                .isEmpty());
    // Somebody else's button is words.
    QVERIFY(!isButton(said({}, u"postback-alternative-1"_s)));
    QCOMPARE(queueMeant(said(u"my broadband"_s, u"postback-alternative-1"_s), phrases, config),
             QueueId(u"technical"_s));
}

void TestUnderstanding::findsCustomerNumbers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("number");
    QTest::newRow("alone") << u"1234567"_s << u"1234567"_s;
    QTest::newRow("in a sentence") << u"Det är 1234567, tror jag"_s << u"1234567"_s;
    QTest::newRow("with spaces and dashes") << u"nr 123 456-7"_s << u"1234567"_s;
    QTest::newRow("too short") << u"12345"_s << u""_s;
    QTest::newRow("too long") << u"12345678901"_s << u""_s;
    QTest::newRow("the second of two") << u"I am 42 and it is 7654321"_s << u"7654321"_s;
    QTest::newRow("no digits") << u"I do not know"_s << u""_s;
    QTest::newRow("digits of another script") << u"١٢٣٤٥٦٧"_s << u""_s;
}

void TestUnderstanding::findsCustomerNumbers()
{
    QFETCH(const QString, text);
    QFETCH(const QString, number);
    QCOMPARE(customerNumberIn(text, Script::reception().customerNumber), number);
}

void TestUnderstanding::hearsANo_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<event::Text>("text");
    QTest::addColumn<bool>("isNo");
    QTest::newRow("the button") << u"en"_s << said(u"No, thank you"_s, payload::No) << true;
    QTest::newRow("the other button") << u"en"_s << said(u"Yes"_s, payload::Yes) << false;
    QTest::newRow("nej tack") << u"sv"_s << said(u"Nej tack!"_s) << true;
    QTest::newRow("no.") << u"en"_s << said(u" No. "_s) << true;
    QTest::newRow("the button's label typed") << u"en"_s << said(u"no, thank you"_s) << true;
    QTest::newRow("no, and more") << u"en"_s << said(u"No wait, one more thing"_s) << false;
    QTest::newRow("a question") << u"sv"_s << said(u"När kommer fakturan?"_s) << false;
    QTest::newRow("nothing") << u"sv"_s << said(u""_s) << false;
}

void TestUnderstanding::hearsANo()
{
    QFETCH(const QString, language);
    QFETCH(const event::Text, text);
    QFETCH(const bool, isNo);
    const Script script = Script::reception();
    QCOMPARE(saysNo(text, script.phrases(language)), isNo);
}

void TestUnderstanding::namesAQueueWithoutWordsByItsName()
{
    desk::DeskConfig config = desk::DeskConfig::defaults();
    config.queues += desk::Queue{QueueId(u"vip"_s), u"Partners"_s};
    config.queues += desk::Queue{QueueId(u"nameless"_s), {}};
    const Script script = Script::reception();
    const Phrases &phrases = script.phrases(u"sv"_s);
    QCOMPARE(labelOf(QueueId(u"vip"_s), phrases, config), u"Partners"_s);
    QCOMPARE(labelOf(QueueId(u"nameless"_s), phrases, config), u"nameless"_s);
    QCOMPARE(labelOf(QueueId(u"sales"_s), phrases, config), u"Köpa eller uppgradera"_s);
    QCOMPARE(queueMeant(said(u"partners"_s), phrases, config), QueueId(u"vip"_s));
    QVERIFY(queueMeant(said(u"?!"_s), phrases, config).isEmpty()); // not the nameless one
}

QTEST_GUILESS_MAIN(TestUnderstanding)
#include "tst_understanding.moc"
