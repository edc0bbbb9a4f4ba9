// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/preferences.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace sermo;
using namespace sermo::model;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! What an agent has chosen is there after a restart; nonsense in its file harms nobody.
class PreferencesTest : public QObject
{
    Q_OBJECT

private slots:
    void preferencesOutliveARestart();
    void oddPreferencesAreTheUsualOnes();

private:
    QTemporaryDir m_folder;
};

void PreferencesTest::preferencesOutliveARestart()
{
    const QString path = m_folder.filePath(u"preferences.json"_s);
    Preferences::Values chosen;
    chosen.undoSeconds = 0;
    chosen.hasSounds = false;
    chosen.columnWidths = {0, 420};
    chosen.columnOrder = {UserId(u"robin"_s)};
    {
        Preferences preferences(path, 1h);
        QSignalSpy changed(&preferences, &Preferences::changed);
        preferences.set(chosen);
        preferences.set(chosen);
        QCOMPARE(changed.count(), 1);
    }
    QCOMPARE(Preferences(path, 1h).values(), chosen);
}

void PreferencesTest::oddPreferencesAreTheUsualOnes()
{
    const QString path = m_folder.filePath(u"odd.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"undoSeconds":-4,"sounds":"loud","awayMinutes":99999,"columnWidths":7})");
    file.close();
    Preferences::Values expected;
    expected.undoSeconds = 0;
    expected.awayMinutes = 240;
    QCOMPARE(Preferences(path, 1h).values(), expected);
}

QTEST_GUILESS_MAIN(PreferencesTest)
#include "tst_preferences.moc"
