// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/router.h"
#include "broker/server/tokens.h"
#include "broker/store/memorylog.h"
#include "tests/support/fakeclock.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::server;

namespace
{

//! A connection that keeps the ids of what it is answered.
class Writer final : public Peer
{
public:
    explicit Writer(const desk::Sender &who) { setIdentity(who); }

    void send(const Parcel::Ptr &parcel) override
    {
        const QJsonObject told = QJsonDocument::fromJson(parcel->payload()).object();
        const int id = told.value("id"_L1).toString().toInt();
        if (told.value("type"_L1) == "ack"_L1)
            acknowledged.append(id);
        if (told.value("type"_L1) == "error"_L1 && told.value("code"_L1) == "rate_limited"_L1)
            dropped.append(id);
    }
    void close(CloseCode, const QString &) override {}
    [[nodiscard]] bool isOpen() const override { return true; }
    [[nodiscard]] qint64 backlog() const override { return 0; }
    void pulse(Instant) override {}

    QList<int> acknowledged, dropped;
};

QByteArray textOf(int id)
{
    constexpr qsizetype Size = 60 * 1024;
    const QByteArray head = R"({"type":"text","direction":"inbound","userId":"u","id":")"
        + QByteArray::number(id) + R"(","text":")";
    const QByteArray end = R"("})";
    return head + QByteArray(Size - head.size() - end.size(), 'x') + end;
}

QList<int> between(int first, int last)
{
    QList<int> all;
    for (int i = first; i <= last; ++i)
        all.append(i);
    return all;
}

} // namespace

//! What was sent and waits for the log, however generous the limits are.
class UnansweredTest : public QObject
{
    Q_OBJECT
private slots:
    void isBoundedForACustomer_data();
    void isBoundedForACustomer();
};

void UnansweredTest::isBoundedForACustomer_data()
{
    QTest::addColumn<desk::Sender>("who");
    QTest::addColumn<int>("taken"); // of forty
    QTest::newRow("a customer") << customer(UserId(u"u"_s), {}) << 17; // of 60 KiB: 1 MiB
    QTest::newRow("a channel") << desk::Sender{Role::Channel, u"key:messenger"_s, {}, {}, {}} << 40;
}

void UnansweredTest::isBoundedForACustomer()
{
    QFETCH(const desk::Sender, who);
    QFETCH(const int, taken);
    const test::FakeClock clock;
    store::MemoryLog log(clock);
    log.open();
    desk::Desk office(desk::DeskConfig::defaults(), clock.now());
    Metrics metrics;
    Configuration::Limits unlimited;
    unlimited.eventsPerSecond = 0;
    Router router(log, office, unlimited, clock, metrics, nullptr);
    auto *writer = new Writer(who); // the router's
    router.join(writer, {});
    for (int id = 1; id <= 40; ++id)
        router.accept(writer, textOf(id)); // the log answers through the event loop: not yet
    QCOMPARE(writer->dropped, between(taken + 1, 40));
    QTRY_COMPARE(writer->acknowledged, between(1, taken));
    router.accept(writer, textOf(41));
    QTRY_COMPARE(writer->acknowledged.last(), 41);
}

QTEST_GUILESS_MAIN(UnansweredTest)
#include "tst_unanswered.moc"
