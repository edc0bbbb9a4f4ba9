// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/settings/scriptedoffice.h"
#include "ui/model/settingsdraft.h"
#include "ui/model/settingslists.h"
#include "ui/settings/hourswords.h"
#include "ui/settings/qrview.h"
#include "ui/settings/refusals.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace sermo::ui;

//! What the settings work with before anything is shown.
class SettingsModelsTest : public QObject
{
    Q_OBJECT
private slots:
    void listsFollowWhatIsWanted();
    void keysAreListedNewestFirst();
    void nothingIsSavedWhereNothingHasChanged();
    void whatIsRefusedStaysWanted();
    void whatIsTypedDuringASaveStaysWanted();
    void hoursAreTidied_data();
    void hoursAreTidied();
    void aWeekIsSaidInAsFewWordsAsSayIt_data();
    void aWeekIsSaidInAsFewWordsAsSayIt();
    void pathsAreFoundAgain();
    void aCodeHasItsQuietBorder();

private:
    ScriptedOffice m_office;
};

void SettingsModelsTest::listsFollowWhatIsWanted()
{
    model::SettingsDraft draft(m_office);
    model::DraftList list(draft, u"queues"_s, u"name"_s);
    const QAbstractItemModelTester tester(&list,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    draft.read();
    QTRY_COMPARE(list.rowCount(), 2);
    QCOMPARE(list.index(1).data(), u"Sales"_s);
    QJsonArray queues = draft.list(u"queues"_s);
    queues += QJsonObject{{u"id"_s, u"new"_s}};
    draft.setList(u"queues"_s, queues);
    QCOMPARE(list.index(2).data(), u"new"_s);
    queues.removeFirst();
    draft.setList(u"queues"_s, queues);
    QCOMPARE(list.rowCount(), 2);
    QCOMPARE(list.index(0).data(), u"Sales"_s);
    draft.discard();
    QCOMPARE(list.index(0).data(), u"General"_s);
}

void SettingsModelsTest::keysAreListedNewestFirst()
{
    model::KeyTable table;
    const QAbstractItemModelTester tester(&table,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    table.show(m_office.keys);
    QCOMPARE(table.rowCount(), 2);
    QCOMPARE(table.index(0, model::KeyTable::Name).data(), u"Bea Berg"_s);
    QCOMPARE(table.index(0, model::KeyTable::Whose).data(), u"bea.berg"_s);
    QCOMPARE(table.index(1, model::KeyTable::RoleOf).data(), u"A bot"_s);
    table.show({m_office.keys.at(1)});
    QCOMPARE(table.rowCount(), 1);
    table.show({});
    QCOMPARE(table.rowCount(), 0);
}

void SettingsModelsTest::nothingIsSavedWhereNothingHasChanged()
{
    model::SettingsDraft draft(m_office);
    const QSignalSpy loaded(&draft, &model::SettingsDraft::loaded);
    draft.read();
    QTRY_COMPARE(loaded.count(), 1);
    draft.save();
    QCOMPARE(m_office.written, 0);
    draft.setPart(u"desk"_s, {{u"announce"_s, false}});
    QVERIFY(draft.isChanged());
    draft.setPart(u"desk"_s, {});
    draft.discard();
    QVERIFY(!draft.isChanged());
}

void SettingsModelsTest::whatIsRefusedStaysWanted()
{
    model::SettingsDraft draft(m_office);
    const QSignalSpy loaded(&draft, &model::SettingsDraft::loaded);
    const QSignalSpy refused(&draft, &model::SettingsDraft::refused);
    draft.read();
    QTRY_COMPARE(loaded.count(), 1);
    m_office.trouble = {u"queues[0].id"_s, u"must be given"_s};
    draft.setElement(u"queues"_s, 0, {});
    draft.save();
    QTRY_COMPARE(refused.count(), 1);
    QCOMPARE(refused.first().first(), u"queues[0].id"_s);
    QVERIFY(draft.isChanged());
    QCOMPARE(draft.element(u"queues"_s, 0), QJsonObject());
    m_office.trouble = {};
}

void SettingsModelsTest::whatIsTypedDuringASaveStaysWanted()
{
    test::ScriptedOffice office;
    model::SettingsDraft draft(office);
    const QSignalSpy loaded(&draft, &model::SettingsDraft::loaded);
    draft.read();
    QTRY_COMPARE(loaded.count(), 1);
    const QSignalSpy changed(&draft, &model::SettingsDraft::changed);
    draft.setPart(u"allocation"_s, {{u"bound"_s, 3.0}});
    draft.save();
    draft.setPart(u"bot"_s, {{u"enabled"_s, false}}); // before it is saved
    connect(&draft, &model::SettingsDraft::saved, &draft, // before it is read back
            [&draft] {
                draft.setScript({{u"patience"_s, 5000}});
            });
    QTRY_COMPARE(changed.count(), 4);

    QCOMPARE(draft.part(u"allocation"_s), (QJsonObject{{u"bound"_s, 3.0}}));
    QCOMPARE(draft.part(u"bot"_s), (QJsonObject{{u"enabled"_s, false}}));
    QCOMPARE(draft.script(), (QJsonObject{{u"patience"_s, 5000}}));
    QVERIFY(draft.isChanged());
    QCOMPARE(loaded.count(), 1); // nothing is shown anew under his hands
    QCOMPARE(office.settings.configuration.value("bot"_L1)["enabled"_L1], true);

    draft.save();
    QTRY_COMPARE(loaded.count(), 2);
    QVERIFY(!draft.isChanged());
    QCOMPARE(office.settings.configuration.value("bot"_L1)["enabled"_L1], false);
}

void SettingsModelsTest::hoursAreTidied_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("tidy");
    QTest::newRow("as it is wanted") << u"08:00-18:00"_s << u"08:00-18:00"_s;
    QTest::newRow("hours alone") << u"8-18"_s << u"08:00-18:00"_s;
    QTest::newRow("points, a dash, spaces")
        << u" 8.30 – 12 ,13-17.45"_s << u"08:30-12:00, 13:00-17:45"_s;
    QTest::newRow("past midnight") << u"20-2"_s << u"20:00-02:00"_s;
    QTest::newRow("nothing") << u"  "_s << QString();
    QTest::newRow("what cannot be read stays") << u"nine to five"_s << u"nine to five"_s;
}

void SettingsModelsTest::hoursAreTidied()
{
    QFETCH(const QString, text);
    QTEST(tidiedHours(text), "tidy");
    QCOMPARE(tidiedHours(tidiedHours(text)), tidiedHours(text));
}

void SettingsModelsTest::aWeekIsSaidInAsFewWordsAsSayIt_data()
{
    QTest::addColumn<QStringList>("days");
    QTest::addColumn<QJsonObject>("hours");
    const QString office = u"08:00-18:00"_s;
    const QStringList plain{office, office, office, office, office, {}, {}};
    QTest::newRow("a plain week") << plain
                                  << QJsonObject{{u"weekdays"_s, office},
                                                 {u"weekends"_s, u"closed"_s}};
    QStringList other = plain;
    other[4] = u"08:00-15:00"_s;
    other[5] = u"10:00-14:00"_s;
    QTest::newRow("a short Friday, an open Saturday")
        << other << QJsonObject{{u"monday"_s, office},      {u"tuesday"_s, office},
                                {u"wednesday"_s, office},   {u"thursday"_s, office},
                                {u"friday"_s, other.at(4)}, {u"saturday"_s, other.at(5)},
                                {u"sunday"_s, u"closed"_s}};
}

void SettingsModelsTest::aWeekIsSaidInAsFewWordsAsSayIt()
{
    QFETCH(const QStringList, days);
    QFETCH(const QJsonObject, hours);
    WeekWords week;
    std::copy(days.begin(), days.end(), week.begin());
    QCOMPARE(withWeek({}, week), hours);
    QCOMPARE(weekOf(hours), week);
    // What says the same already keeps its words.
    const QJsonObject wordy{{u"monday"_s, days.at(0)}, {u"weekdays"_s, days.at(1)}};
    QCOMPARE(withWeek(wordy, weekOf(wordy)), wordy);
}

void SettingsModelsTest::pathsAreFoundAgain()
{
    QCOMPARE(rowIn(u"platforms[12].hours.monday"_s, u"platforms"_s), 12);
    QCOMPARE(rowIn(u"platforms"_s, u"platforms"_s), -1);
    QCOMPARE(within(u"platforms[1].hours.monday"_s, u"platforms[1]"_s), u"hours.monday"_s);
    QCOMPARE(within(u"form[0].label"_s, u"form"_s), u"[0].label"_s);
    QCOMPARE(within(u"queues"_s, u"platforms"_s), QString());
    QCOMPARE(refusalWords(u"must be given"_s), u"It must not be empty."_s);
    QCOMPARE(refusalWords(u"something new"_s), u"something new"_s);
}

void SettingsModelsTest::aCodeHasItsQuietBorder()
{
    const QImage image = qrImage("sermo://join?at=https%3A%2F%2Fa");
    QVERIFY(!image.isNull());
    for (int i = 0; i < image.width(); ++i) {
        QCOMPARE(image.pixelColor(i, 3), QColor(Qt::white));
        QCOMPARE(image.pixelColor(3, i), QColor(Qt::white));
    }
    QCOMPARE(image.pixelColor(4, 4), QColor(Qt::black)); // the corner that a scanner looks for
    QVERIFY(qrImage(QByteArray(5000, 'x')).isNull());
}

QTEST_MAIN(SettingsModelsTest)
#include "tst_settingsmodels.moc"
