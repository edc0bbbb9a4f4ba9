// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/hostedhistory.h"
#include "broker/server/controlsocket.h"
#include "tests/server/house.h"
#include "ui/model/httphistory.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::app;
using namespace sermo::test;
using model::HistoryAnswer;
using model::HistorySource;
using model::HttpHistory;

namespace
{

const AgentId Anna(u"anan01"_s);

enum class Way : quint8 { Socket, PinnedTls, Hosted };

struct Question {
    std::optional<HistoryAnswer> answer;

    void ask(HistorySource &source, const QByteArray &method, const QByteArray &target,
             QObject *context)
    {
        answer.reset();
        source.ask(method, target, context, [this](const HistoryAnswer &told) { answer = told; });
    }
};

} // namespace

//! What every way to the history promises, with a real broker behind it.
class HistorySourceTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void findsOpensAndErases_data() { ways(); }
    void findsOpensAndErases();
    void answersNeverOutOfTheCall_data() { ways(); }
    void answersNeverOutOfTheCall();
    void tellsNothingToTheDead_data() { ways(); }
    void tellsNothingToTheDead();
    void keepsTheKeyFromWhoIsNotTheBroker_data();
    void keepsTheKeyFromWhoIsNotTheBroker();
    void saysThatTheBrokerIsGone(); // the last: it is gone then

private:
    struct Place {
        QTemporaryDir folder;
        std::unique_ptr<BrokerThread> broker;
        QUrl address;
        QString key, channel;
        QByteArray pin;
    };
    static void ways()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("over a socket") << int(Way::Socket);
        QTest::newRow("over TLS, by a pin") << int(Way::PinnedTls);
        QTest::newRow("inside the process") << int(Way::Hosted);
    }
    static void open(Place &place, bool tls);
    [[nodiscard]] Place &place()
    {
        const Way way = Way(*static_cast<const int *>(QTest::qData("way", QMetaType::Int)));
        return way == Way::PinnedTls ? m_tls : m_plain;
    }
    [[nodiscard]] std::unique_ptr<HistorySource> source();
    void say(const QString &user, const QString &words); //!< in the plain place

    Place m_plain, m_tls;
};

void HistorySourceTest::open(Place &place, bool tls)
{
    place.broker = std::make_unique<BrokerThread>(server::Configuration(), place.folder.path());
    if (tls) {
        const auto identity = server::TlsIdentity::own(
            place.folder.path(), QHostAddress(QHostAddress::LocalHost), SystemClock().now());
        QVERIFY(identity);
        place.broker->setTls(*identity);
        place.pin = identity->chain.constFirst().digest(QCryptographicHash::Sha256);
    }
    const QSignalSpy ready(place.broker.get(), &BrokerThread::ready);
    place.broker->start(QHostAddress::LocalHost, 0);
    QTRY_COMPARE(ready.count(), 1);
    place.address = ready.first().first().toUrl();
    const auto makeKey = [&place](const QString &role) {
        const QJsonObject order{{u"do"_s, u"create"_s}, {u"name"_s, role}, {u"role"_s, role}};
        const auto made = server::ControlSocket::ask(place.folder.path(), order);
        return made && *made ? (*made)->value("key"_L1).toString() : QString();
    };
    place.key = makeKey(u"supervisor"_s);
    place.channel = makeKey(u"channel"_s);
    QVERIFY(!place.key.isEmpty() && !place.channel.isEmpty());
}

void HistorySourceTest::initTestCase()
{
    open(m_plain, false);
    open(m_tls, true);
}

void HistorySourceTest::cleanupTestCase()
{
    for (Place *place : {&m_plain, &m_tls}) {
        const QSignalSpy stopped(place->broker.get(), &BrokerThread::stopped);
        place->broker->stop();
        QTRY_COMPARE(stopped.count(), 1);
        place->broker.reset();
    }
}

std::unique_ptr<HistorySource> HistorySourceTest::source()
{
    const Way way = Way(*static_cast<const int *>(QTest::qData("way", QMetaType::Int)));
    if (way == Way::Hosted)
        return std::make_unique<HostedHistory>(*m_plain.broker, Anna);
    QUrl address = place().address;
    address.setScheme(way == Way::PinnedTls ? u"wss"_s : u"ws"_s); // as a link takes it, too
    return std::make_unique<HttpHistory>(
        model::BrokerHttp::Address{address, place().key, place().pin});
}

