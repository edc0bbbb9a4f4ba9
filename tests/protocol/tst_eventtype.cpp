// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/protocol/errors.h"
#include "broker/protocol/eventtype.h"
#include "broker/protocol/ids.h"

#include <QSet>
#include <QTest>

#include <type_traits>

using namespace Qt::StringLiterals;
using namespace sermo;

static_assert(!std::is_convertible_v<QString, UserId> && !std::is_convertible_v<UserId, QString>);
static_assert(!std::is_constructible_v<UserId, AgentId>);

//! The table of types against what the seed and contract 3 and 5 say, row by row.
class TestEventType : public QObject
{
    Q_OBJECT
private slots:
    void givesEachTypeItsPlace_data();
    void givesEachTypeItsPlace();
    void coversEveryType();
    void findsNoTypeByAnUnknownName();
    void readsDirectionsByTheirExactNames();
    void namesEveryErrorOnce();
    void comparesIdsByTheirText();
};

namespace
{

// "in out internal" of a row, for a readable comparison.
QString directionsOf(const EventTypeInfo &row)
{
    QStringList names;
    if (row.inbound)
        names += u"in"_s;
    if (row.outbound)
        names += u"out"_s;
    if (row.internal)
        names += u"internal"_s;
    return names.join(u' ');
}

QString fateOf(const EventTypeInfo &row)
{
    switch (row.keeping) {
    case Keeping::Stored:
        return u"stored"_s;
    case Keeping::Passing:
        return u"passing"_s;
    case Keeping::Dialogue:
        return u"dialogue"_s;
    }
    return {};
}

QString rightsOf(const EventTypeInfo &row)
{
    QStringList words;
    if (row.movesSession)
        words += u"moves"_s;
    if (row.deskOnly)
        words += u"desk only"_s;
    if (!row.wantsUser)
        words += u"no user"_s;
    return words.join(u", "_s);
}

} // namespace

void TestEventType::givesEachTypeItsPlace_data()
{
    QTest::addColumn<QString>("directions");
    QTest::addColumn<QString>("fate");
    QTest::addColumn<QString>("rights");
    const auto row
        = [](const char *name, const char *directions, const char *fate, const char *rights = "") {
              QTest::newRow(name) << QString::fromLatin1(directions) << QString::fromLatin1(fate)
                                  << QString::fromLatin1(rights);
          };
    row("start", "in", "stored", "moves");
    row("text", "in out", "stored", "moves");
    row("heartbeat", "in", "passing");
    row("messages_read", "in", "stored");
    row("client_left", "in", "stored", "moves");
    row("client_unload", "in", "stored");
    row("typing_on", "in out", "passing");
    row("rating", "in", "stored");
    row("queue_number", "out", "passing");
    row("info", "out", "stored");
    row("typing_off", "out", "passing");
    row("platform_closed", "out", "stored");
    row("end_session", "out", "stored", "moves");
    row("handover_to_agent", "internal", "stored", "moves");
    row("handover_to_queue", "internal", "stored", "moves");
    row("claim_session", "internal", "stored", "moves");
    row("customer_identified", "internal", "stored");
    row("agent_done", "internal", "stored", "moves");
    row("application_heartbeat", "internal", "passing", "no user");
    row("agent_status", "internal", "stored", "no user");
    row("handover_to_bot", "internal", "stored", "moves");
    row("allocation", "internal", "stored", "desk only");
    row("presence", "internal", "passing", "desk only");
    row("presence_point", "internal", "stored", "desk only");
    row("session_state", "internal", "passing", "desk only");
    row("queue_state", "internal", "passing", "desk only, no user");
    row("note", "internal", "stored");
    row("tag", "internal", "stored");
    row("canned_reply", "internal", "stored", "no user");
    row("hand", "internal", "stored");
    row("platform_status", "internal", "stored", "no user");
    row("draft", "internal", "passing");
    row("session_platform", "internal", "stored", "moves, desk only");
    row("customer_erased", "internal", "passing", "desk only");
    row("broker_state", "internal", "passing", "desk only, no user");
    row("hello", "", "dialogue", "no user");
    row("welcome", "", "dialogue", "desk only, no user");
    row("ack", "", "dialogue", "desk only, no user");
    row("error", "", "dialogue", "desk only, no user");
    row("claim_rejected", "", "dialogue", "desk only");
    row("interest", "internal", "dialogue", "no user");
}

