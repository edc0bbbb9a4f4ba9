// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/pipefarend.h"
#include "tests/model/socketfarend.h"
#include "tests/support/corpus.h"
#include "ui/model/framepacer.h"

#include <QSignalSpy>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;
using State = EventLink::State;

namespace
{

struct Line //!< a link and its far end
{
    std::unique_ptr<test::FarEnd> far;
    std::unique_ptr<EventLink> link;
    QList<QByteArray> received;
    QStringList states; //!< each with its reason, if there is one

    explicit Line(bool overSocket)
        : far(overSocket ? std::unique_ptr<test::FarEnd>(std::make_unique<test::SocketFarEnd>())
                         : std::make_unique<test::PipeFarEnd>())
        , link(far->makeLink())
    {
        QObject::connect(link.get(), &EventLink::framesReceived, link.get(),
                         [this](const QList<QByteArray> &frames) { received += frames; });
        QObject::connect(link.get(), &EventLink::stateChanged, link.get(),
                         [this](State state, const QString &why) {
                             const auto names = QMetaEnum::fromType<State>();
                             states += QString::fromLatin1(names.valueToKey(int(state)))
                                 + (why.isEmpty() ? u""_s : u"!"_s);
                         });
    }
    void connectUp() //!< for tests that begin there
    {
        link->open({});
        QTRY_VERIFY(link->state() == State::Online && far->hasPeer());
    }
};

} // namespace

//! What every link promises, whatever carries it.
class EventLinkTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void connectsAfterOpenHasReturned_data() { links(); }
    void connectsAfterOpenHasReturned();
    void carriesEveryByteBothWays_data() { links(); }
    void carriesEveryByteBothWays();
    void keepsTheOrderAndGathersWhatComesTogether_data() { links(); }
    void keepsTheOrderAndGathersWhatComesTogether();
    void handsOnOnceAFrameAtMost_data() { links(); }
    void handsOnOnceAFrameAtMost();
    void dropsWhatIsSentWhileOffline_data() { links(); }
    void dropsWhatIsSentWhileOffline();
    void comesBackWhereItStopped_data() { links(); }
    void comesBackWhereItStopped();
    void keepsTryingUntilThereIsABroker_data() { links(); }
    void keepsTryingUntilThereIsABroker();
    void takesARefusalForAnAnswer_data() { links(); }
    void takesARefusalForAnAnswer();
    void staysClosedAndOpensAgain_data() { links(); }
    void staysClosedAndOpensAgain();

private:
    static void links()
    {
        QTest::addColumn<bool>("overSocket");
        QTest::newRow("over a socket") << true;
        QTest::newRow("inside the process") << false;
    }
};

void EventLinkTest::connectsAfterOpenHasReturned()
{
    QFETCH(bool, overSocket);
    Line line(overSocket);
    line.link->open({17, u"epoch one/ä+&"_s});
    QCOMPARE(line.link->state(), State::Connecting);
    QTRY_COMPARE(line.states.join(u' '), u"Connecting Online"_s);
    QTRY_COMPARE(line.far->asked, (QList<EventLink::Resume>{{17, u"epoch one/ä+&"_s}}));
}

void EventLinkTest::carriesEveryByteBothWays()
{
    QFETCH(bool, overSocket);
    Line line(overSocket);
    line.connectUp();
    QList<QByteArray> corpus;
    for (const test::CorpusFile &file : test::acceptedCorpus())
        corpus += file.bytes;
    QVERIFY(corpus.size() > 60);

    for (const QByteArray &bytes : std::as_const(corpus)) {
        line.link->send(bytes);
        line.far->send(bytes);
    }

    QTRY_COMPARE(line.far->received.size(), corpus.size());
    QTRY_COMPARE(line.received.size(), corpus.size());
    QCOMPARE(line.far->received, corpus);
    QCOMPARE(line.received, corpus);
}

