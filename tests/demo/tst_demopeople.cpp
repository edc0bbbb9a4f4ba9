// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/bot/understanding.h"
#include "broker/demo/colleague.h"
#include "broker/demo/customer.h"
#include "broker/demo/picture.h"

#include <QImage>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::demo;

//! The simulated people, without a broker: what they do as time goes by.
class DemoPeopleTest : public QObject
{
    Q_OBJECT
private slots:
    void bothLanguagesHaveTheSameDay();
    void everyStoryIsSound_data();
    void everyStoryIsSound();
    void theReceptionUnderstandsEveryone_data() { everyStoryIsSound_data(); }
    void theReceptionUnderstandsEveryone();
    void aDayHasEachKindOfCustomer();
    void writesLetterByLetterBeforeHeSaysIt();
    void hesitatesAndTakesBackWhatHeWrote();
    void isGoneInTheMiddleOfALine();
    void tellsTheReceptionHisNumber();
    void answersWhoeverServesHimAndLeaves();
    void waitsForTheEndToRate();
    void sendsAPictureWithItsLine();
    void losesPatience();
    void aColleagueServesHisOwnCustomersAlone();
    void aColleagueEndsWithWhoIsGone_data();
    void aColleagueEndsWithWhoIsGone();
    void aColleagueLetsGoOfWhomAnotherTakes();
    void aPictureIsOne();
};

namespace
{

constexpr qint64 Step = 100;
constexpr qint64 Long = 120'000; //!< nobody writes so long at one line

Story story()
{
    Story one;
    one.name = u"Ada"_s;
    one.number = u"70557076"_s;
    one.says = {u"My wifi is slow"_s, u"Since Monday"_s, u"Thanks"_s};
    one.answers = {u"Since when?"_s, u"I mend it"_s, u"Bye"_s};
    return one;
}

QJsonObject said(const QString &direction, const QString &text, const QString &agentType = {})
{
    QJsonObject event{{u"type"_s, u"text"_s},
                      {u"direction"_s, direction},
                      {u"userId"_s, u"ada"_s},
                      {u"text"_s, text}};
    if (!agentType.isEmpty())
        event.insert(u"agent"_s, QJsonObject{{u"type"_s, agentType}});
    return event;
}

QJsonObject made(const QString &type, const QString &direction, const QJsonObject &more = {})
{
    QJsonObject whole = more;
    whole.insert(u"type"_s, type);
    whole.insert(u"direction"_s, direction);
    whole.insert(u"userId"_s, u"ada"_s);
    return whole;
}

//! Somebody, and all that he has done so far.
template <typename Someone>
struct Watched {
    Someone person;
    qint64 now = 0;
    QList<typename Someone::Act> acts = {};

    void live(qint64 ms)
    {
        for (const qint64 end = now + ms; now < end; now += Step)
            acts += person.advance(now);
    }
    [[nodiscard]] QStringList texts(typename Someone::Deed deed) const
    {
        QStringList all;
        for (const auto &act : acts) {
            if (act.deed == deed)
                all += act.text;
        }
        return all;
    }
};

Watched<Customer> arrived(const Story &one)
{
    return {Customer(one, 1, 0)};
}

Watched<Colleague> serving()
{
    const auto answers = [](const UserId &) { return story().answers; };
    Watched<Colleague> maja{Colleague({AgentId(u"maja"_s), u"Maja"_s}, answers)};
    maja.person.hear(made(u"claim_session"_s, u"internal"_s, {{u"agentId"_s, u"maja"_s}}), 0);
    return maja;
}

} // namespace

void DemoPeopleTest::bothLanguagesHaveTheSameDay()
{
    const Script english = Script::in(u"en"_s);
    const Script swedish = Script::in(u"sv"_s);
    QCOMPARE(english.stories.size(), swedish.stories.size());
    QVERIFY(english.stories.size() >= 10);
    QCOMPARE(english.colleagues.size(), swedish.colleagues.size());
    QVERIFY(!english.strangers.isEmpty() && !swedish.strangers.isEmpty());
    for (qsizetype i = 0; i < english.stories.size(); ++i)
        QCOMPARE(english.stories.at(i).says.size(), swedish.stories.at(i).says.size());
    QCOMPARE(Script::in(u"fi"_s).stories.constFirst().says, english.stories.constFirst().says);
}

void DemoPeopleTest::everyStoryIsSound_data()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("English") << u"en"_s;
    QTest::newRow("Swedish") << u"sv"_s;
}

