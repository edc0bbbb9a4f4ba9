// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/keyorders.h"
#include "broker/server/keys.h"
#include "broker/server/origins.h"
#include "broker/server/tokens.h"
#include "broker/store/memorycredentials.h"
#include "tests/support/fakeclock.h"

#include <QCryptographicHash>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::server;
using namespace std::chrono_literals;

//! Who proves what: keys, tokens, origins.
class KeysTest : public QObject
{
    Q_OBJECT
private slots:
    void makesKeysThatIdentifyTheirHolder();
    void keepsNoKeyInClear();
    void replacesAKeyByAnotherOfItsName();
    void refusesANameInUse();
    void wantsAnAgentWithRoleAgentOnly_data();
    void wantsAnAgentWithRoleAgentOnly();
    void keepsTheNamesOfTheHouse_data();
    void keepsTheNamesOfTheHouse();
    void revokesAgainWhatTheStoreStillHas();
    void letsATokenLiveADayAfterItsLastUse();
    void writesTheLastUseSparingly();
    void allowsOrigins_data();
    void allowsOrigins();
};

void KeysTest::makesKeysThatIdentifyTheirHolder()
{
    Keys keys;
    const auto made = keys.make({KeyName(u"desk 1"_s), Role::Agent, AgentId(u"anna"_s)}, {});
    QVERIFY(made);
    keys.insert(made->record);
    QVERIFY(made->key.startsWith("sk_agent_"));
    QCOMPARE(made->key.size(), qsizetype(sizeof("sk_agent_") - 1 + 43)); // 32 bytes as base64url
    const auto who = keys.identify(made->key);
    QVERIFY(who);
    QCOMPARE(who->role, Role::Agent);
    QCOMPARE(who->agent.value(), u"anna"_s);
    QCOMPARE(who->name, u"key:desk 1"_s);
    QVERIFY(!keys.identify(made->key.chopped(1)));
    QVERIFY(!keys.identify(""));
    QVERIFY(keys.remove(KeyName(u"desk 1"_s)));
    QVERIFY(!keys.identify(made->key));
    QVERIFY(!keys.remove(KeyName(u"desk 1"_s)));
}

void KeysTest::keepsNoKeyInClear()
{
    const auto made = Keys().make({KeyName(u"b"_s), Role::Bot, {}}, {});
    QVERIFY(made);
    QCOMPARE(made->record.hash, QCryptographicHash::hash(made->key, QCryptographicHash::Sha256));
    QVERIFY(!made->record.hash.contains(made->key));
}

void KeysTest::replacesAKeyByAnotherOfItsName()
{
    Keys keys;
    const KeyOrder order{KeyName(u"b"_s), Role::Bot, {}};
    const auto before = keys.make(order, {});
    const auto after = Keys().make(order, {});
    QVERIFY(before && after);
    QVERIFY(!keys.replace(before->record));
    QVERIFY(!keys.replace(before->record)); // told again
    QVERIFY(keys.replace(after->record));
    QVERIFY(!keys.identify(before->key));
    QVERIFY(keys.identify(after->key));
    QCOMPARE(keys.all().size(), 1);
}

void KeysTest::refusesANameInUse()
{
    Keys keys;
    keys.insert(keys.make({KeyName(u"b"_s), Role::Bot, {}}, {})->record);
    QVERIFY(!keys.make({KeyName(u"b"_s), Role::Supervisor, {}}, {}));
}

void KeysTest::wantsAnAgentWithRoleAgentOnly_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("agent");
    QTest::addColumn<bool>("good");
    QTest::newRow("an agent's key with an agent") << u"agent"_s << u"anna"_s << true;
    QTest::newRow("an agent of two lines") << u"agent"_s << u"an\nna"_s << false;
    QTest::newRow("an agent's key without") << u"agent"_s << QString() << false;
    QTest::newRow("a bot's key without") << u"bot"_s << QString() << true;
    QTest::newRow("a bot's key with an agent") << u"bot"_s << u"anna"_s << false;
    QTest::newRow("a supervisor's") << u"supervisor"_s << QString() << true;
    QTest::newRow("a channel's") << u"channel"_s << QString() << true;
    QTest::newRow("a customer has no key") << u"customer"_s << QString() << false;
    QTest::newRow("nor has the desk") << u"desk"_s << QString() << false;
}

void KeysTest::wantsAnAgentWithRoleAgentOnly()
{
    QFETCH(const QString, role);
    QFETCH(const QString, agent);
    QFETCH(const bool, good);
    QCOMPARE(KeyOrder::parse(u"name"_s, role, agent).has_value(), good);
}

void KeysTest::keepsTheNamesOfTheHouse_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("good");
    QTest::newRow("the reception bot's") << u"reception"_s << false;
    QTest::newRow("the hosting agent's") << u"desk-anna"_s << false;
    QTest::newRow("a desk of its own") << u"desk 1"_s << true;
    QTest::newRow("one that begins alike") << u"reception2"_s << true;
}

void KeysTest::keepsTheNamesOfTheHouse()
{
    QFETCH(const QString, name);
    QFETCH(const bool, good);
    QCOMPARE(KeyOrder::parse(name, u"bot"_s, {}).has_value(), good);
}

