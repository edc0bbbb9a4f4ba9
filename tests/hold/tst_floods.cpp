// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/door.h"
#include "tests/hold/brokerprocess.h"
#include "tests/hold/loopwatch.h"
#include "tests/hold/rawwebsocket.h"
#include "tests/server/house.h"
#include "tests/support/promise.h"

#include <QElapsedTimer>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace std::chrono_literals;

//! Too much of something: frames, readers that do not read, handshakes that never end, sockets. One
//! who does it loses his connection; nobody else notices.
class FloodsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cutsAFloodWithoutAStall_data();
    void cutsAFloodWithoutAStall();
    void leavesBrowsersAndPatientClientsAlone();
    void cutsOneStalledReaderAndNobodyElse();
    void servesARealClientAmongAThousandHandshakesThatNeverEnd();
    void outlivesTheEndOfDescriptors();
    void cleanupTestCase();

private:
    int m_floods = 0; //!< kinds of them tried
    std::chrono::milliseconds m_longestStall{0};
    qint64 m_latestCutMs = 0;
};

namespace
{

#ifdef __SANITIZE_ADDRESS__
constexpr int Slower = 10; //!< what the sanitizers cost, generously
#else
constexpr int Slower = 1;
#endif
constexpr auto LongestStall = 100ms * Slower;
constexpr int FloodFrames = 40'000;
constexpr qint64 CutWithinMs = 1'000 * Slower;
constexpr qint64 ServedWithinMs = 1'000 * Slower;
const QHostAddress Elsewhere(u"127.0.0.2"_s);

const QByteArray Hello = R"({"type":"hello"})";

bool isWelcome(const RawWebSocket &socket)
{
    const QList<QByteArray> texts = socket.payloads(opcode::Text);
    return std::any_of(texts.begin(), texts.end(),
                       [](const QByteArray &text) { return text.contains("\"welcome\""); });
}

//! Lets the event loop run that long.
void letPass(std::chrono::milliseconds time)
{
    QElapsedTimer passed;
    passed.start();
    QVERIFY(eventually([&] { return passed.elapsed() >= time.count(); }));
}

} // namespace

void FloodsTest::initTestCase()
{
    QVERIFY(server::raiseDescriptorLimit() >= 4'096); // both ends of everything are here
}

void FloodsTest::cutsAFloodWithoutAStall_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<bool>("greeted");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const QByteArray &frame, bool greeted = true,
                        int code = 4429) { QTest::newRow(name) << frame << greeted << code; };
    const QByteArray text = frameOf(opcode::Text, "x");
    const QByteArray emptyFragment = frameOf(opcode::Continuation, {}, {.fin = false});
    row("one-byte texts", text);
    row("one-byte texts, and no hello", text, false, 4400); // the first is a wrong first frame
    row("refused hellos", frameOf(opcode::Text, R"({"type":"hello","platformId":"?"})"), false);
    row("empty texts", frameOf(opcode::Text, {}));
    row("one-byte fragments", frameOf(opcode::Continuation, "x", {.fin = false}));
    row("empty fragments", emptyFragment);
    row("empty fragments, and no hello", emptyFragment, false);
    row("empty pings", frameOf(opcode::Ping, {}));
    row("empty pings, and no hello", frameOf(opcode::Ping, {}), false);
    row("full pings", frameOf(opcode::Ping, QByteArray(125, 'x')));
    row("pongs", frameOf(opcode::Pong, {}));
}

void FloodsTest::cutsAFloodWithoutAStall()
{
    QFETCH(const QByteArray, frame);
    QFETCH(const bool, greeted);
    QFETCH(const int, code);
    House house;
    RawWebSocket flood(house.port(), "/chat");
    Client other(house.events(u"anna"_s));
    QVERIFY(flood.isOpen() && other.isOpen());
    if (greeted) {
        flood.send(Hello);
        QVERIFY(eventually([&flood] { return isWelcome(flood); }));
    }
    const bool isFragment = (frame.at(0) & 0x0f) == opcode::Continuation;
    const QByteArray all = (isFragment ? frameOf(opcode::Text, "{", {.fin = false}) : QByteArray())
        + frame.repeated(FloodFrames);
    const LoopWatch watch;
    QElapsedTimer since;
    since.start();
    flood.write(all);
    QVERIFY(eventually([&flood] { return flood.closeCode().has_value(); }));
    const qint64 cutMs = since.elapsed();
    QVERIFY2(cutMs < CutWithinMs, QByteArray::number(cutMs).constData());
    QCOMPARE(*flood.closeCode(), code);
    QVERIFY(flood.waitUntilGone());
    QVERIFY2(watch.longest() < LongestStall,
             QByteArray::number(static_cast<qint64>(watch.longest().count())).constData());
    QVERIFY2(flood.complaint().isEmpty(), qPrintable(flood.complaint()));
    QVERIFY(other.sync());
    m_longestStall = std::max(m_longestStall, watch.longest());
    m_latestCutMs = std::max(m_latestCutMs, cutMs);
    ++m_floods;
}

