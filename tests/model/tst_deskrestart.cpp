// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/fakelink.h"
#include "tests/model/told.h"
#include "tests/support/fakeclock.h"
#include "ui/model/consolecontroller.h"
#include "ui/model/drafts.h"
#include "ui/model/outboxfile.h"
#include "ui/model/transcriptmodel.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const UserId Robin(u"robin"_s);
const UserId Karin(u"karin"_s);
const AgentId Anders(u"an01"_s);
const QueueId General(u"general"_s);

//! One life of a desk. It is killed when what it has in memory counts no more: the next life knows
//! what is on disk by then. So a test lets a new one begin while the old one is still there.
struct Life {
    test::FakeClock clock;
    test::FakeLink link;
    SessionStore store;
    OutboxFile outboxFile;
    Drafts drafts;
    ConsoleController controller{store, link, drafts, clock, {Anders, u"Anders Andersson"_s, {}}};
    QSignalSpy saved{&outboxFile, &OutboxFile::saved};

    explicit Life(const QTemporaryDir &directory)
        : outboxFile(directory.filePath(u"outbox.json"_s), store)
        , drafts(directory.filePath(u"drafts.json"_s), 0ms)
    {
        controller.start();
    }
    [[nodiscard]] bool isSaved() { return saved.count() > 0 || saved.wait(); }
    [[nodiscard]] QStringList ways(const UserId &user) //!< each line's text and how it fares
    {
        static const QStringList names{u"None"_s, u"Sending"_s, u"Sent"_s, u"Read"_s, u"Failed"_s};
        QStringList ways;
        const TranscriptModel *transcript = store.transcript(user);
        for (int row = 0; row < transcript->rowCount(); ++row) {
            const auto item
                = transcript->index(row).data(TranscriptModel::ItemRole).value<TranscriptItem>();
            if (item.kind == TranscriptItem::Kind::Agent)
                ways += item.text + u' ' + names.at(qsizetype(item.delivery));
        }
        return ways;
    }
};

} // namespace

//! A desk is killed and started again: what the agent said and was not answered, and what he had
//! begun to write, is there, and is said once.
class DeskRestartTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void saysAgainWhatWasNotAnswered();
    void doesNotSayAgainWhatWasStoredBeforeTheKill();
    void forgetsWhatWasAnswered();
    void leavesFailedOnesToTheAgent();
    void keepsNeitherStatusNorClaims();
    void saysNothingToAnotherLog();
    void surviveFilesThatAreNotOurs();
    void keepsDraftsOfSessionsThatAreOpen();
    void forgetsDraftsOfSessionsThatEnd();
    void forgetsDraftsThatHadJustLeft();

private:
    [[nodiscard]] QList<QByteArray> openSession(); //!< Robin's, with Anders
    [[nodiscard]] static QByteArray now() { return test::Told::queueState(General, u"General"_s); }

    std::unique_ptr<QTemporaryDir> m_directory;
    test::Told m_told;
};

void DeskRestartTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_directory = std::make_unique<QTemporaryDir>();
    m_told = {};
}

QList<QByteArray> DeskRestartTest::openSession()
{
    return {m_told.welcome(), m_told.inbound(Robin, event::Start{}), m_told.queues(Robin, General),
            m_told.claims(Robin, Anders), now()};
}

void DeskRestartTest::saysAgainWhatWasNotAnswered()
{
    const QList<QByteArray> session = openSession();
    Life first(*m_directory);
    first.link.deliver(session);
    (void)first.link.takeSent();
    QVERIFY(first.controller.reply(Robin, u"one"_s));
    QVERIFY(first.controller.note(Robin, u"two"_s));
    const QList<EventFrame> sent = first.link.takeSent();
    QVERIFY(first.isSaved());

    Life second(*m_directory);
    QCOMPARE(second.ways(Robin), QStringList{u"one Sending"_s}); // before there is a connection
    second.link.deliver(session);
    const QList<EventFrame> again = second.link.takeSent();
    QCOMPARE(again.size(), 2);
    QCOMPARE(again.at(0).bytes(), sent.at(0).bytes()); // so under the same id
    QCOMPARE(again.at(1).bytes(), sent.at(1).bytes());
    second.link.deliver({m_told.ack(again.at(0).id()), m_told.ack(again.at(1).id())});
    QCOMPARE(second.ways(Robin), QStringList{u"one Sent"_s});
    QVERIFY(second.isSaved());

    const Life third(*m_directory);
    QCOMPARE(third.store.outbox().size(), 0);
}

void DeskRestartTest::doesNotSayAgainWhatWasStoredBeforeTheKill()
{
    QList<QByteArray> session = openSession();
    Life first(*m_directory);
    first.link.deliver(session);
    (void)first.link.takeSent();
    QVERIFY(first.controller.reply(Robin, u"stored, but the answer never came"_s));
    const EventFrame sent = first.link.takeSent().constFirst();
    QVERIFY(first.isSaved());

    session.insert(session.size() - 1, m_told.storedBytes(sent.bytes()));
    Life second(*m_directory);
    second.link.deliver(session);
    QVERIFY(second.link.takeSent().isEmpty());
    QCOMPARE(second.ways(Robin), QStringList{u"stored, but the answer never came Sent"_s});
}