void DemoPeopleTest::everyStoryIsSound()
{
    QFETCH(const QString, language);
    for (const Story &one : Script::in(language).stories) {
        QVERIFY2(!one.name.isEmpty(), qPrintable(one.says.join(u'/')));
        QVERIFY2(one.says.size() >= 2 && one.answers.size() >= one.says.size() - 1,
                 qPrintable(one.name));
        QVERIFY2(one.pictureAt.value_or(0) < one.says.size(), qPrintable(one.name));
        QVERIFY2(one.vanishesAt.value_or(0) < one.says.size(), qPrintable(one.name));
        QVERIFY2(one.score >= 0 && one.score <= 5, qPrintable(one.name));
        for (const QString &text : one.says + one.answers)
            QVERIFY2(!text.isEmpty() && text == text.trimmed(), qPrintable(one.name));
    }
}

//! Else he would be asked what he wants for ever, and never come into line.
void DemoPeopleTest::theReceptionUnderstandsEveryone()
{
    QFETCH(const QString, language);
    const bot::Script script = bot::Script::reception();
    const bot::Phrases &phrases = script.phrases(language);
    for (const Story &one : Script::in(language).stories) {
        event::Text text;
        text.text = one.says.constFirst();
        QVERIFY2(!bot::queueMeant(text, phrases, desk::DeskConfig::defaults()).isEmpty(),
                 qPrintable(text.text));
        QCOMPARE(bot::customerNumberIn(one.number, script.customerNumber), one.number);
    }
}

void DemoPeopleTest::aDayHasEachKindOfCustomer()
{
    int hesitating = 0;
    int vanishing = 0;
    int picturing = 0;
    for (const Story &one : Script::in(u"en"_s).stories) {
        hesitating += one.hesitates ? 1 : 0;
        vanishing += one.vanishesAt ? 1 : 0;
        picturing += one.pictureAt ? 1 : 0;
    }
    QVERIFY(hesitating >= 2 && vanishing >= 2 && picturing >= 2);
}

void DemoPeopleTest::writesLetterByLetterBeforeHeSaysIt()
{
    auto ada = arrived(story());
    ada.live(Long);
    const QStringList typed = ada.texts(Customer::Deed::Type);
    QVERIFY(typed.size() > 5);
    for (qsizetype i = 1; i < typed.size(); ++i)
        QVERIFY(typed.at(i).startsWith(typed.at(i - 1)));
    QVERIFY(story().says.first().startsWith(typed.last()));
    QCOMPARE(ada.texts(Customer::Deed::Say), QStringList{story().says.first()});
    QCOMPARE(ada.acts.last().deed, Customer::Deed::Say);
}

void DemoPeopleTest::hesitatesAndTakesBackWhatHeWrote()
{
    Story doubtful = story();
    doubtful.hesitates = true;
    auto ada = arrived(doubtful);
    ada.live(Long);
    const QStringList typed = ada.texts(Customer::Deed::Type);
    const qsizetype nothing = typed.lastIndexOf(QString());
    QVERIFY(nothing > 2); // something stood there before
    QVERIFY(typed.at(nothing - 1).size() < typed.at(nothing - 3).size());
    QVERIFY(nothing < typed.size() - 2); // and after
    QCOMPARE(ada.texts(Customer::Deed::Say), QStringList{doubtful.says.first()});
}

void DemoPeopleTest::isGoneInTheMiddleOfALine()
{
    Story fleeting = story();
    fleeting.vanishesAt = 0;
    auto ada = arrived(fleeting);
    ada.live(Long);
    QVERIFY(ada.person.isGone());
    QVERIFY(!ada.texts(Customer::Deed::Type).isEmpty());
    QCOMPARE(ada.texts(Customer::Deed::Say), QStringList());
    QCOMPARE(ada.acts.last().deed, Customer::Deed::Vanish);
}

void DemoPeopleTest::tellsTheReceptionHisNumber()
{
    auto ada = arrived(story());
    ada.person.hear(said(u"outbound"_s, u"Welcome!"_s, u"bot"_s), ada.now);
    ada.live(Long);
    ada.person.hear(said(u"outbound"_s, u"Your number?"_s, u"bot"_s), ada.now);
    ada.live(Long);
    ada.person.hear(said(u"outbound"_s, u"I put you through"_s, u"bot"_s), ada.now);
    ada.live(Long);
    QCOMPARE(ada.texts(Customer::Deed::Say), (QStringList{story().says.first(), story().number}));
    QJsonObject asked = said(u"outbound"_s, u"Are you there?"_s, u"bot"_s);
    asked.insert(u"quickReplies"_s,
                 QJsonArray{QJsonObject{{u"text"_s, u"Yes"_s}, {u"payload"_s, u"here"_s}}});
    ada.person.hear(asked, ada.now);
    ada.live(Long);
    QCOMPARE(ada.acts.last().deed, Customer::Deed::Say);
    QCOMPARE(ada.acts.last().payload, u"here"_s);
}

