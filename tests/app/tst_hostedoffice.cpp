// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/hostedoffice.h"
#include "app/reception.h"
#include "broker/bot/script.h"
#include "broker/server/tlsidentity.h"
#include "ui/model/inprocesslink.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::app;
using model::HostOffice;

//! The office of a desk that hosts: a broker in its thread, real files, no window.
class HostedOfficeTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void makesListsAndRevokesKeys();
    void writesTheFileAndTheBrokerGoesByIt();
    void changesNothingWhereItIsRefused_data();
    void changesNothingWhereItIsRefused();
    void tellsOfTheCertificateThatCounts();
    void keepsTheScriptInAFileOfItsOwn();
    void writesOverNoScriptThatItHasNotRead();
    void rehearsesTheBotThatWillSpeak();

private:
    [[nodiscard]] HostOffice::Settings read();
    [[nodiscard]] Result<QStringList, HostOffice::Trouble> configure(
        const HostOffice::Settings &wanted);
    [[nodiscard]] QByteArray contents(const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<BrokerThread> m_broker;
    std::unique_ptr<HostedOffice> m_office;
};

void HostedOfficeTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    server::Configuration configuration;
    configuration.botEnabled = true;
    const auto rules = rulesOf(configuration);
    QVERIFY(rules);
    m_broker = std::make_unique<BrokerThread>(configuration, m_folder->path(), *rules);
    const QSignalSpy ready(m_broker.get(), &BrokerThread::ready);
    m_broker->start(QHostAddress::LocalHost, 0);
    QTRY_COMPARE(ready.count(), 1);
    m_office = std::make_unique<HostedOffice>(
        *m_broker, HostedOffice::Place{m_folder->path(), {}, ready.first().first().toUrl(), {}});
}

void HostedOfficeTest::cleanup()
{
    m_office.reset();
    const QSignalSpy stopped(m_broker.get(), &BrokerThread::stopped);
    m_broker->stop();
    QTRY_COMPARE(stopped.count(), 1);
    m_broker.reset();
}

HostOffice::Settings HostedOfficeTest::read()
{
    std::optional<HostOffice::Settings> got;
    m_office->readSettings(this, [&got](const auto &settings) {
        if (settings)
            got = *settings;
    });
    return QTest::qWaitFor([&got] { return got.has_value(); }) ? *got : HostOffice::Settings();
}

Result<QStringList, HostOffice::Trouble> HostedOfficeTest::configure(
    const HostOffice::Settings &wanted)
{
    std::optional<Result<QStringList, HostOffice::Trouble>> got;
    m_office->configure(wanted, this, [&got](const auto &answer) { got = answer; });
    if (!QTest::qWaitFor([&got] { return got.has_value(); }))
        return failure(HostOffice::Trouble{{}, u"no answer"_s});
    return *got;
}

