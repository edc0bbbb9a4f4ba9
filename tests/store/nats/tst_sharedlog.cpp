// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/nats/natsblobs.h"
#include "broker/store/nats/natscluster.h"
#include "broker/store/nats/natscredentials.h"
#include "broker/store/nats/sharedlog.h"
#include "tests/store/logsuite.h"
#include "tests/store/nats/clusterlog.h"

#include <QDir>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;
using Kind = AppendOutcome::Kind;
using test::NatsServer;

namespace
{

//! What a broker has of its cluster, and what it hears of it.
struct House {
    House(const ClusterOptions &options, const Clock &clock, const QList<KeyRecord> &keys = {})
        : link(std::make_shared<nats::ClusterLink>(options))
        , log(std::make_unique<SharedLog>(options, link, clock))
        , credentials(link, keys)
        , cluster(std::make_unique<NatsCluster>(link, *log))
        , probe(*log)
    {
        QObject::connect(log.get(), &EventLog::appended, &context,
                         [this](const QList<AppendOutcome> &outcomes) {
                             for (const AppendOutcome &outcome : outcomes) {
                                 if (outcome.kind == Kind::Stored)
                                     take(outcome.event, u"ours"_s);
                                 else
                                     answers.append({outcome, heard.size()});
                             }
                         });
        QObject::connect(log.get(), &EventLog::arrived, &context,
                         [this](const QList<StoredEvent> &events) {
                             for (const StoredEvent &event : events)
                                 take(event, u"theirs"_s);
                         });
    }

    [[nodiscard]] bool open()
    {
        if (!probe.open())
            return false;
        log->follow(log->head());
        return true;
    }
    void take(const StoredEvent &event, const QString &by)
    {
        heard.append(event);
        whose.append(by);
    }

    struct Answer {
        AppendOutcome outcome;
        qsizetype behind = 0; //!< so many events
    };
    std::shared_ptr<nats::ClusterLink> link;
    std::unique_ptr<SharedLog> log;
    NatsCredentials credentials;
    std::unique_ptr<NatsCluster> cluster;
    LogProbe probe;
    QObject context;
    QList<StoredEvent> heard;
    QStringList whose;
    QList<Answer> answers;
};

TokenRecord token(const QString &user, const QByteArray &hash, qint64 usedMs = 1)
{
    return {UserId(user), hash, PlatformId(u"web"_s), usedMs, "first"};
}

//! Saves and waits for the answer.
bool saved(House &house, const TokenRecord &record)
{
    std::optional<bool> answer;
    house.credentials.saveToken(record, &house.context, [&](bool ok) { answer = ok; });
    return waitUntil([&] { return answer.has_value(); }) && *answer;
}

Credentials::Contents contentsOf(House &house)
{
    std::optional<Credentials::Contents> contents;
    house.credentials.load(&house.context,
                           [&](const Credentials::Contents &all) { contents = all; });
    return waitUntil([&] { return contents.has_value(); }) ? *contents
                                                           : Credentials::Contents{{}, {}, true};
}

} // namespace

//! What brokers share beside the promises that every log gives: one order of all that any of them
//! appends, keys and tokens, and which one of them acts.
class TestSharedLog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void tellsEverybodyEverythingInOneOrder();
    void answersBehindWhatTheAnswerIsAbout();
    void followsFromTheNumberThatItIsTold();
    void showsNoPageAheadOfWhatWasTold();
    void answersWhatItWasAskedLastBeforeItCloses();
    void goesOnBehindWhatWasErasedAtTheEnd();
    void tellsEveryBrokerOfATokenAndItsEnd();
    void letsOneOfTwoMakeACustomersToken();
    void bringsOwnKeysButNoneThatWasRevoked();
    void showsAnImageAtEveryBrokerUntilItIsErased();
    void letsOneActAndAnotherAfterIt();
    void takesOverFromWhoFallsSilent();
    void hearsWhatOthersSayButNotItself();

