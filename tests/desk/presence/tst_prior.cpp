// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/presence/prior.h"

#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace sermo::presence;

//! What is believed on day zero (allocation.md, 2.3).
class TestPrior : public QObject
{
    Q_OBJECT
private slots:
    void isTheFormulaInEveryCell_data();
    void isTheFormulaInEveryCell();
    void fallsWithSilence();
    void isWorseOnAWorseLink();
    void knowsWhoWaitsForAnAnswer();
    void putsASilenceIntoItsBin_data();
    void putsASilenceIntoItsBin();
};

namespace
{

constexpr std::array Turns{Turn::WroteFirst, Turn::WroteAgain, Turn::AskedFirst,
                           Turn::AskedAgain, Turn::ToldFirst,  Turn::ToldAgain};

} // namespace

//! Sixty-six figures, worked out apart from the code (the formula in Python), link ok.
void TestPrior::isTheFormulaInEveryCell_data()
{
    QTest::addColumn<int>("turn");
    QTest::addColumn<QList<double>>("golden");
    QTest::newRow("W0") << 0 << QList<double>{0.8437729217260677, 0.8253640690235716,
                                              0.8073568479083146, 0.7725124415358585,
                                              0.7391718716126682, 0.7072702346348076,
                                              0.6475380303336594, 0.592850483726209,
                                              0.5427815504107085, 0.43533624191704884,
                                              0.36158024004874034};
    QTest::newRow("W1") << 1 << QList<double>{0.8437729217260677, 0.8253640690235716,
                                              0.8073568479083146, 0.7725124415358585,
                                              0.7391718716126682, 0.7072702346348076,
                                              0.6475380303336594, 0.592850483726209,
                                              0.5427815504107085, 0.43533624191704884,
                                              0.3491600688768};
    QTest::newRow("Q0") << 2
                        << QList<double>{0.8533265099057561, 0.8453022296632114, 0.8346390541554005,
                                         0.8097036106035513, 0.7825357630490039, 0.7546033892625801,
                                         0.6991528506016725, 0.6463451454219954, 0.5972106688957552,
                                         0.4914190372752697, 0.4075210767507231};
    QTest::newRow("Q1") << 3
                        << QList<double>{0.8830553215734713, 0.872610078829318,  0.8591945048590436,
                                         0.8284401156185527, 0.7954498422519439, 0.761922806244491,
                                         0.6963428809563635, 0.635010419921311,  0.5789227150227684,
                                         0.4615324864185293, 0.37201262013884207};
    QTest::newRow("S0") << 4 << QList<double>{0.7828075344568414,  0.7534225807995862,
                                              0.7267888081756948,  0.6789220134228964,
                                              0.6365627111581624,  0.5985967149175393,
                                              0.5331405026552153,  0.4786365414784426,
                                              0.43257448041073965, 0.3439036485104859,
                                              0.2807847276013804};
    QTest::newRow("S1") << 5 << QList<double>{0.744584637363394,   0.7155480147346216,
                                              0.6892850556459985,  0.642206838107989,
                                              0.6006753393555505,  0.5635573639391802,
                                              0.49981024380429545, 0.44698483807926903,
                                              0.4025384370508207,  0.317549140283392,
                                              0.25757959702058886};
}

void TestPrior::isTheFormulaInEveryCell()
{
    QFETCH(const int, turn);
    QFETCH(const QList<double>, golden);
    QCOMPARE(golden.size(), qsizetype(BinCount));
    for (size_t bin = 0; bin < BinCount; ++bin) {
        const double value = priorOfBin(static_cast<Turn>(turn), Link::Ok, bin);
        const double expected = golden.at(qsizetype(bin));
        QVERIFY2(std::abs(value - expected) < 1e-12,
                 qPrintable(u"bin %1: %2"_s.arg(bin).arg(value, 0, 'g', 17)));
    }
}

void TestPrior::fallsWithSilence()
{
    for (const Turn turn : Turns) {
        for (int seconds = 0; seconds < 3600; ++seconds) {
            const double now = prior(turn, Link::Ok, seconds);
            QVERIFY(now > 0 && now < 1);
            QVERIFY(prior(turn, Link::Ok, seconds + 1) < now);
        }
    }
}

void TestPrior::isWorseOnAWorseLink()
{
    for (const Turn turn : Turns) {
        const double ok = prior(turn, Link::Ok, 60);
        QCOMPARE(logit(prior(turn, Link::Shaky, 60)), logit(ok) + std::log(0.8));
        QCOMPARE(logit(prior(turn, Link::Gone, 60)), logit(ok) + std::log(0.03));
    }
}

void TestPrior::knowsWhoWaitsForAnAnswer()
{
    for (const int seconds : {60, 120, 300, 600}) {
        QVERIFY(prior(Turn::WroteAgain, Link::Ok, seconds)
                > prior(Turn::ToldAgain, Link::Ok, seconds));
    }
}

void TestPrior::putsASilenceIntoItsBin_data()
{
    QTest::addColumn<double>("silence");
    QTest::addColumn<int>("bin");
    QTest::newRow("none") << 0.0 << 0;
    QTest::newRow("just under an edge") << 14.999 << 0;
    QTest::newRow("on an edge") << 15.0 << 1;
    QTest::newRow("in the middle") << 95.0 << 4;
    QTest::newRow("the last edge") << 600.0 << 10;
    QTest::newRow("days") << 2e5 << 10;
}

void TestPrior::putsASilenceIntoItsBin()
{
    QFETCH(const double, silence);
    QTEST(int(binOf(silence)), "bin");
}

QTEST_GUILESS_MAIN(TestPrior)
#include "tst_prior.moc"