void EventLinkTest::keepsTheOrderAndGathersWhatComesTogether()
{
    QFETCH(bool, overSocket);
    Line line(overSocket);
    line.connectUp();
    const QSignalSpy batches(line.link.get(), &EventLink::framesReceived);
    QList<QByteArray> frames;
    for (int i = 0; i < 500; ++i)
        frames += QByteArray::number(i);

    for (const QByteArray &frame : std::as_const(frames))
        line.far->send(frame);

    QTRY_COMPARE(line.received.size(), frames.size());
    QCOMPARE(line.received, frames);
    QVERIFY2(batches.count() < 100, qPrintable(QString::number(batches.count())));
}

void EventLinkTest::handsOnOnceAFrameAtMost()
{
    QFETCH(bool, overSocket);
    Line line(overSocket);
    line.connectUp();
    const QSignalSpy batches(line.link.get(), &EventLink::framesReceived);
    QElapsedTimer timer;
    timer.start();
    for (qsizetype i = 1; i <= 300; ++i) { // each comes in a round of its own
        line.far->send(QByteArray::number(i));
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(line.received.size(), 300);
    QVERIFY(batches.count() <= timer.elapsed() / FramePacer::Frame.count() + 2);
}

void EventLinkTest::dropsWhatIsSentWhileOffline()
{
    QFETCH(bool, overSocket);
    Line line(overSocket);
    line.link->send("before");
    line.link->open({});
    line.link->send("while it connects");
    QTRY_VERIFY(line.link->state() == State::Online && line.far->hasPeer());
    line.link->send("now");
    QTRY_COMPARE(line.far->received, QList<QByteArray>{"now"});
}

void EventLinkTest::comesBackWhereItStopped()
{
    QFETCH(bool, overSocket);
    Line line(overSocket);
    line.connectUp();
    line.far->send("the last that came");
    QTRY_COMPARE(line.received.size(), 1);
    line.link->setResume({42, u"one"_s});

    line.far->hangUp(CloseCode::Draining);

    QTRY_COMPARE(line.states.join(u' '), u"Connecting Online Offline! Connecting Online"_s);
    QTRY_COMPARE(line.far->asked, (QList<EventLink::Resume>{{}, {42, u"one"_s}}));
    QTRY_VERIFY(line.far->hasPeer());
    line.far->send("more");
    QTRY_COMPARE(line.received.constLast(), "more");
}

void EventLinkTest::keepsTryingUntilThereIsABroker()
{
    QFETCH(bool, overSocket);
    Line line(overSocket);
    line.far->goAway();
    line.link->open({});
    QTRY_VERIFY(line.states.count(u"Offline!"_s) >= 3);
    line.far->comeBack();
    QTRY_COMPARE(line.link->state(), State::Online);
}

void EventLinkTest::takesARefusalForAnAnswer()
{
    QFETCH(bool, overSocket);
    Line line(overSocket);
    line.connectUp();
    line.far->hangUp(CloseCode::NotAuthorised);
    QTRY_COMPARE(line.states.join(u' '), u"Connecting Online Refused!"_s);
    QCoreApplication::processEvents();
    QCOMPARE(line.far->asked.size(), 1); // it would have come back at once

    line.link->open({}); // with another key, say
    QTRY_COMPARE(line.link->state(), State::Online);
}

void EventLinkTest::staysClosedAndOpensAgain()
{
    QFETCH(bool, overSocket);
    Line line(overSocket);
    line.connectUp();
    line.link->send("the last word");
    line.link->close();
    QCOMPARE(line.states.join(u' '), u"Connecting Online Offline"_s);
    QTRY_COMPARE(line.far->received, QList<QByteArray>{"the last word"});
    QTRY_VERIFY(!line.far->hasPeer());
    QCOMPARE(line.far->asked.size(), 1);

    line.link->open({});
    QTRY_COMPARE(line.link->state(), State::Online);
    line.link.reset(); // with the connection open
    QTRY_VERIFY(!line.far->hasPeer());
}

QTEST_GUILESS_MAIN(EventLinkTest)
#include "tst_eventlink.moc"