private:
    [[nodiscard]] std::unique_ptr<House> join(const QList<KeyRecord> &keys = {});

    test::FakeClock m_clock;
    NatsServer m_server;
    ClusterOptions m_options;
    int m_streams = 0;
};

void TestSharedLog::initTestCase()
{
    if (!NatsServer::isInstalled())
        QSKIP(NatsServer::whyMissing());
    QVERIFY(m_server.start());
}

void TestSharedLog::init()
{
    m_options = optionsFor({m_server.url()}, u"shared%1"_s.arg(++m_streams));
}

std::unique_ptr<House> TestSharedLog::join(const QList<KeyRecord> &keys)
{
    auto house = std::make_unique<House>(m_options, m_clock, keys);
    if (!house->open())
        qFatal("no log");
    return house;
}

void TestSharedLog::tellsEverybodyEverythingInOneOrder()
{
    constexpr int Each = 200;
    const auto a = join();
    const auto b = join();
    QList<AppendRequest> ofA, ofB;
    for (int i = 1; i <= Each; ++i) {
        const QString user = u"u%1"_s.arg(i % 7);
        ofA.append(request(quint64(i), Ann, textOf(user, u"a%1"_s.arg(i))));
        ofB.append(request(quint64(i), Bob, textOf(user))); // without an id, and alike
    }
    a->log->append(ofA);
    b->log->append(ofB);
    QVERIFY(waitUntil([&] { return a->heard.size() == 2 * Each && b->heard.size() == 2 * Each; }));
    QCOMPARE(seqs(a->heard), seqs(b->heard));
    QVERIFY(std::ranges::is_sorted(seqs(a->heard)));
    QCOMPARE(a->whose.count(u"ours"_s), Each);
    QCOMPARE(b->whose.count(u"ours"_s), Each);
    for (qsizetype i = 0; i < a->heard.size(); ++i) {
        QCOMPARE(a->heard.at(i).frame.bytes(), b->heard.at(i).frame.bytes());
        QCOMPARE(a->whose.at(i) == u"ours"_s, a->heard.at(i).sender == Ann);
    }
    QCOMPARE(a->log->head(), 2u * Each);
}

void TestSharedLog::answersBehindWhatTheAnswerIsAbout()
{
    const auto a = join();
    const auto b = join();
    a->log->append({onCondition(request(1, Ann, claim(u"u"_s, u"a"_s)), u"u"_s, 0)});
    b->log->append({onCondition(request(1, Bob, claim(u"u"_s, u"b"_s)), u"u"_s, 0)});
    QVERIFY(waitUntil([&] { return a->answers.size() + b->answers.size() == 1; }));
    House &loser = a->answers.isEmpty() ? *b : *a;
    QCOMPARE(loser.answers.constFirst().outcome.kind, Kind::Stale);
    QCOMPARE(loser.answers.constFirst().outcome.event.seq, 1u);
    QCOMPARE(loser.answers.constFirst().behind, 1); // it knows who has won
    QCOMPARE(loser.whose, QStringList{u"theirs"_s});
    // The same event again, at the other broker: it says which one it is.
    a->log->append({request(2, Ann, textOf(u"u"_s, u"once"_s))});
    QVERIFY(waitUntil([&] { return b->heard.size() == 2; }));
    b->answers.clear();
    b->log->append({request(2, Ann, textOf(u"u"_s, u"once"_s))});
    QVERIFY(waitUntil([&] { return !b->answers.isEmpty(); }));
    QCOMPARE(b->answers.constFirst().outcome.kind, Kind::Known);
    QCOMPARE(b->answers.constFirst().outcome.event.seq, 2u);
}