//! What the store could not remove would open the door again after the next start.
void KeysTest::revokesAgainWhatTheStoreStillHas()
{
    const test::FakeClock clock;
    store::MemoryCredentials store;
    Keys keys;
    QStringList closed;
    KeyOrders orders(keys, store, clock,
                     [&closed](const KeyName &name) { closed += name.value(); });
    const auto carryOut = [&](const QString &what) {
        std::optional<bool> ok;
        orders.carryOut({{u"do"_s, what}, {u"name"_s, u"b"_s}, {u"role"_s, u"bot"_s}}, this,
                        [&ok](const QJsonObject &told) { ok = told.value("ok"_L1).toBool(); });
        [&ok] { QTRY_VERIFY(ok); }();
        return ok.value_or(false);
    };
    QVERIFY(carryOut(u"create"_s));
    store.setFailing(true);
    QVERIFY(!carryOut(u"revoke"_s));
    store.setFailing(false);
    QVERIFY(!carryOut(u"create"_s)); // the store has one of that name
    QVERIFY(carryOut(u"revoke"_s));
    QCOMPARE(closed, QStringList{u"b"_s});
    std::optional<qsizetype> left;
    store.load(this, [&left](const store::Credentials::Contents &contents) {
        left = contents.keys.size();
    });
    QTRY_VERIFY(left);
    QCOMPARE(*left, 0);
    QVERIFY(!carryOut(u"revoke"_s)); // there is none any more
    QVERIFY(carryOut(u"create"_s));
}

namespace
{

//! Issues one token and waits for it.
QByteArray issue(Tokens &tokens, const QString &user)
{
    QByteArray token;
    tokens.issue(UserId(user), PlatformId(u"webchat"_s), {}, &tokens,
                 [&token](const QByteArray &issued) { token = issued; });
    [&token] { QTRY_VERIFY(!token.isEmpty()); }();
    return token;
}

} // namespace

void KeysTest::letsATokenLiveADayAfterItsLastUse()
{
    test::FakeClock clock;
    store::MemoryCredentials store;
    Tokens tokens(store, clock, nullptr);
    const QByteArray token = issue(tokens, u"u"_s);
    clock.advance(23h);
    const auto who = tokens.identify(token);
    QVERIFY(who);
    QCOMPARE(who->user.value(), u"u"_s);
    QCOMPARE(who->name, u"customer:u"_s);
    QCOMPARE(who->platform.value(), u"webchat"_s);
    clock.advance(24h); // since the use just now
    QVERIFY(tokens.identify(token));
    clock.advance(24h + 1ms);
    QVERIFY(!tokens.identify(token));
    QVERIFY(tokens.exists(UserId(u"u"_s)));
    tokens.prune();
    QVERIFY(!tokens.exists(UserId(u"u"_s)));
}

void KeysTest::writesTheLastUseSparingly()
{
    test::FakeClock clock;
    store::MemoryCredentials store;
    Tokens tokens(store, clock, nullptr);
    const QByteArray token = issue(tokens, u"u"_s);
    const auto stored = [&store, this] {
        std::optional<qint64> last;
        store.load(this, [&last](const store::Credentials::Contents &contents) {
            last = contents.tokens.value(0).lastUsedMs;
        });
        [&last] { QTRY_VERIFY(last); }();
        return *last;
    };
    clock.advance(1min);
    QVERIFY(tokens.identify(token));
    QCOMPARE(stored(), test::FakeClock::StartMs);
    clock.advance(5min);
    tokens.touch(UserId(u"u"_s));
    QCOMPARE(stored(), test::FakeClock::StartMs + 6 * 60 * 1000);
}

void KeysTest::allowsOrigins_data()
{
    QTest::addColumn<QStringList>("allowed");
    QTest::addColumn<bool>("loopback");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("good");
    const QStringList shop{u"https://www.example.com"_s};
    QTest::newRow("no origin is no browser") << shop << false << ""_ba << true;
    QTest::newRow("the shop") << shop << false << "https://www.example.com"_ba << true;
    QTest::newRow("the shop without TLS") << shop << true << "http://www.example.com"_ba << false;
    QTest::newRow("a name that ends alike")
        << shop << true << "https://evil-www.example.com"_ba << false;
    QTest::newRow("a name that begins alike")
        << shop << true << "https://www.example.com.evil.com"_ba << false;
    QTest::newRow("a page without an origin") << shop << true << "null"_ba << false;
    QTest::newRow("our own frame") << shop << false << "https://chat.example.com:8080"_ba << true;
    QTest::newRow("a frame of the other host")
        << shop << false << "https://spare.example.com"_ba << true;
    QTest::newRow("the other host without TLS")
        << shop << false << "http://spare.example.com"_ba << false;
    QTest::newRow("the other host, where no page may have the chat")
        << QStringList() << false << "https://spare.example.com"_ba << false;
    QTest::newRow("any, on loopback")
        << QStringList() << true << "http://localhost:3000"_ba << true;
    QTest::newRow("none, beyond") << QStringList() << false << "https://www.example.com"_ba
                                  << false;
}

void KeysTest::allowsOrigins()
{
    QFETCH(const QStringList, allowed);
    QFETCH(const bool, loopback);
    QFETCH(const QByteArray, origin);
    QFETCH(const bool, good);
    const Origins origins(allowed, loopback, [] { return u"https://spare.example.com"_s; });
    QCOMPARE(origins.allows(origin, "chat.example.com:8080"), good);
}

QTEST_GUILESS_MAIN(KeysTest)
#include "tst_keys.moc"
