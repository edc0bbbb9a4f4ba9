// SPDX-License-Identifier: GPL-3.0-or-later
// Whoever asks a broker in its thread is answered, whatever becomes of the broker.
#include "app/desk/brokerthread.h"
#include "app/desk/hostedhistory.h"
#include "app/desk/hostedimages.h"
#include "app/desk/hostedoffice.h"
#include "app/desk/reply.h"
#include "broker/pair/pair.h"
#include "tests/app/hostpair.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <memory>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::app;
using namespace sermo::test;

namespace
{

constexpr int Long = 60'000;
const AgentId Anna(u"anan01"_s);

//! A place in another thread's way, where it waits until it may go on.
struct Gate {
    QSemaphore arrived, opened;

    void pass()
    {
        arrived.release();
        opened.acquire();
    }
    [[nodiscard]] bool isReached() { return arrived.tryAcquire(1, Long); }
};

server::Configuration withQueue(const QString &id)
{
    server::Configuration configuration;
    desk::Queue queue;
    queue.id = QueueId(id);
    configuration.desk.queues.append(queue);
    return configuration;
}

using Taken = std::optional<Result<QStringList, server::Configuration::Error>>;

//! Reached by a broker that is being started, once it is made and before it is ready.
Gate *theStart = nullptr;
QtMessageHandler theOthers = nullptr;

void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (theStart && text.contains("presence.json is left aside"_L1))
        std::exchange(theStart, nullptr)->pass();
    else
        theOthers(type, context, text);
}

} // namespace

class BrokerThreadTest : public QObject
{
    Q_OBJECT
private slots:
    void answersOnceAndThroughTheEventLoop();
    void answersOtherwiseWhereNobodyCameToTheQuestion();
    void answersNobodyWhoIsGone();
    void answersWhatWasAskedWhileTheBrokerStepsAside();
    void goesByWhatWasSavedWhileTheBrokerStarts();
    void refusesWhatCannotCountHere();
    void isStoppedNeverOutOfTheCall_data();
    void isStoppedNeverOutOfTheCall();

private:
    [[nodiscard]] QString in(const QString &name) const;
    void take(BrokerThread &broker, const server::Configuration &configuration, Taken &taken);
    void leave(BrokerThread &broker);
    //! Whether the broker that serves at that port knows the queue.
    [[nodiscard]] bool hasQueue(BrokerThread &broker, const QUrl &at, const QString &queue);

    QTemporaryDir m_folder;
};

QString BrokerThreadTest::in(const QString &name) const
{
    const QString path = m_folder.filePath(name);
    return QDir().mkpath(path) ? path : QString();
}

void BrokerThreadTest::take(BrokerThread &broker, const server::Configuration &configuration,
                            Taken &taken)
{
    broker.takeOver(configuration, {}, this, [&taken](const auto &answer) { taken = answer; });
}

void BrokerThreadTest::leave(BrokerThread &broker)
{
    const QSignalSpy stopped(&broker, &BrokerThread::stopped);
    broker.stop();
    QTRY_COMPARE_WITH_TIMEOUT(stopped.count(), 1, Long);
}

bool BrokerThreadTest::hasQueue(BrokerThread &broker, const QUrl &at, const QString &queue)
{
    HostedOffice office(broker, {in(u"office"_s), {}, at, {}});
    QString key;
    office.makeKey({u"look"_s, u"supervisor"_s, {}}, this,
                   [&key](const auto &made) { key = made ? *made : made.error(); });
    if (!QTest::qWaitFor([&key] { return !key.isEmpty(); }, Long))
        return false;
    Client client(QUrl(u"ws://127.0.0.1:%1/events?apiKey=%2"_s.arg(at.port()).arg(key)));
    return eventually([&client, queue] {
        return client.frames().join().contains("\"queueId\":\"" + queue.toUtf8() + '"');
    });
}

void BrokerThreadTest::answersOnceAndThroughTheEventLoop()
{
    QStringList told;
    const Reply<QString> reply(
        *this, this, this, [&told](const QString &answer) { told += answer; }, u"nobody"_s);
    reply(u"first"_s);
    reply(u"second"_s);
    QVERIFY(told.isEmpty());
    QTRY_COMPARE(told, QStringList(u"first"_s));
}