void DeskRestartTest::forgetsWhatWasAnswered()
{
    Life first(*m_directory);
    first.link.deliver(openSession());
    (void)first.link.takeSent();
    QVERIFY(first.controller.reply(Robin, u"one"_s));
    first.link.deliver({m_told.ack(first.link.takeSent().constFirst().id())});
    QVERIFY(first.isSaved());

    const Life second(*m_directory);
    QCOMPARE(second.store.outbox().size(), 0);
}

void DeskRestartTest::leavesFailedOnesToTheAgent()
{
    const QList<QByteArray> session = openSession();
    Life first(*m_directory);
    first.link.deliver(session);
    (void)first.link.takeSent();
    QVERIFY(first.controller.reply(Robin, u"refused"_s));
    const EventId id = first.link.takeSent().constFirst().id();
    first.link.deliver({m_told.error(id, ErrorCode::RateLimited, u"too fast"_s)});
    QVERIFY(first.isSaved());

    Life second(*m_directory);
    second.link.deliver(session);
    QVERIFY(second.link.takeSent().isEmpty());
    QCOMPARE(second.ways(Robin), QStringList{u"refused Failed"_s});
    second.controller.retry(id);
    QCOMPARE(second.link.takeSent().constFirst().id(), id);
}

void DeskRestartTest::keepsNeitherStatusNorClaims()
{
    Life first(*m_directory);
    first.link.deliver(openSession() + QList{m_told.inbound(Karin, event::Start{})});
    first.controller.setStatus(ConsoleController::Status::Available);
    first.controller.claim(Karin);
    QVERIFY(first.controller.reply(Robin, u"one"_s));
    QCOMPARE(first.store.outbox().size(), 3);
    QVERIFY(first.isSaved());

    const Life second(*m_directory);
    QCOMPARE(second.store.outbox().size(), 1);
}

void DeskRestartTest::saysNothingToAnotherLog()
{
    Life first(*m_directory);
    first.link.deliver(openSession());
    QVERIFY(first.controller.reply(Robin, u"one"_s));
    QVERIFY(first.isSaved());

    Life second(*m_directory);
    m_told = {};
    m_told.epoch = u"two"_s;
    second.link.deliver(openSession());
    QVERIFY(second.link.takeSent().isEmpty());
    QCOMPARE(second.ways(Robin), QStringList());
    QCOMPARE(second.store.outbox().size(), 1); // the status
}

void DeskRestartTest::surviveFilesThatAreNotOurs()
{
    QFile file(m_directory->filePath(u"outbox.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"epoch":"one","events":[7,{"event":"!!"},{"event":"e30="},{}]})");
    file.close();
    const Life odd(*m_directory);
    QCOMPARE(odd.store.outbox().size(), 0);

    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"epoch\": \"on");
    file.close();
    const Life torn(*m_directory);
    QCOMPARE(torn.store.outbox().size(), 0);
    QVERIFY(QFile::exists(file.fileName() + u".unreadable"_s));
}

void DeskRestartTest::keepsDraftsOfSessionsThatAreOpen()
{
    {
        Drafts drafts(m_directory->filePath(u"drafts.json"_s), 1h);
        drafts.setText(Robin, u"Hej Ro"_s);
        drafts.setText(Karin, u"of a session that ended while we were away"_s);
    }
    Life life(*m_directory);
    QList<QByteArray> session = openSession();
    const QByteArray lastWord = session.takeLast();
    life.link.deliver(session); // the replay is still coming in
    QCOMPARE(life.drafts.users().size(), 2);
    life.link.deliver({lastWord});
    QCOMPARE(life.drafts.users(), QList{Robin});
    QCOMPARE(life.drafts.text(Robin), u"Hej Ro"_s);
}

void DeskRestartTest::forgetsDraftsOfSessionsThatEnd()
{
    Life life(*m_directory);
    life.link.deliver(openSession());
    life.controller.composing(Robin, u"Hej Ro"_s);
    QCOMPARE(life.drafts.users(), QList{Robin});
    life.link.deliver({m_told.outbound(Robin, event::EndSession{})});
    QVERIFY(life.drafts.users().isEmpty());
}

void DeskRestartTest::forgetsDraftsThatHadJustLeft()
{
    Life first(*m_directory);
    first.link.deliver(openSession());
    QVERIFY(first.controller.reply(Robin, u"one"_s));
    first.drafts.setText(Robin, u"one"_s); // what the file still says when the power goes
    first.drafts.flush();
    QVERIFY(first.isSaved());
    Life second(*m_directory);
    QCOMPARE(second.ways(Robin), QStringList{u"one Sending"_s});
    QCOMPARE(second.drafts.text(Robin), QString());
}

QTEST_GUILESS_MAIN(DeskRestartTest)
#include "tst_deskrestart.moc"