void HistorySourceTest::say(const QString &user, const QString &words)
{
    Client channel(QUrl(
        u"ws://127.0.0.1:%1/events?apiKey=%2"_s.arg(m_plain.address.port()).arg(m_plain.channel)));
    channel.send(QJsonObject{{u"type"_s, u"text"_s},
                             {u"direction"_s, u"inbound"_s},
                             {u"userId"_s, user},
                             {u"text"_s, words},
                             {u"id"_s, user}});
    QVERIFY(!channel.take(u"ack"_s).isEmpty());
}

void HistorySourceTest::findsOpensAndErases()
{
    const auto history = source();
    Question question;
    if (&place() == &m_plain)
        say(u"ada/åsa"_s, u"Var är min räkning?"_s);
    question.ask(*history, "GET", "/api/history?text=rakning&limit=5", this);
    QTRY_VERIFY(question.answer);
    QCOMPARE(question.answer->status, 200);
    const QJsonArray found = objectOf(question.answer->body).value("conversations"_L1).toArray();
    question.ask(*history, "GET", "/api/figures", this);
    QTRY_VERIFY(question.answer);
    QCOMPARE(question.answer->status, 200);
    if (&place() == &m_tls)
        return; // nobody spoke there
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first()["userId"_L1], u"ada/åsa"_s);
    const QByteArray session = QByteArray::number(found.first()["session"_L1].toInteger());
    question.ask(*history, "GET", "/api/history/" + session, this);
    QTRY_VERIFY(question.answer);
    QVERIFY(question.answer->body.contains("Var är min räkning?"));
    question.ask(*history, "DELETE", "/api/customers/" + u"ada/åsa"_s.toUtf8().toPercentEncoding(),
                 this);
    QTRY_VERIFY(question.answer);
    QCOMPARE(question.answer->status, 204);
    question.ask(*history, "GET", "/api/history/" + session, this);
    QTRY_VERIFY(question.answer);
    QCOMPARE(question.answer->status, 404);
    QCOMPARE(model::troubleOf(*question.answer), u"It is not there any more."_s);
    question.ask(*history, "GET", "/api/history?rating=9", this);
    QTRY_VERIFY(question.answer);
    QCOMPARE(question.answer->status, 400);
}

void HistorySourceTest::answersNeverOutOfTheCall()
{
    const auto history = source();
    Question good, bad;
    good.ask(*history, "GET", "/api/history", this);
    bad.ask(*history, "GET", "/api/nothing", this);
    QVERIFY(!good.answer && !bad.answer);
    QTRY_VERIFY(good.answer && bad.answer);
    QCOMPARE(good.answer->status, 200);
    QCOMPARE(bad.answer->status, 404);
}

void HistorySourceTest::tellsNothingToTheDead()
{
    const auto history = source();
    Question question, after;
    {
        QObject asker;
        question.ask(*history, "GET", "/api/history", &asker);
    }
    after.ask(*history, "GET", "/api/history", this);
    QTRY_VERIFY(after.answer);
    QVERIFY(!question.answer);
}

void HistorySourceTest::keepsTheKeyFromWhoIsNotTheBroker_data()
{
    QTest::addColumn<bool>("overTls");
    QTest::addColumn<QByteArray>("pin");
    QTest::newRow("another certificate") << true << QByteArray(32, 'x');
    QTest::newRow("a certificate that nobody vouches for") << true << QByteArray();
    QTest::newRow("a pin without TLS") << false << QByteArray(32, 'x');
}

void HistorySourceTest::keepsTheKeyFromWhoIsNotTheBroker()
{
    QFETCH(const bool, overTls);
    QFETCH(const QByteArray, pin);
    HttpHistory history({overTls ? m_tls.address : m_plain.address, m_tls.key, pin});
    Question question;
    question.ask(history, "GET", "/api/history", this);
    QTRY_VERIFY(question.answer);
    QVERIFY(!question.answer->isGood());
}

void HistorySourceTest::saysThatTheBrokerIsGone()
{
    HostedHistory hosted(*m_plain.broker, Anna);
    HttpHistory joined({m_plain.address, m_plain.key, {}});
    const QSignalSpy stopped(m_plain.broker.get(), &BrokerThread::stopped);
    m_plain.broker->stop();
    QTRY_COMPARE(stopped.count(), 1);
    for (HistorySource *history :
         {static_cast<HistorySource *>(&hosted), static_cast<HistorySource *>(&joined)}) {
        Question question;
        question.ask(*history, "GET", "/api/history", this);
        QTRY_VERIFY(question.answer);
        QCOMPARE(question.answer->status, 0);
    }
}

QTEST_GUILESS_MAIN(HistorySourceTest)
#include "tst_historysource.moc"