//! The question was queued for somebody who was gone when its turn came.
void BrokerThreadTest::answersOtherwiseWhereNobodyCameToTheQuestion()
{
    QString told;
    QThread *toldIn = nullptr, *wentIn = nullptr;
    QThread other;
    const auto end = qScopeGuard([&other] {
        other.quit();
        other.wait();
    });
    other.start();
    auto *asked = new QObject;
    asked->moveToThread(&other);
    Gate busy;
    QMetaObject::invokeMethod(asked, [&busy, asked] {
        busy.pass();
        delete asked;
    });
    {
        const std::shared_ptr<void> traveller(
            nullptr, [&wentIn](void *) { wentIn = QThread::currentThread(); });
        const Reply<QString> reply(
            *this, this, this,
            [&told, &toldIn, traveller](const QString &answer) {
                told = answer;
                toldIn = QThread::currentThread();
            },
            u"nobody"_s);
        QMetaObject::invokeMethod(asked, [reply] { reply(u"somebody"_s); });
    }
    busy.opened.release();
    QTRY_COMPARE(told, u"nobody"_s);
    QCOMPARE(toldIn, QThread::currentThread());
    QTRY_COMPARE(wentIn, QThread::currentThread()); // what the handler holds may be of this one
}

void BrokerThreadTest::answersNobodyWhoIsGone()
{
    QStringList told;
    const auto tell = [this, &told](const QString &who, QObject *asked, QObject *asker) {
        const Reply<QString> reply(*this, asked, asker,
                                   [&told, who](const QString &) { told += who; }, {});
    };
    {
        QObject dead;
        tell(u"the dead"_s, this, &dead);
        tell(u"by the dead"_s, &dead, this);
    }
    tell(u"the living"_s, this, this);
    QTRY_COMPARE(told, QStringList(u"the living"_s));
}

//! The one in whose way the gate stands does not serve any more, which nobody here knows yet.
void BrokerThreadTest::answersWhatWasAskedWhileTheBrokerStepsAside()
{
    const quint16 first = freePort(), second = freePort();
    pair::Terms terms;
    terms.key = createKey(in(u"a"_s), u"standby"_s, u"the other one"_s);
    terms.here = local(first);
    terms.begins = true;
    BrokerThread broker({}, in(u"a"_s));
    broker.setPair(terms);
    const QSignalSpy ready(&broker, &BrokerThread::ready), aside(&broker, &BrokerThread::aside);
    broker.start(QHostAddress::LocalHost, first);
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, Long);
    Gate gate;
    const auto open = qScopeGuard([&gate] { gate.opened.release(); });
    broker.askPair([&gate](pair::Pair &pair) {
        connect(
            &pair, &pair::Pair::aside, &pair, [&gate] { gate.pass(); },
            Qt::ConnectionType(Qt::DirectConnection | Qt::SingleShotConnection));
    });

    BrokerThread other({}, in(u"b"_s));
    terms.here = local(second);
    terms.other = local(first);
    terms.begins = false;
    other.setPair(terms);
    other.start(QHostAddress::LocalHost, second);
    QVERIFY(gate.isReached()); // it begins anew, since it knows the other one now
    HostedImages images(broker, Anna);
    HostedHistory history(broker, Anna);
    HostedOffice office(broker, {in(u"a"_s), {}, local(first), {}});
    std::optional<Result<QByteArray, model::ImageTrouble>> image;
    std::optional<Result<model::ImageSource::Stored, model::ImageTrouble>> stored;
    std::optional<model::HistoryAnswer> past;
    std::optional<Result<QList<model::HostOffice::Key>, QString>> keys;
    Taken taken;
    images.fetch(ImageId(u"AAAAAAAAAAAAAAAAAAAAAA"_s), this,
                 [&image](const auto &answer) { image = answer; });
    images.upload(
        "x", this, [](double) {}, [&stored](const auto &answer) { stored = answer; });
    history.ask("GET", "/api/history", this, [&past](const auto &answer) { past = answer; });
    office.listKeys(this, [&keys](const auto &answer) { keys = answer; });
    take(broker, withQueue(u"invoices"_s), taken);
    QCOMPARE(aside.count(), 0);
    gate.opened.release();
    QTRY_VERIFY_WITH_TIMEOUT(image && stored && past && keys && taken, Long);
    QVERIFY(!*image && image->error() == model::ImageTrouble::Unreachable);
    QVERIFY(!*stored && stored->error() == model::ImageTrouble::Unreachable);
    QCOMPARE(past->status, 0);
    QVERIFY(!*keys);
    QVERIFY2(*taken, *taken ? "" : qPrintable(taken->error().message));
    QCOMPARE(**taken, QStringList());
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 2, Long);
    QVERIFY(hasQueue(broker, local(first), u"invoices"_s));
    leave(other);
    leave(broker);
}

