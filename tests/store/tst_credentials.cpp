// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/store/memorycredentials.h"
#include "broker/store/sqlitecredentials.h"
#include "tests/store/storefixture.h"

#include <functional>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::store;

namespace
{

//! One implementation, ready to use, with the log that opens it where it needs one.
struct CredentialsCase {
    std::unique_ptr<EventLog> log;
    std::unique_ptr<Credentials> credentials;
    std::function<void(bool)> setFailing;
};

KeyRecord key(const QString &name, Role role = Role::Bot, const QString &agent = {})
{
    return {KeyName(name), QByteArray("\x00\xff hash of ", 10) + name.toUtf8(), role,
            AgentId(agent), 1234};
}

TokenRecord token(const QString &user, qint64 lastUsedMs = 99)
{
    return {UserId(user), "hash of " + user.toUtf8(), PlatformId(u"webchat"_s), lastUsedMs,
            lastUsedMs % 2 == 0 ? QByteArray() : QByteArray("\0 first", 7)};
}

bool same(const KeyRecord &a, const KeyRecord &b)
{
    return a.name == b.name && a.hash == b.hash && a.role == b.role && a.agent == b.agent
        && a.createdMs == b.createdMs;
}

bool same(const TokenRecord &a, const TokenRecord &b)
{
    return a.user == b.user && a.hash == b.hash && a.platform == b.platform
        && a.lastUsedMs == b.lastUsedMs && a.first == b.first;
}

} // namespace

//! The contract of Credentials, held by both implementations.
class TestCredentials : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void init();

    void givesBackWhatWasSaved();
    void replacesARecordOfTheSameName();
    void removesWhatItIsToldTo();
    void keepsOddNamesApart();
    void loadsWhatWasSavedJustBefore();
    void saysWhenNothingWasSaved();
    void dropsTheAnswerOfADeadContext();
    void remembersInTheFile();
    void failsWhenItsLogIsNotOpen();

private:
    using Write = std::function<void(QObject *, Credentials::Done)>;
    bool written(const Write &write);
    Credentials::Contents contents();
    [[nodiscard]] bool save(const KeyRecord &record);
    [[nodiscard]] bool save(const TokenRecord &record);

    std::unique_ptr<QTemporaryDir> m_directory;
    test::FakeClock m_clock;
    CredentialsCase m_case;
};

void TestCredentials::initTestCase_data()
{
    QTest::addColumn<bool>("inFile");
    QTest::newRow("in memory") << false;
    QTest::newRow("in SQLite") << true;
}

void TestCredentials::init()
{
    QFETCH_GLOBAL(bool, inFile);
    m_case = {};
    m_directory = std::make_unique<QTemporaryDir>();
    if (!inFile) {
        auto memory = std::make_unique<MemoryCredentials>();
        const auto setFailing = [raw = memory.get()](bool failing) { raw->setFailing(failing); };
        m_case = {nullptr, std::move(memory), setFailing};
        return;
    }
    auto database = std::make_shared<Database>(m_directory->path(), m_clock);
    m_case = {std::make_unique<SqliteLog>(database), std::make_unique<SqliteCredentials>(database),
              [database](bool failing) { database->limitPages(failing ? 1 : 0); }};
    QVERIFY(LogProbe(*m_case.log).open());
}

bool TestCredentials::written(const Write &write)
{
    std::optional<bool> answer;
    write(this, [&](bool ok) { answer = ok; });
    return waitUntil([&] { return answer.has_value(); }) && *answer;
}

bool TestCredentials::save(const KeyRecord &record)
{
    return written([&](QObject *context, const Credentials::Done &done) {
        m_case.credentials->saveKey(record, context, done);
    });
}

bool TestCredentials::save(const TokenRecord &record)
{
    return written([&](QObject *context, const Credentials::Done &done) {
        m_case.credentials->saveToken(record, context, done);
    });
}

Credentials::Contents TestCredentials::contents()
{
    std::optional<Credentials::Contents> loaded;
    m_case.credentials->load(this,
                             [&](const Credentials::Contents &contents) { loaded = contents; });
    const bool answered = waitUntil([&] { return loaded.has_value(); });
    return answered ? *loaded : Credentials::Contents{{}, {}, true};
}

