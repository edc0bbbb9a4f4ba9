// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/luggage.h"
#include "broker/bot/script.h"
#include "broker/store/apartname.h"
#include "tests/server/house.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::app;
using namespace sermo::test;

namespace
{

//! What a host tells that has one queue, and whose bot greets so.
QJsonObject hostsWays(const QString &queue, const QString &greeting)
{
    model::HostOffice::Settings settings;
    settings.configuration
        = objectOf(uR"({"queues":[{"id":"%1","name":"%1"}],"bot":{"enabled":true},)"
                   uR"("platforms":[{"id":"webchat","brand":"x","queue":"%1"}]})"_s.arg(queue)
                       .toUtf8());
    QByteArray script = bot::Script::receptionText();
    const QJsonObject english
        = objectOf(script).value("languages"_L1).toObject().value("en"_L1).toObject();
    settings.script = objectOf(
        script.replace(english.value("greeting"_L1).toString().toUtf8(), greeting.toUtf8()));
    return luggage::of(settings);
}

} // namespace

//! What the host of two tells its successor beside the log, and what becomes of what that one had.
class LuggageTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void takesTheHostsWaysAndKeepsItsCertificate();
    void takesNoWaysThatAreNone();
    void putsAsideWhatItWasSetToItself();
    void putsNothingAsideThatTheHostWentOnFrom();
    void hidesFromOthersWhatTheyCouldRead();
    void copiesNothingThatItCannotReplace();
    void writesNothingThatIsHereAlready();
    void goesByTheFileThatItWasTold();
    void goesByTheHostsWaysWhereTheyCannotBeWritten();

