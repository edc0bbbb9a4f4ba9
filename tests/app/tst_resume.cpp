// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/brokerthread.h"
#include "broker/server/controlsocket.h"
#include "ui/model/inprocesslink.h"
#include "ui/model/websocketlink.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::app;
using model::EventLink;

namespace
{

const AgentId Anna(u"anan01"_s);
const AgentId Bea(u"bea02"_s);

//! A link and what it was told.
struct Reader {
    std::unique_ptr<EventLink> link;
    QList<QJsonObject> heard;

    explicit Reader(std::unique_ptr<EventLink> itsLink)
        : link(std::move(itsLink))
    {
        QObject::connect(link.get(), &EventLink::framesReceived, link.get(),
                         [this](const QList<QByteArray> &frames) {
                             for (const QByteArray &frame : frames)
                                 heard += QJsonDocument::fromJson(frame).object();
                         });
    }
    [[nodiscard]] QJsonObject last(const QString &type) const //!< empty: none
    {
        QJsonObject found;
        for (const QJsonObject &event : heard) {
            if (event["type"_L1] == type)
                found = event;
        }
        return found;
    }
    [[nodiscard]] QStringList texts() const
    {
        QStringList texts;
        for (const QJsonObject &event : heard) {
            if (event["type"_L1] == "text"_L1)
                texts += event["text"_L1].toString();
        }
        return texts;
    }
};

} // namespace

//! A desk that comes back hears what it missed, whichever way it is connected: against a real
//! broker in its thread. What links promise without one is in tests/model/tst_eventlink.cpp.
class ResumeTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void hearsWhatItMissedAndNothingTwice_data() { links(); }
    void hearsWhatItMissedAndNothingTwice();
    void aFreshOneHearsOpenSessionsOnly_data() { links(); }
    void aFreshOneHearsOpenSessionsOnly();
    void anotherLogsNumbersAreAnsweredByReset_data() { links(); }
    void anotherLogsNumbersAreAnsweredByReset();

private:
    static void links()
    {
        QTest::addColumn<bool>("overSocket");
        QTest::newRow("over a socket") << true;
        QTest::newRow("inside the process") << false;
    }
    [[nodiscard]] std::unique_ptr<EventLink> linkInProcess(const AgentId &agent);
    [[nodiscard]] std::unique_ptr<EventLink> linkUnderTest();
    [[nodiscard]] QString keyFor(const AgentId &agent);
    void say(const QString &text); //!< as a colleague; stored when it returns

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<BrokerThread> m_broker;
    std::unique_ptr<Reader> m_colleague;
    QUrl m_address;
};

void ResumeTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_broker = std::make_unique<BrokerThread>(server::Configuration(), m_folder->path());
    const QSignalSpy ready(m_broker.get(), &BrokerThread::ready);
    m_broker->start(QHostAddress::LocalHost, 0);
    QTRY_COMPARE(ready.count(), 1);
    m_address = ready.first().first().toUrl();
    m_colleague = std::make_unique<Reader>(linkInProcess(Bea));
    m_colleague->link->open({});
    QTRY_VERIFY(!m_colleague->last(u"welcome"_s).isEmpty());
}

void ResumeTest::cleanup()
{
    m_colleague.reset();
    const QSignalSpy stopped(m_broker.get(), &BrokerThread::stopped);
    m_broker->stop();
    QTRY_COMPARE(stopped.count(), 1);
    m_broker.reset();
    m_folder.reset();
}

std::unique_ptr<EventLink> ResumeTest::linkInProcess(const AgentId &agent)
{
    return std::make_unique<model::InProcessLink>([this, agent](const EventLink::Resume &resume) {
        return m_broker->connectAgent(agent, resume);
    });
}

std::unique_ptr<EventLink> ResumeTest::linkUnderTest()
{
    QFETCH(bool, overSocket);
    if (!overSocket)
        return linkInProcess(Anna);
    return std::make_unique<model::WebSocketLink>(
        model::WebSocketLink::Address{m_address, keyFor(Anna), {}});
}

QString ResumeTest::keyFor(const AgentId &agent)
{
    const QJsonObject order{{u"do"_s, u"create"_s},
                            {u"name"_s, agent.value()},
                            {u"role"_s, u"agent"_s},
                            {u"agent"_s, agent.value()}};
    const auto made = server::ControlSocket::ask(m_folder->path(), order);
    return made && *made ? (*made)->value("key"_L1).toString() : QString();
}

void ResumeTest::say(const QString &text)
{
    const QJsonObject event{{u"type"_s, u"text"_s},
                            {u"direction"_s, u"outbound"_s},
                            {u"userId"_s, u"robin"_s},
                            {u"text"_s, text},
                            {u"id"_s, text}};
    m_colleague->link->send(QJsonDocument(event).toJson(QJsonDocument::Compact));
    QTRY_COMPARE(m_colleague->last(u"ack"_s)["id"_L1].toString(), text);
}

void ResumeTest::hearsWhatItMissedAndNothingTwice()
{
    say(u"long ago"_s);
    Reader reader(linkUnderTest());
    reader.link->open({});
    QTRY_VERIFY(!reader.last(u"welcome"_s).isEmpty());
    say(u"heard"_s);
    QTRY_COMPARE(reader.texts(), QStringList{u"heard"_s});
    const QString epoch = reader.last(u"welcome"_s)["epoch"_L1].toString();
    const auto seq = quint64(reader.last(u"text"_s)["seq"_L1].toInteger());

    reader.link->close();
    say(u"missed"_s);
    say(u"missed too"_s);
    reader.link->open({seq, epoch});
    QTRY_COMPARE(reader.texts().constLast(), u"missed too"_s);
    say(u"live again"_s);

    QTRY_COMPARE(reader.texts().join(u','), u"heard,missed,missed too,live again"_s);
    QCOMPARE(reader.last(u"welcome"_s)["reset"_L1].toBool(), false);
}

void ResumeTest::aFreshOneHearsOpenSessionsOnly()
{
    say(u"to nobody who has a session"_s);
    Reader reader(linkUnderTest());
    reader.link->open({});
    QTRY_VERIFY(!reader.last(u"queue_state"_s).isEmpty()); // told after any replay
    QCOMPARE(reader.texts(), QStringList());
}

void ResumeTest::anotherLogsNumbersAreAnsweredByReset()
{
    say(u"in this log"_s);
    Reader reader(linkUnderTest());
    reader.link->open({1, u"another-log"_s});
    QTRY_VERIFY(!reader.last(u"queue_state"_s).isEmpty());
    QCOMPARE(reader.last(u"welcome"_s)["reset"_L1].toBool(), true);
    QCOMPARE(reader.texts(), QStringList());
}

QTEST_GUILESS_MAIN(ResumeTest)
#include "tst_resume.moc"