void DemoPeopleTest::answersWhoeverServesHimAndLeaves()
{
    auto ada = arrived(story());
    for (const QString &answer : story().answers) {
        ada.live(Long);
        ada.person.hear(said(u"outbound"_s, answer, u"human"_s), ada.now);
    }
    ada.live(Long);
    QCOMPARE(ada.texts(Customer::Deed::Say), story().says);
    QCOMPARE(ada.acts.last().deed, Customer::Deed::Leave);
    QVERIFY(ada.person.isGone());
}

void DemoPeopleTest::waitsForTheEndToRate()
{
    Story content = story();
    content.says.resize(1);
    content.score = 4;
    auto ada = arrived(content);
    ada.live(Long);
    ada.person.hear(said(u"outbound"_s, u"Done"_s, u"human"_s), ada.now);
    ada.live(Long);
    QVERIFY(!ada.person.isGone());
    ada.person.hear(made(u"end_session"_s, u"outbound"_s), ada.now);
    ada.live(Long);
    QCOMPARE(ada.texts(Customer::Deed::Rate), QStringList{u"4"_s});
    QVERIFY(ada.person.isGone());
}

void DemoPeopleTest::sendsAPictureWithItsLine()
{
    Story picturing = story();
    picturing.pictureAt = 0;
    auto ada = arrived(picturing);
    ada.live(Long);
    QVERIFY(ada.acts.last().hasPicture);
    auto other = arrived(story());
    other.live(Long);
    QVERIFY(!other.acts.last().hasPicture);
}

void DemoPeopleTest::losesPatience()
{
    auto ada = arrived(story());
    ada.live(Customer::Patience);
    QVERIFY(!ada.person.isGone()); // it counts from his last word
    ada.live(Long);
    QCOMPARE(ada.acts.last().deed, Customer::Deed::Leave);
}

void DemoPeopleTest::aColleagueServesHisOwnCustomersAlone()
{
    auto maja = serving();
    maja.live(Long / 4);
    QCOMPARE(maja.texts(Colleague::Deed::Say), QStringList{story().answers.first()});
    QCOMPARE(maja.acts.first().deed, Colleague::Deed::Type);
    QJsonObject another = said(u"inbound"_s, u"Me?"_s);
    another.insert(u"userId"_s, u"bob"_s);
    maja.person.hear(another, maja.now);
    maja.live(Long / 4);
    QCOMPARE(maja.texts(Colleague::Deed::Say).size(), 1);
    for (int i = 0; i < 2; ++i) {
        maja.person.hear(said(u"inbound"_s, u"I see"_s), maja.now);
        maja.live(Long / 4);
    }
    QCOMPARE(maja.texts(Colleague::Deed::Say), story().answers);
    maja.live(Long);
    QCOMPARE(maja.acts.last().deed, Colleague::Deed::End);
    QCOMPARE(maja.acts.last().user, UserId(u"ada"_s));
}

void DemoPeopleTest::aColleagueEndsWithWhoIsGone_data()
{
    QTest::addColumn<QJsonObject>("what");
    QTest::addColumn<bool>("isGone");
    const auto presence = [](double probability) {
        return made(u"presence"_s, u"internal"_s, {{u"probability"_s, probability}});
    };
    QTest::newRow("who has left") << made(u"client_left"_s, u"inbound"_s) << true;
    QTest::newRow("who is hardly there") << presence(0.05) << true;
    QTest::newRow("but not with who may be") << presence(0.6) << false;
}

void DemoPeopleTest::aColleagueEndsWithWhoIsGone()
{
    QFETCH(const QJsonObject, what);
    QFETCH(const bool, isGone);
    auto maja = serving();
    maja.person.hear(what, 0);
    maja.live(Long);
    QCOMPARE(maja.acts.last().deed == Colleague::Deed::End, isGone);
    QCOMPARE(maja.texts(Colleague::Deed::Say).isEmpty(), isGone);
}

void DemoPeopleTest::aColleagueLetsGoOfWhomAnotherTakes()
{
    auto maja = serving();
    maja.person.hear(made(u"claim_session"_s, u"internal"_s, {{u"agentId"_s, u"boss"_s}}), 0);
    maja.live(Long);
    QVERIFY(maja.acts.isEmpty());
}

void DemoPeopleTest::aPictureIsOne()
{
    const QImage image = QImage::fromData(picture(1));
    QVERIFY(!image.isNull());
    QVERIFY(image != QImage::fromData(picture(90)));
}

QTEST_GUILESS_MAIN(DemoPeopleTest)
#include "tst_demopeople.moc"