private:
    [[nodiscard]] QString in(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] QString file(const QString &name, const QByteArray &contents) const;
    [[nodiscard]] QByteArray contents(const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

QString LuggageTest::file(const QString &name, const QByteArray &contents) const
{
    QFile file(in(name));
    if (file.open(QIODevice::WriteOnly))
        file.write(contents);
    return file.fileName();
}

QByteArray LuggageTest::contents(const QString &name) const
{
    QFile file(in(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void LuggageTest::takesTheHostsWaysAndKeepsItsCertificate()
{
    model::HostOffice::Settings settings;
    settings.configuration
        = objectOf(R"({"tls":{"mode":"off"},"bot":{"enabled":true,"script":"/host/script"},)"
                   R"("queues":[{"id":"repairs","name":"Repairs"}],)"
                   R"("platforms":[{"id":"webchat","brand":"x","queue":"repairs"}]})");
    settings.script = objectOf(bot::Script::receptionText());
    const QJsonObject luggage = luggage::of(settings);
    QVERIFY(!luggage.value("configuration"_L1).toObject().contains("tls"_L1));
    (void)file(u"configuration.json"_s, R"({"tls":{"mode":"on"}})");
    const auto unpacked = luggage::unpack(luggage, {m_folder->path(), {}});
    QVERIFY2(unpacked, unpacked ? "" : qPrintable(unpacked.error()));
    QCOMPARE(unpacked->configuration.tls.mode, u"on"_s);
    QVERIFY(unpacked->configuration.desk.queue(QueueId(u"repairs"_s)));
    QVERIFY(unpacked->rules);
    const auto kept = server::Configuration::load(in(u"configuration.json"_s));
    QVERIFY(kept); // and it counts after a restart
    QCOMPARE(kept->botScript, in(u"reception.json"_s));
}

void LuggageTest::takesNoWaysThatAreNone()
{
    model::HostOffice::Settings settings;
    settings.configuration = objectOf(R"({"no such key":1})");
    settings.script = objectOf(bot::Script::receptionText());
    QVERIFY(!luggage::unpack(luggage::of(settings), {m_folder->path(), {}}));
    QVERIFY(!QFile::exists(in(u"configuration.json"_s)));
}

//! Each time that something would be lost, and never over what was kept before.
void LuggageTest::putsAsideWhatItWasSetToItself()
{
    const luggage::Place place{m_folder->path(), {}};
    QByteArray words = bot::Script::receptionText();
    words.replace("\n", "\n\n"); // a hand's
    const QByteArray own = R"({ "queues":[{"id":"mine", "name":"Mine"}],
        "platforms":[{"id":"webchat","brand":"x","queue":"mine"}], "bot":{"script":")"
        + in(u"reception.json"_s).toUtf8() + R"("}})";
    (void)file(u"configuration.json"_s, own);
    (void)file(u"reception.json"_s, words);
    (void)file(u"configuration.json.apart.1"_s, "older");
    const QJsonObject first = hostsWays(u"repairs"_s, u"Hello from the host"_s);
    const auto one = luggage::unpack(first, place);
    QVERIFY(one);
    QCOMPARE(contents(u"configuration.json.apart.2"_s), own);
    QCOMPARE(contents(u"reception.json.apart.1"_s), words);
    QCOMPARE(contents(u"configuration.json.apart.1"_s), QByteArray("older"));
    QCOMPARE(QFile::permissions(in(u"configuration.json.apart.2"_s))
                 & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions()); // platforms have secrets
    QVERIFY(contents(u"configuration.json"_s).contains("repairs"));
    QVERIFY(contents(u"reception.json"_s).contains("Hello from the host"));
    // What came from the host is not this desk's own, until somebody writes there.
    const QJsonObject second = hostsWays(u"sales"_s, u"Hello from the host"_s);
    const auto other = luggage::unpack(second, place, one->mark);
    QVERIFY(other);
    QVERIFY(!QFile::exists(in(u"configuration.json.apart.3"_s)));
    const QByteArray edited = contents(u"configuration.json"_s).replace("sales", "wares");
    (void)file(u"configuration.json"_s, edited);
    QVERIFY(luggage::unpack(first, place, other->mark));
    QCOMPARE(contents(u"configuration.json.apart.3"_s), edited);
    QVERIFY(!QFile::exists(in(u"reception.json.apart.2"_s))); // it says the same
    QCOMPARE(store::apartname::allOf(in(u"configuration.json"_s)).size(), 3);
}

//! The host of before is back: what it had, the other one had too when it took over.
void LuggageTest::putsNothingAsideThatTheHostWentOnFrom()
{
    const luggage::Place one{in(u"a"_s), {}}, other{in(u"b"_s), {}};
    QVERIFY(QDir().mkpath(one.dataDirectory) && QDir().mkpath(other.dataDirectory));
    const QJsonObject first = hostsWays(u"repairs"_s, u"Hello"_s);
    const auto had = luggage::unpack(first, one);
    QVERIFY(had && luggage::unpack(first, other));
    model::HostOffice::Settings next;
    next.configuration = hostsWays(u"sales"_s, {}).value("configuration"_L1).toObject();
    next.script = first.value("script"_L1).toObject();
    QVERIFY(luggage::unpack(luggage::of(next, had->mark), one));
    QVERIFY(contents(u"a/configuration.json"_s).contains("sales"));
    QVERIFY(!QFile::exists(in(u"a/configuration.json.apart.1"_s)));
    // The same of one that never had it.
    QVERIFY(luggage::unpack(luggage::of(next, QByteArray(32, 'x')), other));
    QVERIFY(QFile::exists(in(u"b/configuration.json.apart.1"_s)));
}

//! What was written by hand is everybody's to read, as a rule; the host's platforms have secrets.
void LuggageTest::hidesFromOthersWhatTheyCouldRead()
{
    const QString words = file(u"words.json"_s, bot::Script::receptionText());
    const luggage::Place place{
        m_folder->path(),
        file(u"team.json"_s, R"({"bot":{"script":")" + words.toUtf8() + R"("}})")};
    const auto others = QFile::ReadGroup | QFile::ReadOther;
    for (const QString &each : {place.configuration, words})
        QVERIFY(QFile::setPermissions(each, QFile::ReadOwner | QFile::WriteOwner | others));
    const auto unpacked = luggage::unpack(hostsWays(u"repairs"_s, u"Hello from the host"_s), place);
    QVERIFY(unpacked && unpacked->trouble.isEmpty());
    QVERIFY(contents(u"words.json"_s).contains("Hello from the host"));
    for (const QString &each : {place.configuration, words})
        QCOMPARE(QFile::permissions(each) & others, QFile::Permissions());
}

//! The other one links again every now and then.
void LuggageTest::copiesNothingThatItCannotReplace()
{
    const QByteArray own
        = R"({"bot":{"script":")" + in(u"no such folder/words.json"_s).toUtf8() + R"("}})";
    const luggage::Place place{m_folder->path(), file(u"team.json"_s, own)};
    const QJsonObject ways = hostsWays(u"repairs"_s, u"Hello from the host"_s);
    for (int link = 0; link < 3; ++link) {
        const auto unpacked = luggage::unpack(ways, place);
        QVERIFY(unpacked && !unpacked->trouble.isEmpty());
    }
    QCOMPARE(contents(u"team.json"_s), own); // so that no copy is needed
    QCOMPARE(store::apartname::allOf(in(u"team.json"_s)), QStringList());
}

void LuggageTest::writesNothingThatIsHereAlready()
{
    const luggage::Place place{m_folder->path(), {}};
    const QJsonObject ways = hostsWays(u"repairs"_s, u"Hello"_s);
    QVERIFY(luggage::unpack(ways, place));
    const QByteArray byHand = contents(u"configuration.json"_s).replace("\n", "\n\n");
    (void)file(u"configuration.json"_s, byHand);
    const auto unpacked = luggage::unpack(ways, place);
    QVERIFY(unpacked && unpacked->rules);
    QCOMPARE(contents(u"configuration.json"_s), byHand);
    QVERIFY(!QFile::exists(in(u"configuration.json.apart.1"_s)));
}

//! `--config FILE`, whatever its directory has: where settings write too, and the next start reads.
void LuggageTest::goesByTheFileThatItWasTold()
{
    const QString words = file(u"words.json"_s, bot::Script::receptionText());
    const QByteArray own = R"({"tls":{"mode":"on"},"bot":{"script":")" + words.toUtf8() + R"("}})";
    const luggage::Place place{m_folder->path(), file(u"team.json"_s, own)};
    (void)file(u"configuration.json"_s, "{}");
    const auto unpacked = luggage::unpack(hostsWays(u"repairs"_s, u"Hello from the host"_s), place);
    QVERIFY2(unpacked, unpacked ? "" : qPrintable(unpacked.error()));
    QCOMPARE(unpacked->trouble, QString());
    QCOMPARE(contents(u"configuration.json"_s), QByteArray("{}"));
    QVERIFY(!QFile::exists(in(u"reception.json"_s)));
    QCOMPARE(luggage::filesOf(place), (QStringList{place.configuration, words}));
    QCOMPARE(contents(u"team.json.apart.1"_s), own);
    QCOMPARE(contents(u"words.json.apart.1"_s), bot::Script::receptionText());
    const auto kept = server::Configuration::load(place.configuration);
    QVERIFY(kept);
    QCOMPARE(kept->tls.mode, u"on"_s);
    QCOMPARE(kept->botScript, words);
    QVERIFY(kept->desk.queue(QueueId(u"repairs"_s)));
    QVERIFY(contents(u"words.json"_s).contains("Hello from the host"));
}

void LuggageTest::goesByTheHostsWaysWhereTheyCannotBeWritten()
{
    const luggage::Place place{m_folder->path(), in(u"no such folder/team.json"_s)};
    const auto unpacked = luggage::unpack(hostsWays(u"repairs"_s, u"Hello"_s), place);
    QVERIFY(unpacked);
    QVERIFY2(unpacked->trouble.contains(u"no such folder"_s), qPrintable(unpacked->trouble));
    QVERIFY(unpacked->configuration.desk.queue(QueueId(u"repairs"_s)));
    QVERIFY(unpacked->rules);
}

QTEST_GUILESS_MAIN(LuggageTest)
#include "tst_luggage.moc"