void TestSharedLog::followsFromTheNumberThatItIsTold()
{
    const auto a = join();
    for (quint64 i = 1; i <= 3; ++i)
        QCOMPARE(a->probe.append(request(i, Ann, textOf(u"u"_s))).kind, Kind::Stored);
    House late(m_options, m_clock);
    QVERIFY(late.probe.open());
    QCOMPARE(late.log->head(), 3u);
    late.log->follow(1);
    QCOMPARE(late.log->head(), 1u);
    QVERIFY(waitUntil([&] { return late.heard.size() == 2; }));
    QCOMPARE(seqs(late.heard), (QList<Seq>{2, 3}));
    QCOMPARE(late.log->head(), 3u);
    QVERIFY(late.probe.close());
}

void TestSharedLog::showsNoPageAheadOfWhatWasTold()
{
    const auto a = join();
    const auto b = join();
    // What another has appended is in a page when it was told, neither sooner nor later.
    for (quint64 i = 1; i <= 50; ++i) {
        a->log->append({request(i, Ann, textOf(u"u"_s))});
        const Page page = b->probe.page();
        QVERIFY(!page.failed);
        QVERIFY(page.events.isEmpty() || page.events.last().seq <= page.head);
        QVERIFY(page.head <= b->log->head());
        QCOMPARE(page.events.size(), qsizetype(page.head));
    }
    QVERIFY(waitUntil([&] { return b->heard.size() == 50; }));
    QCOMPARE(b->probe.page().head, 50u);
}

void TestSharedLog::answersWhatItWasAskedLastBeforeItCloses()
{
    const auto a = join();
    QList<AppendRequest> last;
    for (quint64 i = 1; i <= 50; ++i)
        last.append(request(i, Ann, textOf(u"u%1"_s.arg(i))));
    a->log->append(last);
    QVERIFY(a->probe.close());
    QCOMPARE(a->whose.count(u"ours"_s), 50);
}

void TestSharedLog::goesOnBehindWhatWasErasedAtTheEnd()
{
    const auto a = join();
    const auto b = join();
    QCOMPARE(a->probe.append(request(1, Ann, textOf(u"kept"_s))).kind, Kind::Stored);
    QCOMPARE(a->probe.append(request(2, Ann, textOf(u"goes"_s))).kind, Kind::Stored);
    QVERIFY(waitUntil([&] { return b->heard.size() == 2; }));
    std::optional<EraseOutcome> erased;
    EraseRequest goes;
    goes.user = UserId(u"goes"_s);
    a->log->erase(goes, &a->context, [&](const EraseOutcome &outcome) { erased = outcome; });
    QVERIFY(waitUntil([&] { return erased.has_value(); }));
    QCOMPARE(erased->erased, 1);
    QVERIFY(waitUntil([&] { return b->log->erasures() == 1; }));
    // A newcomer, who hears nothing of that number, and all of whom append behind it.
    const auto c = join();
    QCOMPARE(c->log->head(), 2u);
    QCOMPARE(c->probe.append(request(3, Bob, textOf(u"kept"_s))).event.seq, 3u);
    QVERIFY(waitUntil([&] { return a->heard.size() == 3 && b->heard.size() == 3; }));
    QCOMPARE(b->whose.constLast(), u"theirs"_s);
    House late(m_options, m_clock);
    QVERIFY(late.probe.open());
    late.log->follow(0);
    QVERIFY(waitUntil([&] { return late.heard.size() == 2; }));
    QCOMPARE(seqs(late.heard), (QList<Seq>{1, 3}));
    QCOMPARE(late.log->head(), 3u);
}

