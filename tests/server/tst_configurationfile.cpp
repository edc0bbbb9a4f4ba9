// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/configurationfile.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::server;

//! The one file that holds the configuration, as settings change it.
class ConfigurationFileTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void tellsWhatCountsWhereTheFileIsSilent();
    void writesNoMoreThanWasChanged();
    void keepsWhatAPersonHasWritten();
    void refusesWhatTheReaderRefusesByItsPath_data();
    void refusesWhatTheReaderRefusesByItsPath();
    void refusesToWriteOverWhatSomebodyElseHasWritten();
    void leavesTheFileAloneWhereItCannotBeWritten();
    void isForItsOwnerAlone();

private:
    [[nodiscard]] ConfigurationFile file() const { return {path(), true}; }
    [[nodiscard]] QString path() const { return m_folder->filePath(u"configuration.json"_s); }
    void write(const QByteArray &text) const;
    [[nodiscard]] QByteArray contents() const;
    //! Reads, changes one key of the top level, and writes; the error, where there is one.
    [[nodiscard]] Result<void, Configuration::Error> change(const QString &key,
                                                            const QJsonValue &value) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ConfigurationFileTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void ConfigurationFileTest::write(const QByteArray &text) const
{
    QFile out(path());
    QVERIFY(out.open(QIODevice::WriteOnly));
    QCOMPARE(out.write(text), text.size());
}

QByteArray ConfigurationFileTest::contents() const
{
    QFile in(path());
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

Result<void, Configuration::Error> ConfigurationFileTest::change(const QString &key,
                                                                 const QJsonValue &value) const
{
    auto state = file().read();
    if (!state)
        return failure(Configuration::Error(state.error()));
    state->whole.insert(key, value);
    const auto draft = file().draft(*state);
    if (!draft)
        return failure(Configuration::Error(draft.error()));
    return file().write(draft->text);
}

void ConfigurationFileTest::tellsWhatCountsWhereTheFileIsSilent()
{
    const auto state = file().read();
    QVERIFY(state);
    QCOMPARE(state->whole.value("queues"_L1)[0]["id"_L1], u"general"_s);
    QCOMPARE(state->whole.value("platforms"_L1)[0]["id"_L1], u"webchat"_s);
    QCOMPARE(state->whole.value("bot"_L1)["enabled"_L1], true);
    QCOMPARE(state->whole.value("allocation"_L1)["bound"_L1], 2.0);
    QVERIFY(!QFile::exists(path())); // reading writes nothing
    write(R"({"bot":{"enabled":false}})");
    QCOMPARE(file().read()->whole.value("bot"_L1)["enabled"_L1], false);
}

void ConfigurationFileTest::writesNoMoreThanWasChanged()
{
    QVERIFY(change(u"desk"_s, QJsonObject{{u"announce"_s, false}}));
    QCOMPARE(contents(), "{\n    \"desk\": {\n        \"announce\": false\n    }\n}\n");
    QVERIFY(change(u"desk"_s, QJsonObject{{u"announce"_s, true}}));
    QVERIFY(!contents().contains("queues"));
    QVERIFY(file().draft(*file().read())->configuration.botEnabled); // still left open, and on
}

void ConfigurationFileTest::keepsWhatAPersonHasWritten()
{
    const QByteArray before = "{ \"limits\" : {\"eventBurst\":99},\n"
                              "\t\"queues\": [ {\"id\":\"a\", \"name\" : \"A\"} ]}\n";
    write(before);
    QVERIFY(change(u"queues"_s, QJsonArray{QJsonObject{{u"id"_s, u"a"_s}, {u"name"_s, u"B"_s}}}));
    QCOMPARE(contents(), QByteArray(before).replace("\"A\"", "\"B\""));
}

void ConfigurationFileTest::refusesWhatTheReaderRefusesByItsPath_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("path");
    QTest::newRow("a queue without an id")
        << u"queues"_s << R"([{"id":"general"},{"id":""}])"_ba << u"queues[1].id"_s;
    QTest::newRow("hours that are none")
        << u"platforms"_s << R"([{"id":"w","hours":{"monday":"9-5"}}])"_ba
        << u"platforms[0].hours.monday"_s;
    QTest::newRow("a short secret")
        << u"platforms"_s << R"([{"id":"w","secret":"short"}])"_ba << u"platforms[0].secret"_s;
    QTest::newRow("an unknown key") << u"colour"_s << "[1]"_ba << u"colour"_s;
}

void ConfigurationFileTest::refusesWhatTheReaderRefusesByItsPath()
{
    QFETCH(const QString, key);
    QFETCH(const QByteArray, value);
    QFETCH(const QString, path);
    write("{}");
    const auto written = change(key, QJsonDocument::fromJson(value).array());
    QVERIFY(!written);
    QCOMPARE(written.error().path, path);
    QCOMPARE(contents(), "{}");
}

void ConfigurationFileTest::refusesToWriteOverWhatSomebodyElseHasWritten()
{
    write("{}");
    auto state = file().read();
    QVERIFY(state);
    write(R"({"desk":{"announce":false}})");
    state->whole.insert(u"customers"_s, QJsonObject{{u"requireToken"_s, false}});
    const auto draft = file().draft(*state);
    QVERIFY(!draft);
    QVERIFY(draft.error().message.contains(u"somebody else"_s));
}

void ConfigurationFileTest::leavesTheFileAloneWhereItCannotBeWritten()
{
    const ConfigurationFile nowhere(m_folder->filePath(u"none/such.json"_s), true);
    const auto written = nowhere.write("{}");
    QVERIFY(!written);
    QVERIFY(written.error().message.contains(u"such.json"_s));
}

void ConfigurationFileTest::isForItsOwnerAlone()
{
    QVERIFY(change(u"desk"_s, QJsonObject{{u"announce"_s, false}}));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(path()) & others));
}

QTEST_GUILESS_MAIN(ConfigurationFileTest)
#include "tst_configurationfile.moc"