//! It was made by what counted before, and is not ready to be told.
void BrokerThreadTest::goesByWhatWasSavedWhileTheBrokerStarts()
{
    QFile odd(in(u"c"_s) + u"/presence.json"_s);
    QVERIFY(odd.open(QIODevice::WriteOnly) && odd.write("odd") > 0);
    odd.close();
    Gate gate;
    theStart = &gate;
    theOthers = qInstallMessageHandler(handleMessage);
    const auto restore = qScopeGuard([&gate] {
        gate.opened.release();
        qInstallMessageHandler(theOthers);
    });
    const quint16 port = freePort();
    pair::Terms terms;
    terms.key = "sk_standby_c";
    terms.here = local(port);
    terms.begins = true;
    BrokerThread broker({}, in(u"c"_s));
    broker.setPair(terms);
    const QSignalSpy ready(&broker, &BrokerThread::ready);
    broker.start(QHostAddress::LocalHost, port);
    QVERIFY(gate.isReached());
    Taken taken;
    take(broker, withQueue(u"invoices"_s), taken);
    gate.opened.release();
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, Long);
    QTRY_VERIFY(taken);
    QVERIFY2(*taken, *taken ? "" : qPrintable(taken->error().message));
    QVERIFY(hasQueue(broker, local(port), u"invoices"_s));
    leave(broker);
}

//! One that stands by goes by what its host tells it; and of one that has ended nothing comes.
void BrokerThreadTest::refusesWhatCannotCountHere()
{
    const quint16 port = freePort();
    pair::Terms terms;
    terms.key = "sk_standby_d";
    terms.here = local(port);
    terms.other = local(freePort()); // nobody
    BrokerThread broker({}, in(u"d"_s));
    broker.setPair(terms);
    const QSignalSpy listening(&broker, &BrokerThread::listening);
    broker.start(QHostAddress::LocalHost, port);
    QTRY_COMPARE_WITH_TIMEOUT(listening.count(), 1, Long);
    Taken standing, ended;
    take(broker, withQueue(u"invoices"_s), standing);
    QTRY_VERIFY(standing);
    QVERIFY(!*standing);
    QCOMPARE(standing->error().message, u"no broker runs"_s);
    leave(broker);
    take(broker, withQueue(u"invoices"_s), ended);
    QTRY_VERIFY(ended);
    QVERIFY(!*ended);
}

void BrokerThreadTest::isStoppedNeverOutOfTheCall_data()
{
    QTest::addColumn<bool>("isOfTwo");
    QTest::addColumn<bool>("isStarted"); // and fails
    QTest::newRow("never started") << false << false;
    QTest::newRow("alone, and failed") << false << true;
    QTest::newRow("one of two, and never started") << true << false;
    QTest::newRow("one of two, and failed") << true << true;
}

//! Whoever stops it may not be gone before his call comes back.
void BrokerThreadTest::isStoppedNeverOutOfTheCall()
{
    QFETCH(const bool, isOfTwo);
    QFETCH(const bool, isStarted);
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    BrokerThread broker({}, in(QString::fromLatin1(QTest::currentDataTag())));
    if (isOfTwo) {
        pair::Terms terms;
        terms.key = "sk_standby_e";
        terms.here = local(taken.serverPort());
        terms.begins = true;
        broker.setPair(terms);
    }
    const QSignalSpy failed(&broker, &BrokerThread::failed);
    if (isStarted) {
        broker.start(QHostAddress::LocalHost, taken.serverPort());
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, Long);
    }
    const QSignalSpy stopped(&broker, &BrokerThread::stopped);
    broker.stop();
    QCOMPARE(stopped.count(), 0);
    QTRY_COMPARE(stopped.count(), 1);
}

QTEST_GUILESS_MAIN(BrokerThreadTest)
#include "tst_brokerthread.moc"