void TestEventType::givesEachTypeItsPlace()
{
    QFETCH(const QString, directions);
    QFETCH(const QString, fate);
    QFETCH(const QString, rights);
    const QString name = QString::fromLatin1(QTest::currentDataTag());

    const EventTypeInfo *row = infoByName(name);
    QVERIFY(row);
    QCOMPARE(row->name, name);
    QCOMPARE(&info(row->type), row);
    QCOMPARE(directionsOf(*row), directions);
    QCOMPARE(fateOf(*row), fate);
    QCOMPARE(rightsOf(*row), rights);

    QCOMPARE(eventType(name, Direction::Inbound), row->inbound ? row->type : EventType::Opaque);
    QCOMPARE(eventType(name, Direction::Outbound), row->outbound ? row->type : EventType::Opaque);
    QCOMPARE(eventType(name, Direction::Internal), row->internal ? row->type : EventType::Opaque);
}

void TestEventType::coversEveryType()
{
    QSet<QString> names;
    for (const EventTypeInfo &row : eventTypes())
        names.insert(row.name);
    QCOMPARE(names.size(), qsizetype(eventTypes().size()));
    // One row of the test above for each but Opaque.
    QCOMPARE(eventTypes().size(), std::size_t(42));
}

void TestEventType::findsNoTypeByAnUnknownName()
{
    for (const QString &name : {u"Text"_s, u"text "_s, u"texts"_s, u""_s, QString(), u"te xt"_s}) {
        QVERIFY2(!infoByName(name), qUtf8Printable(name));
        QCOMPARE(eventType(name, Direction::Inbound), EventType::Opaque);
    }
}

void TestEventType::readsDirectionsByTheirExactNames()
{
    QCOMPARE(direction(u"inbound"), Direction::Inbound);
    QCOMPARE(direction(u"outbound"), Direction::Outbound);
    QCOMPARE(direction(u"internal"), Direction::Internal);
    QCOMPARE(direction(u"Inbound"), std::nullopt);
    QCOMPARE(direction(u""), std::nullopt);
}

void TestEventType::namesEveryErrorOnce()
{
    QSet<QString> names;
    for (int i = 0; i <= static_cast<int>(ErrorCode::StorageUnavailable); ++i)
        names.insert(wireName(static_cast<ErrorCode>(i)));
    const QSet<QString> contract{
        u"bad_json"_s,       u"bad_event"_s,         u"duplicate_key"_s,
        u"reserved_field"_s, u"unknown_direction"_s, u"forbidden_direction"_s,
        u"forbidden_type"_s, u"foreign_user"_s,      u"user_id_taken"_s,
        u"unknown_user"_s,   u"unknown_queue"_s,     u"session_ended"_s,
        u"wrong_state"_s,    u"rate_limited"_s,      u"storage_unavailable"_s};
    QCOMPARE(names, contract);
}

void TestEventType::comparesIdsByTheirText()
{
    QCOMPARE(UserId(u"a"_s), UserId(u"a"_s));
    QVERIFY(UserId(u"a"_s) != UserId(u"A"_s));
    QVERIFY(UserId(u"a"_s) < UserId(u"b"_s));
    QCOMPARE(qHash(UserId(u"a"_s), 7), qHash(UserId(u"a"_s), 7));
    QVERIFY(UserId().isEmpty());
}

QTEST_GUILESS_MAIN(TestEventType)
#include "tst_eventtype.moc"
