// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/bot/script.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::bot;

class TestScript : public QObject
{
    Q_OBJECT
private slots:
    void comesWithTheProgramInBothLanguages();
    void saysTheSameThingsInEveryLanguage();
    void refusesAWrongScriptByItsPath_data();
    void refusesAWrongScriptByItsPath();
    void fallsBackToEnglish();
    void typesLongerForLongerTexts();
};

namespace
{

QByteArray builtIn()
{
    (void)Script::reception(); // makes sure that the resource is there
    QFile file(u":/bot/reception.json"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TestScript::comesWithTheProgramInBothLanguages()
{
    const Script script = Script::reception();
    QCOMPARE(QSet<QString>(script.languages.keyBegin(), script.languages.keyEnd()),
             (QSet<QString>{u"en"_s, u"sv"_s}));
    QCOMPARE(script.patience, std::chrono::seconds(3)); // the issue's
    QVERIFY(script.customerNumber.match(u"1234567"_s).hasMatch()); // the seed's example
    QVERIFY(!script.customerNumber.match(u"1234567x"_s).hasMatch());
}

void TestScript::saysTheSameThingsInEveryLanguage()
{
    const Script script = Script::reception();
    const auto queues = script.phrases(u"en"_s).queues.keys();
    for (const Phrases &phrases : script.languages) {
        QVERIFY(phrases.handover.contains("{queue}"_L1));
        QVERIFY(!phrases.noWords.isEmpty());
        const auto own = phrases.queues.keys();
        QCOMPARE(QSet<QueueId>(own.begin(), own.end()),
                 QSet<QueueId>(queues.begin(), queues.end()));
    }
    QVERIFY(script.phrases(u"en"_s).greeting != script.phrases(u"sv"_s).greeting);
}

void TestScript::refusesAWrongScriptByItsPath_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("path");
    QTest::newRow("an unknown key") << "\"patience\""_ba
                                    << "\"speed\": 1, \"patience\""_ba << u"speed"_s;
    QTest::newRow("a missing key") << "\"silence\": 180000,"_ba
                                   << ""_ba << u"silence"_s;
    QTest::newRow("a number that is a text") << "\"patience\": 3000"_ba
                                             << "\"patience\": \"3 s\""_ba << u"patience"_s;
    QTest::newRow("a number below 0") << "\"patience\": 3000"_ba
                                      << "\"patience\": -1"_ba << u"patience"_s;
    QTest::newRow("a pattern that is none") << "[0-9]{6,10}"_ba
                                            << "[0-9"_ba << u"customerNumber"_s;
    QTest::newRow("an empty text") << "\"Are you still there?\""_ba
                                   << "\"\""_ba << u"languages.en.present"_s;
    QTest::newRow("an unknown key in a language")
        << "\"present\": \"Är"_ba
        << "\"where\": 1, \"present\": \"Är"_ba << u"languages.sv.where"_s;
    QTest::newRow("no English") << "\"en\": {"_ba
                                << "\"fr\": {"_ba << u"languages.en"_s;
    QTest::newRow("a list with something else in it") << "[\"nej\","_ba
                                                      << "[7,"_ba << u"languages.sv.noWords"_s;
    QTest::newRow("an unknown key of a queue")
        << "\"label\": \"Buy"_ba
        << "\"open\": true, \"label\": \"Buy"_ba << u"languages.en.queues.sales.open"_s;
    QTest::newRow("no JSON") << "{"_ba
                             << ""_ba << u""_s;
}

void TestScript::refusesAWrongScriptByItsPath()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    QFETCH(const QString, path);
    QByteArray json = builtIn();
    QVERIFY(Script::parse(json));
    QVERIFY(json.contains(from));
    json.replace(json.indexOf(from), from.size(), to);
    const auto script = Script::parse(json);
    QVERIFY(!script);
    QCOMPARE(script.error().path, path);
    QVERIFY(!script.error().message.isEmpty());
}

void TestScript::fallsBackToEnglish()
{
    const Script script = Script::reception();
    QCOMPARE(script.phrases(u"fi"_s).greeting, script.phrases(u"en"_s).greeting);
    QCOMPARE(script.phrases(u""_s).greeting, script.phrases(u"en"_s).greeting);
}

void TestScript::typesLongerForLongerTexts()
{
    Script script;
    script.typing = {10, 100, 1000};
    QCOMPARE(script.typingFor(u""_s), 100);
    QCOMPARE(script.typingFor(QString(50, u'x')), 500);
    QCOMPARE(script.typingFor(QString(5000, u'x')), 1000);
}

QTEST_GUILESS_MAIN(TestScript)
#include "tst_botscript.moc"