void FloodsTest::leavesBrowsersAndPatientClientsAlone()
{
    House house;
    RawWebSocket customer(house.port(), "/chat");
    QVERIFY(customer.isOpen());
    customer.send(Hello);
    for (int i = 0; i < 20; ++i)
        customer.write(frameOf(opcode::Ping, QByteArray(125, 'x')));
    const QByteArray event
        = R"({"type":"hello","text":")" + QByteArray(60'000, 'x') + R"("})"; // in 47 fragments
    for (qsizetype at = 0; at < event.size(); at += 1300)
        customer.write(frameOf(at == 0 ? opcode::Text : opcode::Continuation, event.mid(at, 1300),
                               {.fin = at + 1300 >= event.size()}));
    QVERIFY(eventually([&] {
        return isWelcome(customer) && customer.payloads(opcode::Pong).size() == 20
            && customer.payloads(opcode::Text).size() >= 2;
    }));
    QVERIFY(!customer.closeCode() && !customer.isGone());
}

void FloodsTest::cutsOneStalledReaderAndNobodyElse()
{
    constexpr int Readers = 10;
    constexpr int Events = 300;
    House house;
    const QByteArray target = "/events?apiKey=" + house.key(u"boss"_s);
    RawWebSocket stalled(house.port(), target);
    QVERIFY(stalled.isOpen());
    std::vector<std::unique_ptr<RawWebSocket>> readers;
    for (int i = 0; i < Readers; ++i) {
        readers.push_back(std::make_unique<RawWebSocket>(house.port(), target));
        QVERIFY(readers.back()->isOpen());
    }
    std::vector<int> heard(Readers, 0);
    const auto listen = [this](RawWebSocket &reader, int &count) {
        connect(&reader, &RawWebSocket::received, this, [&reader, &count](const QByteArray &text) {
            count += text.size() > 60'000 ? 1 : 0;
            reader.forget();
        });
    };
    for (size_t i = 0; i < Readers; ++i)
        listen(*readers[i], heard[i]);
    int stalledHeard = 0;
    listen(stalled, stalledHeard);
    stalled.stopReading();
    Client bot(house.events(u"bot"_s));
    QVERIFY(bot.isOpen());
    QByteArray event = R"({"type":"news","direction":"outbound","userId":"u","text":""})";
    event.insert(event.size() - 2, QByteArray(60'000, 'x'));
    for (int sent = 0; sent < Events; sent += 20) { // nobody else gets far behind
        for (int i = 0; i < 20; ++i)
            bot.send(event);
        QVERIFY(eventually([&] {
            return std::all_of(heard.begin(), heard.end(),
                               [sent](int count) { return count == sent + 20; });
        }));
    }
    // 18 MB for a reader that takes none: over 8 MiB behind it is cut, and then nothing is kept for
    // it but for two seconds of patience with its farewell.
    house.clock().advance(1s);
    letPass(300ms); // a pulse sees that it is on its way out …
    house.clock().advance(11s);
    stalled.startReading();
    QVERIFY(stalled.waitUntilGone()); // … and one that it does not go
    QVERIFY(stalledHeard < Events);
    for (const auto &reader : readers)
        QVERIFY(!reader->isGone() && reader->complaint().isEmpty());
}

void FloodsTest::servesARealClientAmongAThousandHandshakesThatNeverEnd()
{
    constexpr int Slow = 1'000;
    House house;
    std::vector<std::unique_ptr<QTcpSocket>> slow;
    int gone = 0;
    for (int i = 0; i < Slow; ++i) {
        auto &socket = slow.emplace_back(std::make_unique<QTcpSocket>());
        connect(socket.get(), &QTcpSocket::disconnected, this, [&gone] { ++gone; });
        socket->connectToHost(QHostAddress(QHostAddress::LocalHost), house.port());
    }
    const auto areThere = [&slow] {
        return std::all_of(slow.begin(), slow.end(), [](const auto &socket) {
            return socket->state() != QAbstractSocket::ConnectingState;
        });
    };
    QVERIFY(eventually(areThere));
    for (int i = 0; i < Slow; i += 2) // one half never says anything, the other a byte now and then
        slow[static_cast<size_t>(i)]->write("GET /chat HTTP/1.1\r\nHost: x\r\nX: ");
    QTimer drip;
    connect(&drip, &QTimer::timeout, this, [&slow] {
        for (size_t i = 0; i < slow.size(); i += 2) {
            if (slow[i]->state() == QAbstractSocket::ConnectedState)
                slow[i]->write("x");
        }
    });
    drip.start(200ms);

    QElapsedTimer since;
    since.start();
    RawWebSocket real(house.port(), "/chat", Elsewhere);
    QVERIFY(real.isOpen());
    real.send(Hello);
    QVERIFY(eventually([&real] { return isWelcome(real); }));
    const qint64 servedMs = since.elapsed();
    QVERIFY2(servedMs < ServedWithinMs, QByteArray::number(servedMs).constData());

    QVERIFY(QTest::qWaitFor([&gone] { return gone == Slow; }, 30'000)); // 5 s are enough for a head
    QVERIFY(!real.isGone());
    keptPromise("a real client is served within a second, however many others never finish",
                u"%1 half-open and dripping handshakes"_s.arg(Slow),
                u"welcomed after %1 ms"_s.arg(servedMs));
}

void FloodsTest::outlivesTheEndOfDescriptors()
{
    constexpr int Descriptors = 256;
    BrokerProcess broker(R"({"limits":{"connectionsPerAddress":0,"connections":0}})");
    QVERIFY(broker.start(0, Descriptors));
    std::vector<std::unique_ptr<RawWebSocket>> crowd;
    for (int i = 0; i < 2 * Descriptors; ++i)
        crowd.push_back(std::make_unique<RawWebSocket>(broker.port(), "/chat"));
    const auto inside = [&crowd] {
        return std::count_if(crowd.begin(), crowd.end(),
                             [](const auto &one) { return one->status() == 101; });
    };
    QVERIFY(eventually([&] { return inside() > 32; }));
    for (const auto &one : crowd) {
        if (one->status() == 101)
            one->send(Hello); // and they stay
    }
    // Full: the rest waits in the kernel's queue, and nobody asks for it in a busy loop.
    const auto before = broker.processorTime();
    letPass(2s);
    const auto used = broker.processorTime() - before;
    QVERIFY2(used < 1s, QByteArray::number(static_cast<qint64>(used.count())).constData());
    QVERIFY(broker.isRunning());
    QVERIFY(inside() < Descriptors);
    QVERIFY(broker.openDescriptors() > Descriptors / 2);
    QVERIFY(broker.openDescriptors()
            < Descriptors * 3 / 4); // the log and its readers need some too

    crowd.clear();
    QVERIFY(eventually([&broker] {
        return exchange(broker.port(), "GET /health HTTP/1.1\r\nHost: x\r\n\r\n").status() == 200;
    }));
    RawWebSocket after(broker.port(), "/chat");
    QVERIFY(after.isOpen());
    QVERIFY(broker.stop());
    keptPromise("descriptors run out: no spin, and it recovers",
                u"%1 clients at %2 descriptors"_s.arg(2 * Descriptors).arg(Descriptors),
                u"%1 ms of processor time in 2 s, served afterwards"_s.arg(used.count()));
}

void FloodsTest::cleanupTestCase()
{
    keptPromise("a flood of tiny frames stalls nobody for 100 ms, and is cut within a second",
                u"%1 kinds of frames, %2 at once"_s.arg(m_floods).arg(FloodFrames),
                u"longest stall %1 ms, latest cut after %2 ms"_s.arg(m_longestStall.count())
                    .arg(m_latestCutMs));
}

QTEST_GUILESS_MAIN(FloodsTest)
#include "tst_floods.moc"