void TestCredentials::givesBackWhatWasSaved()
{
    const QList keys{key(u"agent"_s, Role::Agent, u"anna"_s), key(u"bot"_s),
                     key(u"boss"_s, Role::Supervisor), key(u"messenger"_s, Role::Channel)};
    for (const KeyRecord &record : keys)
        QVERIFY(save(record));
    QVERIFY(save(token(u"u1"_s)));

    const auto all = contents();
    QVERIFY(!all.failed);
    QCOMPARE(all.keys.size(), keys.size());
    for (const KeyRecord &expected : keys)
        QVERIFY(std::ranges::any_of(all.keys,
                                    [&](const KeyRecord &found) { return same(found, expected); }));
    QCOMPARE(all.tokens.size(), 1);
    QVERIFY(same(all.tokens.first(), token(u"u1"_s)));
}

void TestCredentials::replacesARecordOfTheSameName()
{
    QVERIFY(save(key(u"a"_s, Role::Bot)));
    QVERIFY(save(key(u"a"_s, Role::Supervisor)));
    QVERIFY(save(token(u"u1"_s, 1)));
    QVERIFY(save(token(u"u1"_s, 2)));
    const auto all = contents();
    QCOMPARE(all.keys.size(), 1);
    QCOMPARE(all.keys.first().role, Role::Supervisor);
    QCOMPARE(all.tokens.size(), 1);
    QCOMPARE(all.tokens.first().lastUsedMs, 2);
}

void TestCredentials::removesWhatItIsToldTo()
{
    for (const QString &name : {u"a"_s, u"b"_s, u"c"_s}) {
        QVERIFY(save(key(name)));
        QVERIFY(save(token(name)));
    }
    QVERIFY(written([&](QObject *context, const Credentials::Done &done) {
        m_case.credentials->removeKey(KeyName(u"a"_s), context, done);
    }));
    QVERIFY(written([&](QObject *context, const Credentials::Done &done) {
        m_case.credentials->removeTokens({UserId(u"a"_s), UserId(u"c"_s), UserId(u"nobody"_s)},
                                         context, done);
    }));
    const auto all = contents();
    QCOMPARE(all.keys.size(), 2);
    QCOMPARE(all.tokens.size(), 1);
    QCOMPARE(all.tokens.first().user, UserId(u"b"_s));
}

void TestCredentials::keepsOddNamesApart()
{
    const QStringList names{u"a"_s,
                            u"A"_s,
                            u"a "_s,
                            QString(u"a"_s + QChar(0xd800)),
                            QString(u"a"_s + QChar(0xd801)),
                            QString(u"a"_s + QChar(u'\0'))};
    for (const QString &name : names)
        QVERIFY(save(token(name)));
    QStringList found;
    for (const TokenRecord &record : contents().tokens)
        found.append(record.user.value());
    QCOMPARE(QSet<QString>(found.begin(), found.end()), QSet<QString>(names.begin(), names.end()));
}

void TestCredentials::loadsWhatWasSavedJustBefore()
{
    m_case.credentials->saveKey(key(u"a"_s), this, [](bool) {});
    QCOMPARE(contents().keys.size(), 1);
}

void TestCredentials::saysWhenNothingWasSaved()
{
    QVERIFY(save(token(u"u1"_s)));
    m_case.setFailing(true);
    TokenRecord large = token(u"u2"_s);
    large.hash = QByteArray(50'000, 'x');
    QVERIFY(!save(large));
    QCOMPARE(contents().tokens.size(), 1);
    m_case.setFailing(false);
    QVERIFY(save(large));
    QCOMPARE(contents().tokens.size(), 2);
}

void TestCredentials::dropsTheAnswerOfADeadContext()
{
    bool answered = false;
    auto context = std::make_unique<QObject>();
    m_case.credentials->saveKey(key(u"a"_s), context.get(), [&](bool) { answered = true; });
    context.reset();
    QCOMPARE(contents().keys.size(), 1); // done, though nobody is told
    QVERIFY(!answered);
}

void TestCredentials::remembersInTheFile()
{
    QFETCH_GLOBAL(bool, inFile);
    if (!inFile)
        return; // what is in memory is gone with it, by design
    QVERIFY(save(key(u"a"_s, Role::Agent, u"anna"_s)));
    QVERIFY(save(token(u"u1"_s)));
    QVERIFY(LogProbe(*m_case.log).close());
    QVERIFY(LogProbe(*m_case.log).open());
    const auto all = contents();
    QCOMPARE(all.keys.size(), 1);
    QVERIFY(same(all.keys.first(), key(u"a"_s, Role::Agent, u"anna"_s)));
    QCOMPARE(all.tokens.size(), 1);
}

void TestCredentials::failsWhenItsLogIsNotOpen()
{
    QFETCH_GLOBAL(bool, inFile);
    if (!inFile)
        return; // it has no log to be opened by
    QVERIFY(LogProbe(*m_case.log).close());
    QVERIFY(!save(key(u"a"_s)));
    QVERIFY(contents().failed);
}

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