QByteArray HostedOfficeTest::contents(const QString &name) const
{
    QFile file(m_folder->filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void HostedOfficeTest::makesListsAndRevokesKeys()
{
    QStringList said;
    const auto list = [this, &said] {
        said.clear();
        bool isHere = false;
        m_office->listKeys(this, [&](const auto &keys) {
            for (const HostOffice::Key &key : *keys)
                said += key.name + u' ' + key.role + u' ' + key.agent.value();
            isHere = true;
        });
        return QTest::qWaitFor([&isHere] { return isHere; });
    };
    QString key;
    m_office->makeKey({u"Bea"_s, u"agent"_s, AgentId(u"bea02"_s)}, this,
                      [&key](const auto &made) { key = made ? *made : made.error(); });
    QTRY_VERIFY(key.startsWith(u"sk_agent_"_s));
    QVERIFY(list());
    QCOMPARE(said, QStringList(u"Bea agent bea02"_s));
    QString why;
    m_office->makeKey({u"Bea"_s, u"bot"_s, {}}, this,
                      [&why](const auto &made) { why = made ? *made : made.error(); });
    QTRY_VERIFY(why.contains(u"in use"_s));
    bool isDone = false;
    m_office->revokeKey(u"Bea"_s, this, [&](const QString &trouble) {
        why = trouble;
        isDone = true;
    });
    QTRY_VERIFY(isDone);
    QCOMPARE(why, QString());
    QVERIFY(list());
    QCOMPARE(said, QStringList());
}

void HostedOfficeTest::writesTheFileAndTheBrokerGoesByIt()
{
    auto link = m_broker->connectAgent(AgentId(u"anna"_s), {});
    QVERIFY(link);
    const QSignalSpy closed(link.get(), &PipeEnd::closed);
    QByteArray heard;
    connect(link.get(), &PipeEnd::received, this,
            [&heard](const QList<QByteArray> &frames) { heard += frames.join(); });
    QTRY_VERIFY(heard.contains("welcome"));
    auto settings = read();
    QCOMPARE(settings.configuration.value("queues"_L1).toArray().size(), 3);
    QVERIFY(!settings.script.isEmpty());
    QJsonArray queues = settings.configuration.value("queues"_L1).toArray();
    queues += QJsonObject{{u"id"_s, u"invoices"_s}, {u"name"_s, u"Invoices"_s}};
    settings.configuration.insert(u"queues"_s, queues);
    const QSignalSpy configured(m_office.get(), &HostedOffice::configured);
    const auto answer = configure(settings);
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(*answer, QStringList());
    QCOMPARE(configured.count(), 1);
    QVERIFY(contents(u"configuration.json"_s).contains("invoices"));
    QVERIFY(!contents(u"configuration.json"_s).contains("platforms")); // nobody has changed them
    QTRY_VERIFY(heard.contains("\"queueId\":\"invoices\"")); // the broker tells of it
    QCOMPARE(closed.count(), 0);
    QVERIFY(server::Configuration::load(m_folder->filePath(u"configuration.json"_s)));
    // What was read before does not write over it.
    QVERIFY(!configure(settings));
}

void HostedOfficeTest::changesNothingWhereItIsRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("path");
    QTest::newRow("hours that are none")
        << u"platforms"_s
        << QJsonValue(QJsonArray{
               QJsonObject{{u"id"_s, u"w"_s}, {u"hours"_s, QJsonObject{{u"friday"_s, u"late"_s}}}}})
        << u"platforms[0].hours.friday"_s;
    QTest::newRow("two queues of one sign")
        << u"queues"_s
        << QJsonValue(QJsonArray{QJsonObject{{u"id"_s, u"a"_s}}, QJsonObject{{u"id"_s, u"a"_s}}})
        << u"queues[1].id"_s;
    QTest::newRow("a certificate with which the desk would not start again")
        << u"tls"_s
        << QJsonValue(
               QJsonObject{{u"certificate"_s, u"/no/such.pem"_s}, {u"key"_s, u"/no/such.key"_s}})
        << u"tls.certificate"_s;
}

void HostedOfficeTest::changesNothingWhereItIsRefused()
{
    QFETCH(const QString, key);
    QFETCH(const QJsonValue, value);
    auto settings = read();
    settings.configuration.insert(u"desk"_s, QJsonObject{{u"announce"_s, false}});
    QVERIFY(configure(settings));
    const QByteArray before = contents(u"configuration.json"_s);
    settings = read();
    settings.configuration.insert(key, value);
    const auto answer = configure(settings);
    QVERIFY(!answer);
    QTEST(answer.error().path, "path");
    QCOMPARE(contents(u"configuration.json"_s), before);
}

void HostedOfficeTest::tellsOfTheCertificateThatCounts()
{
    using Found = Result<std::optional<HostOffice::Certificate>, HostOffice::Trouble>;
    const auto look = [this](const HostOffice::CertificateFiles &files) {
        std::optional<Found> got;
        m_office->readCertificate(files, this, [&got](const Found &found) { got = found; });
        (void)QTest::qWaitFor([&got] { return got.has_value(); });
        return *got;
    };
    const auto none = look({});
    QVERIFY(none && !*none); // on loopback there was no need of one
    QVERIFY(contents(u"tls.pem"_s).isEmpty()); // and asking makes none
    const auto made
        = server::TlsIdentity::own(m_folder->path(), QHostAddress::LocalHost, SystemClock().now());
    QVERIFY(made);
    const auto own = look({});
    QVERIFY(own && *own);
    QCOMPARE((*own)->sha256, made->chain.constFirst().digest(QCryptographicHash::Sha256));
    QVERIFY((*own)->names.contains(u"localhost"_s));
    const QString file = m_folder->filePath(u"tls.pem"_s);
    const auto given = look({file, file});
    QVERIFY(given && *given);
    QCOMPARE(**given, **own);
    const auto wrong = look({file, m_folder->filePath(u"no.key"_s)});
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().path, u"tls.key"_s);
}

