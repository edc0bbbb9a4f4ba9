// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/erasures.h"
#include "broker/server/historyroutes.h"
#include "broker/server/imageledger.h"
#include "broker/store/memoryblobs.h"
#include "broker/store/memorycredentials.h"
#include "broker/store/memorylog.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::server;

namespace
{

const QString Ada = u"ada"_s;

//! All that an erasure reaches into, of a broker without a door. One customer is known: Ada.
struct Inside {
    test::FakeClock clock;
    store::MemoryLog log{clock};
    store::MemoryCredentials credentials;
    store::MemoryBlobs blobs;
    desk::Desk office{desk::DeskConfig::defaults(), clock.now()};
    Metrics metrics;
    Tokens tokens{credentials, clock, nullptr};
    ImageLedger images{blobs, clock, nullptr};
    store::CustomerErasure erasure{log, credentials, blobs};
    Router router{log, office, {}, clock, metrics, nullptr};
    std::unique_ptr<Erasures> erasures
        = std::make_unique<Erasures>(Erasures::House{log, office, tokens, router, erasure, images});

    Inside()
    {
        log.open();
        tokens.issue(UserId(Ada), {}, {}, &tokens, [](const QByteArray &) {});
        QCoreApplication::processEvents();
    }
};

} // namespace

//! What an erasure answers when something is in its way.
class ErasuresTest : public QObject
{
    Q_OBJECT
private slots:
    void saysWhenTheLogHasNoEntryOfIt_data();
    void saysWhenTheLogHasNoEntryOfIt();
    void areNoMoreWhileTheBrokerCloses();
};

void ErasuresTest::saysWhenTheLogHasNoEntryOfIt_data()
{
    QTest::addColumn<bool>("isDiskFull");
    QTest::newRow("it has") << false;
    QTest::newRow("it has not") << true;
}

void ErasuresTest::saysWhenTheLogHasNoEntryOfIt()
{
    QFETCH(const bool, isDiskFull);
    Inside inside;
    connect(inside.erasures.get(), &Erasures::erased, this, [&inside, isDiskFull] {
        if (isDiskFull)
            inside.log.setFailure(u"disk full"_s);
    });
    std::optional<QJsonObject> told;
    Seq headWhenTold = 0;
    inside.erasures->carryOut({{u"do"_s, u"erase"_s}, {u"user"_s, Ada}, {u"by"_s, u"boss"_s}},
                              [&](const QJsonObject &answer) {
                                  told = answer;
                                  headWhenTold = inside.log.head();
                              });
    QTRY_VERIFY(told);
    QVERIFY(!inside.tokens.exists(UserId(Ada))); // he is gone all the same
    QCOMPARE(told->value("ok"_L1).toBool(), !isDiskFull);
    QCOMPARE(told->value("error"_L1).toString(), isDiskFull ? Erasures::NoEntry : QString());
    QCOMPARE(headWhenTold, isDiskFull ? 0U : 1U);
}

//! The door is open for a moment longer: it holds none that are gone.
void ErasuresTest::areNoMoreWhileTheBrokerCloses()
{
    Inside inside;
    const HistoryRoutes routes({nullptr, nullptr, inside.erasures.get(), nullptr});
    inside.erasures.reset();
    int status = 0;
    routes.answer({"DELETE",
                   "/api/customers/ada",
                   {},
                   desk::Sender{Role::Supervisor, u"key:boss"_s, {}, {}, {}}},
                  this, [&status](const HttpAnswer &answer) { status = answer.status; });
    QCOMPARE(status, 503);
}

QTEST_GUILESS_MAIN(ErasuresTest)
#include "tst_erasures.moc"