void TestSharedLog::tellsEveryBrokerOfATokenAndItsEnd()
{
    const auto a = join();
    const auto b = join();
    QSignalSpy came(&b->credentials, &Credentials::tokenSaved);
    QSignalSpy went(&b->credentials, &Credentials::tokenRemoved);
    const QString odd = u"x. *>\u00e5"_s + QChar(0xd800);
    QVERIFY(saved(*a, token(odd, "hash")));
    std::optional<bool> caughtUp;
    b->credentials.catchUp(&b->context, [&](bool ok) { caughtUp = ok; });
    QVERIFY(waitUntil([&] { return caughtUp.has_value(); }));
    QVERIFY(*caughtUp);
    QCOMPARE(came.count(), 1);
    const auto record = came.constFirst().constFirst().value<TokenRecord>();
    QCOMPARE(record.user, UserId(odd));
    QCOMPARE(record.hash, "hash");
    QCOMPARE(record.platform, PlatformId(u"web"_s));
    QCOMPARE(contentsOf(*join()).tokens.size(), 1); // who comes later knows it too

    a->credentials.removeTokens({UserId(odd)}, &a->context, [](bool) {});
    QVERIFY(waitUntil([&] { return went.count() == 1; }));
    QCOMPARE(went.constFirst().constFirst().value<UserId>(), UserId(odd));
    QVERIFY(contentsOf(*join()).tokens.isEmpty());
}

void TestSharedLog::letsOneOfTwoMakeACustomersToken()
{
    const auto a = join();
    const auto b = join();
    QList<bool> answers;
    const auto count = [&](bool ok) { answers.append(ok); };
    a->credentials.saveToken(token(u"u"_s, "a"), &a->context, count);
    b->credentials.saveToken(token(u"u"_s, "b"), &b->context, count);
    QVERIFY(waitUntil([&] { return answers.size() == 2; }));
    QCOMPARE(answers.count(true), 1);
    QVERIFY(saved(*a, token(u"v"_s, "c")));
    QVERIFY(saved(*a, token(u"v"_s, "c", 2))); // again at once, by who knows it
}

void TestSharedLog::bringsOwnKeysButNoneThatWasRevoked()
{
    const KeyRecord key{KeyName(u"boss"_s), "hash", Role::Supervisor, {}, 7};
    const KeyRecord agent{KeyName(u"anna"_s), "other", Role::Agent, AgentId(u"anna"_s), 8};
    const auto a = join({key, agent});
    QSignalSpy came(&a->credentials, &Credentials::keySaved);
    QVERIFY(contentsOf(*a).keys.isEmpty());
    QVERIFY(waitUntil([&] { return a->link->values().size() >= 2 && came.count() >= 2; }));
    const auto b = join({key});
    QCOMPARE(contentsOf(*b).keys.size(), 2);
    QSignalSpy went(&a->credentials, &Credentials::keyRemoved);
    b->credentials.removeKey(key.name, &b->context, [](bool) {});
    QVERIFY(waitUntil([&] { return went.count() == 1; }));
    QCOMPARE(went.constFirst().constFirst().value<KeyName>(), key.name);
    const KeyRecord another{agent.name, "another", Role::Agent, agent.agent, 9};
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the key boss .*: it was revoked"_s));
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(u"the key anna .*: the cluster has another one"_s));
    const auto c = join({key, another});
    const auto known = contentsOf(*c).keys;
    QCOMPARE(known.size(), 1);
    QCOMPARE(known.constFirst().name, agent.name);
    QCOMPARE(known.constFirst().role, Role::Agent);
    QCOMPARE(known.constFirst().agent, agent.agent);
    QCOMPARE(known.constFirst().createdMs, 8);
}

