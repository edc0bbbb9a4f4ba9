// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hold/rawwebsocket.h"
#include "tests/hold/rfc6455cases.h"
#include "tests/server/house.h"
#include "tests/support/promise.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;

Q_DECLARE_METATYPE(sermo::test::Rfc6455Case)

//! The WebSocket protocol by raw bytes, both ways: what the broker makes of frames good and bad,
//! and whether its own are right.
class Rfc6455Test : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void keepsTheProtocol_data();
    void keepsTheProtocol();
    void countsAsManyCasesAsTheSuite();
    void namesTheKnownDeviations();
    void writesEachFormOfLength_data();
    void writesEachFormOfLength();
    void sendsNothingThatIsCompressed();

private:
    [[nodiscard]] QByteArray target(const QString &key) const
    {
        return "/events?apiKey=" + m_house->key(key);
    }

    std::unique_ptr<House> m_house;
    std::unique_ptr<Client> m_last; //!< says when all is said
};

void Rfc6455Test::initTestCase()
{
    m_house = std::make_unique<House>();
    m_last = std::make_unique<Client>(m_house->events(u"bot2"_s));
    QVERIFY(m_last->isOpen());
}

void Rfc6455Test::cleanupTestCase()
{
    m_last.reset();
    m_house.reset();
}

void Rfc6455Test::keepsTheProtocol_data()
{
    QTest::addColumn<Rfc6455Case>("row");
    const QList<Rfc6455Case> cases = rfc6455Cases();
    for (const Rfc6455Case &row : cases)
        QTest::newRow((row.id + ' ' + row.what).constData()) << row;
}

void Rfc6455Test::keepsTheProtocol()
{
    QFETCH(const Rfc6455Case, row);
    RawWebSocket witness(m_house->port(), target(u"boss"_s));
    RawWebSocket client(m_house->port(), target(u"bot"_s));
    QVERIFY(witness.isOpen() && client.isOpen());
    QVERIFY(eventually([&] { return !witness.frames().isEmpty() && !client.frames().isEmpty(); }));

    for (const QByteArray &bytes : row.writes) {
        client.write(bytes);
        QCoreApplication::processEvents();
    }
    const auto told = [&witness] {
        QList<QByteArray> texts = witness.payloads(opcode::Text);
        texts.removeIf([](const QByteArray &text) { return !text.contains("typing_on"); });
        return texts;
    };
    QVERIFY(eventually([&] { return told().size() >= row.delivered.size(); }));
    if (row.closed.isEmpty()) {
        QVERIFY(eventually([&] {
            return client.payloads(opcode::Pong).size() >= row.pongs.size()
                && client.payloads(opcode::Text).size() >= 1 + row.refused;
        }));
        client.write(frameOf(opcode::Close, closing(1000)));
    }
    QVERIFY(client.waitUntilGone());

    QVERIFY2(client.complaint().isEmpty(), qPrintable(client.complaint()));
    const int code = client.closeCode().value_or(0);
    if (row.closed.isEmpty())
        QCOMPARE(code, 1000);
    else
        QVERIFY2(row.closed.contains(code), QByteArray::number(code).constData());
    QCOMPARE(client.payloads(opcode::Pong), row.pongs);
    const QList<QByteArray> answers = client.payloads(opcode::Text);
    QCOMPARE(std::count_if(answers.begin(), answers.end(),
                           [](const QByteArray &text) { return text.contains("bad_json"); }),
             row.refused);

    // Nothing more than that: what was to come has come before this.
    m_last->send(R"({"type":"typing_on","direction":"outbound","userId":"the last"})");
    QVERIFY(eventually([&] { return told().size() > row.delivered.size(); }));
    QCOMPARE(told().first(row.delivered.size()), row.delivered);
    QVERIFY(told().at(row.delivered.size()).contains("the last"));
    QVERIFY2(witness.complaint().isEmpty(), qPrintable(witness.complaint()));
}

void Rfc6455Test::countsAsManyCasesAsTheSuite()
{
    // Counted in the suite's own tables, group by group.
    const QHash<QByteArray, int> suite{{"1", 16}, {"2", 11},  {"3", 7},  {"4", 10},
                                       {"5", 20}, {"6", 145}, {"7", 37}, {"10", 1}};
    QHash<QByteArray, QSet<QByteArray>> ids;
    const QList<Rfc6455Case> cases = rfc6455Cases();
    for (const Rfc6455Case &row : cases)
        ids[row.id.split('.').first()].insert(row.id);
    for (auto [group, count] : suite.asKeyValueRange())
        QVERIFY2(ids.value(group).size() == count, group.constData());
}

void Rfc6455Test::namesTheKnownDeviations()
{
    QSet<QByteArray> deviations;
    const QList<Rfc6455Case> cases = rfc6455Cases();
    for (const Rfc6455Case &row : cases) {
        if (!row.deviation.isEmpty())
            deviations.insert(row.deviation);
    }
    QCOMPARE(deviations.size(), 3); // a fourth would be news
    keptPromise("RFC 6455: framing, control frames, UTF-8, close, limits",
                u"%1 cases, the suite's groups 1 to 7 and 10"_s.arg(cases.size()),
                u"all, but for %1 named deviations of QWebSocket"_s.arg(deviations.size()));
}

void Rfc6455Test::writesEachFormOfLength_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<int>("form");
    QTest::newRow("the longest in 7 bits") << qsizetype(125) << 7;
    QTest::newRow("the shortest in 16 bits") << qsizetype(126) << 16;
    QTest::newRow("the longest in 16 bits") << qsizetype(65535) << 16;
    QTest::newRow("the shortest in 64 bits") << qsizetype(65536) << 64;
}

void Rfc6455Test::writesEachFormOfLength()
{
    QFETCH(const qsizetype, size);
    QFETCH(const int, form);
    RawWebSocket witness(m_house->port(), target(u"boss"_s));
    QVERIFY(witness.isOpen());
    QByteArray event = R"({"type":"typing_on","direction":"outbound","userId":"u","text":""})";
    event.insert(event.size() - 2, QByteArray(size - event.size(), '*'));
    Client bot(m_house->events(u"bot"_s));
    QVERIFY(bot.isOpen());
    bot.send(event);
    QVERIFY(eventually([&] { return witness.payloads(opcode::Text).contains(event); }));
    QCOMPARE(witness.frames().constLast().lengthForm, form);
    QVERIFY2(witness.complaint().isEmpty(), qPrintable(witness.complaint()));
}

void Rfc6455Test::sendsNothingThatIsCompressed()
{
    const RawAnswer answer = exchange(
        m_house->port(),
        upgradeRequest("/chat",
                       "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"));
    QCOMPARE(answer.status(), 101);
    QCOMPARE(answer.header("Sec-WebSocket-Extensions"), "");
}

QTEST_GUILESS_MAIN(Rfc6455Test)
#include "tst_rfc6455.moc"
