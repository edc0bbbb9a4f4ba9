// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/composers.h"

#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const UserId Robin(u"robin"_s);
const UserId Karin(u"karin"_s);

QString text(QList<Composers::Saying> sayings)
{
    QStringList words;
    for (const Composers::Saying &saying : sayings) {
        using What = Composers::Saying::What;
        words += saying.what == What::Draft ? u'"' + saying.text + u'"'
            : saying.what == What::TypingOn ? u"on"_s
                                            : u"off"_s;
    }
    return words.join(u' ');
}

} // namespace

class ComposersTest : public QObject
{
    Q_OBJECT

private slots:
    void saysThatSomeoneTypesAndStops();
    void stopsAfterFiveSecondsOfThought();
    void saysNothingWhileTheCustomerTypes();
    void tellsSupervisorsAtMostTwiceASecondAndTheLastWord();
    void keepsCustomersApart();
    void saysItAgainToANewConnection();
    void forgetsWhomItNoLongerHas();
    void awaitsNothingWhenNobodyWrites();
};

void ComposersTest::saysThatSomeoneTypesAndStops()
{
    Composers composers;
    composers.changed(Robin, u"H"_s, 1s);
    QCOMPARE(text(composers.due(1s)), u"on \"H\""_s);
    composers.changed(Robin, u"He"_s, 2s);
    QCOMPARE(text(composers.due(2s)), u"\"He\""_s);
    composers.changed(Robin, {}, 3s);
    QCOMPARE(text(composers.due(3s)), u"off \"\""_s);
    QVERIFY(!composers.nextWake(3s));
}

void ComposersTest::stopsAfterFiveSecondsOfThought()
{
    Composers composers;
    composers.changed(Robin, u"H"_s, 1s);
    (void)composers.due(1s);
    QCOMPARE(composers.nextWake(1s), std::optional<Composers::Steady>(6s));
    QCOMPARE(text(composers.due(5999ms)), QString());
    QCOMPARE(text(composers.due(6s)), u"off"_s);
    composers.changed(Robin, u"Ha"_s, 9s);
    QCOMPARE(text(composers.due(9s)), u"on \"Ha\""_s);
}

void ComposersTest::saysNothingWhileTheCustomerTypes()
{
    Composers composers;
    composers.customerTyped(Robin, 1s);
    composers.changed(Robin, u"H"_s, 2s);
    QCOMPARE(text(composers.due(2s)), u"\"H\""_s); // supervisors may know
    QCOMPARE(composers.nextWake(2s), std::optional<Composers::Steady>(4s));
    QCOMPARE(text(composers.due(3999ms)), QString());
    QCOMPARE(text(composers.due(4s)), u"on"_s);

    composers.customerTyped(Robin, 5s); // known already: nothing is taken back
    QCOMPARE(text(composers.due(5s)), QString());
}

void ComposersTest::tellsSupervisorsAtMostTwiceASecondAndTheLastWord()
{
    Composers composers;
    composers.changed(Robin, u"a"_s, 1000ms);
    QCOMPARE(text(composers.due(1000ms)), u"on \"a\""_s);
    composers.changed(Robin, u"ab"_s, 1100ms);
    QCOMPARE(text(composers.due(1100ms)), QString());
    composers.changed(Robin, u"abc"_s, 1200ms);
    QCOMPARE(composers.nextWake(1200ms), std::optional<Composers::Steady>(1500ms));
    QCOMPARE(text(composers.due(1500ms)), u"\"abc\""_s);
}

void ComposersTest::keepsCustomersApart()
{
    Composers composers;
    composers.changed(Robin, u"for Robin"_s, 1s);
    (void)composers.due(1s);
    composers.changed(Karin, u"for Karin"_s, 1s);
    const QList<Composers::Saying> sayings = composers.due(1s);
    QCOMPARE(text(sayings), u"on \"for Karin\""_s);
    QCOMPARE(sayings.constLast().user, Karin);
}

void ComposersTest::saysItAgainToANewConnection()
{
    Composers composers;
    composers.changed(Robin, u"H"_s, 1s);
    (void)composers.due(1s);
    composers.linkLost();
    QCOMPARE(text(composers.due(3s)), u"on \"H\""_s);
}

void ComposersTest::forgetsWhomItNoLongerHas()
{
    Composers composers;
    composers.changed(Robin, u"H"_s, 1s);
    (void)composers.due(1s);
    composers.forget(Robin);
    QCOMPARE(text(composers.due(10s)), QString());
}

void ComposersTest::awaitsNothingWhenNobodyWrites()
{
    Composers composers;
    QVERIFY(!composers.nextWake(0s));
    composers.changed(Robin, {}, 1s);
    QVERIFY(!composers.nextWake(1s));
    QCOMPARE(text(composers.due(1s)), QString());
}

QTEST_GUILESS_MAIN(ComposersTest)
#include "tst_composers.moc"