void TestSharedLog::showsAnImageAtEveryBrokerUntilItIsErased()
{
    const auto a = join();
    auto b = join();
    const QTemporaryDir ofA, ofB;
    NatsBlobs onA(a->link, m_options, ofA.path());
    auto onB = std::make_unique<NatsBlobs>(b->link, m_options, ofB.path());
    const auto load = [](House &house, NatsBlobs &blobs) {
        std::optional<BlobStore::Contents> contents;
        blobs.load(&house.context, [&](const BlobStore::Contents &all) { contents = all; });
        return waitUntil([&] { return contents.has_value(); }) ? contents->images.size() : -1;
    };
    const auto done = [](auto &&ask) {
        std::optional<bool> answer;
        ask([&](bool ok) { answer = ok; });
        return waitUntil([&] { return answer.has_value(); }) && *answer;
    };
    const ImageId image(u"picture"_s);
    const auto read = [&](House &house, NatsBlobs &blobs) {
        std::optional<BlobStore::Found> found;
        blobs.read(image, &house.context, [&](const BlobStore::Found &one) { found = one; });
        return waitUntil([&] { return found.has_value(); }) ? *found : BlobStore::Found{};
    };
    QCOMPARE(load(*a, onA), 0);
    QCOMPARE(load(*b, *onB), 0);

    QSignalSpy came(onB.get(), &BlobStore::imageSaved);
    QSignalSpy linked(onB.get(), &BlobStore::imageLinked);
    const QByteArray bytes = QByteArray("picture ").repeated(300'000);
    const UserId user(u"u"_s);
    QVERIFY(done([&](const BlobStore::Done &then) {
        onA.save({image, "image/png", 6, 4, u"customer:u"_s, 7}, bytes, user, &a->context, then);
    }));
    QVERIFY(waitUntil([&] { return came.count() == 1 && linked.count() == 1; }));
    QVERIFY(read(*b, *onB).bytes == bytes);
    QCOMPARE(QDir(ofB.path()).entryList(QDir::Files).size(), 1);
    m_server.kill(); // what it has a copy of it shows all the same
    QVERIFY(read(*b, *onB).bytes == bytes);
    QVERIFY(m_server.startAgain());

    onB.reset();
    b.reset(); // it is not there when the image is erased
    QVERIFY(done([&](const BlobStore::Done &then) {
        onA.removeImagesOf(user, BlobStore::EverMs, &a->context, then);
    }));
    QCOMPARE(read(*a, onA).kind, BlobStore::Found::Kind::Nothing);
    QVERIFY(QDir(ofA.path()).isEmpty());
    b = join();
    onB = std::make_unique<NatsBlobs>(b->link, m_options, ofB.path());
    QCOMPARE(load(*b, *onB), 0);
    QCOMPARE(read(*b, *onB).kind, BlobStore::Found::Kind::Nothing);
    QVERIFY(QDir(ofB.path()).isEmpty());
}

void TestSharedLog::letsOneActAndAnotherAfterIt()
{
    const auto a = join();
    QVERIFY(waitUntil([&] { return a->cluster->isLeading(); }));
    const auto b = join();
    QSignalSpy leads(b->cluster.get(), &Cluster::leads);
    QVERIFY(!b->cluster->isLeading());
    a->cluster->resign();
    QVERIFY(!a->cluster->isLeading());
    QVERIFY(waitUntil([&] { return b->cluster->isLeading(); }));
    QCOMPARE(leads.constLast().constFirst().toBool(), true);
    QVERIFY(!a->cluster->isLeading());
}

void TestSharedLog::takesOverFromWhoFallsSilent()
{
    auto a = join();
    QVERIFY(waitUntil([&] { return a->cluster->isLeading(); }));
    const auto b = join();
    a->log->append({request(1, Ann, textOf(u"u"_s))});
    a.reset(); // without a word
    QVERIFY(!b->cluster->isLeading());
    QVERIFY(waitUntil([&] { return b->cluster->isLeading(); }));
    QCOMPARE(b->log->head(), 1u); // it knows all that was there when it began to act
}

void TestSharedLog::hearsWhatOthersSayButNotItself()
{
    const auto a = join();
    const auto b = join();
    QSignalSpy own(a->cluster.get(), &Cluster::heard);
    QSignalSpy others(b->cluster.get(), &Cluster::heard);
    a->cluster->tell("one\ntwo");
    a->cluster->tell({});
    QVERIFY(waitUntil([&] { return others.count() == 2; }));
    QCOMPARE(others.at(0), (QVariantList{a->cluster->self(), 1ULL, QByteArray("one\ntwo")}));
    QCOMPARE(others.at(1), (QVariantList{a->cluster->self(), 2ULL, QByteArray()}));
    QCOMPARE(own.count(), 0);
}

QTEST_GUILESS_MAIN(TestSharedLog)
#include "tst_sharedlog.moc"