void HostedOfficeTest::keepsTheScriptInAFileOfItsOwn()
{
    auto settings = read();
    QJsonObject languages = settings.script.value("languages"_L1).toObject();
    QJsonObject english = languages.value("en"_L1).toObject();
    english.insert(u"greeting"_s, u"Good day!"_s);
    languages.insert(u"en"_s, english);
    settings.script.insert(u"languages"_s, languages);
    const auto answer = configure(settings);
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QVERIFY(contents(u"reception.json"_s).contains("Good day!"));
    const auto again = server::Configuration::load(m_folder->filePath(u"configuration.json"_s));
    QVERIFY(again);
    QCOMPARE(again->botScript, m_folder->filePath(u"reception.json"_s));
    const auto rules = rulesOf([&] {
        server::Configuration on = *again;
        on.botEnabled = true;
        return on;
    }());
    QVERIFY(rules && *rules);
    QCOMPARE((*rules)->script.phrases(u"en"_s).greeting, u"Good day!"_s);
    settings = read();
    QCOMPARE(settings.script.value("languages"_L1)["en"_L1]["greeting"_L1], u"Good day!"_s);
    english.insert(u"greeting"_s, QString());
    languages.insert(u"en"_s, english);
    settings.script.insert(u"languages"_s, languages);
    const auto refused = configure(settings);
    QVERIFY(!refused);
    QCOMPARE(refused.error().path, u"bot.script.languages.en.greeting"_s);
    QVERIFY(contents(u"reception.json"_s).contains("Good day!"));
}

//! By hand, or by the other one of two hosts: the configuration says the same.
void HostedOfficeTest::writesOverNoScriptThatItHasNotRead()
{
    QByteArray spoken = bot::Script::receptionText();
    const QString path = m_folder->filePath(u"words.json"_s);
    const auto write = [&path](const QByteArray &text) {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    };
    QVERIFY(write(spoken));
    auto settings = read();
    settings.configuration.insert(u"bot"_s, QJsonObject{{u"enabled"_s, true}, {u"script"_s, path}});
    QVERIFY(configure(settings));
    settings = read();
    const QByteArray theirs = spoken.replace(
        settings.script.value("languages"_L1)["en"_L1]["greeting"_L1].toString().toUtf8(),
        "Hello from the other desk");
    QVERIFY(write(theirs));
    settings.configuration.insert(u"desk"_s, QJsonObject{{u"announce"_s, false}});
    const auto refused = configure(settings);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"words.json was changed meanwhile"_s),
             qPrintable(refused.error().message));
    QCOMPARE(contents(u"words.json"_s), theirs);
    settings = read(); // and then he sees it
    settings.configuration.insert(u"desk"_s, QJsonObject{{u"announce"_s, false}});
    QVERIFY(configure(settings));
    QCOMPARE(contents(u"words.json"_s), theirs);
}

void HostedOfficeTest::rehearsesTheBotThatWillSpeak()
{
    auto settings = read();
    const auto bot = m_office->rehearse(settings, u"sv"_s);
    QVERIFY(bot);
    const auto greeting = bot->begin();
    QCOMPARE(greeting.size(), 1);
    QVERIFY(greeting.first().text.startsWith(u"Hej och välkommen"_s));
    QCOMPARE(greeting.first().buttons.size(), 3);
    const auto number = bot->say(u"Min router är trasig"_s, {});
    QCOMPARE(number.size(), 1);
    QVERIFY(number.first().text.contains(u"kundnummer"_s));
    const auto end = bot->say(u"1234567"_s, {});
    QVERIFY(!end.isEmpty());
    QVERIFY(!end.constLast().isSaid); // it is told, not said
    QVERIFY(end.constLast().text.contains(u"Technical"_s));
    QVERIFY(bot->say(u"Hallå?"_s, {}).isEmpty()); // the line has him now
    settings.script.remove(u"languages"_s);
    QVERIFY(!m_office->rehearse(settings, u"sv"_s));
}

QTEST_GUILESS_MAIN(HostedOfficeTest)
#include "tst_hostedoffice.moc"
