// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/settings/settingstest.h"
#include "ui/style/languages.h"
#include "ui/style/motion.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace sermo::ui;

namespace
{

//! As another desk has written it: the first platform has this brand.
model::HostOffice::Settings branded(model::HostOffice::Settings settings, const QString &brand)
{
    QJsonArray platforms = settings.configuration.value("platforms"_L1).toArray();
    QJsonObject first = platforms.at(0).toObject();
    first.insert(u"brand"_s, brand);
    platforms.replace(0, first);
    settings.configuration.insert(u"platforms"_s, platforms);
    settings.mark = brand.toUtf8();
    return settings;
}

} // namespace

//! The settings as a whole: what is there for whom, an agent's own, saving and refusing.
class SettingsWindowTest : public SettingsTest
{
    Q_OBJECT
private slots:
    void whoJoinedSeesWhatIsHis();
    void hisOwnCountAtOnce();
    void soundsAreChosenKindByKind();
    void repliesAreEditedOnTheirPage();
    void whatIsRefusedIsShownWhereItWasWritten_data();
    void whatIsRefusedIsShownWhereItWasWritten();
    void whatNoPageHasIsNamedAsTheFileHasIt();
    void saysPlainlyWhatNeedsANewStart();
    void savingIsOfferedWhereThereIsSomethingToSave();
    void closingWithSomethingUnsavedAsks();
    void whatIsNotSavedWaitsUntilTheDeskServesAgain();
    void showsWhatTheOtherDeskHasWrittenMeanwhile();
    void keepsWhatWasBegunUntilItIsDiscarded();
    void everyControlHasAName();
    void pagesAreReachedByKeys();
    void everyPageFitsAUsualScreenAtTwiceTheSize_data();
    void everyPageFitsAUsualScreenAtTwiceTheSize();
};

void SettingsWindowTest::whoJoinedSeesWhatIsHis()
{
    open(false);
    QCOMPARE(m_window->pages(), QStringList({u"lookPage"_s, u"soundsPage"_s, u"repliesPage"_s}));
    QVERIFY(!find(u"saveSettings"_s));
    const QSignalSpy another(m_window, &SettingsWindow::anotherTeamRequested);
    press(u"anotherTeam"_s);
    QCOMPARE(another.count(), 1);
    delete m_window;
    open();
    QCOMPARE(m_window->pages().size(), 11);
}

void SettingsWindowTest::hisOwnCountAtOnce()
{
    open(false);
    find<QRadioButton>(u"look-2"_s)->click();
    QCOMPARE(m_scene->theme.mode(), Theme::Mode::Dark);
    m_scene->theme.setMode(Theme::Mode::Light);
    QVERIFY(find<QRadioButton>(u"look-1"_s)->isChecked());
    auto *undo = find<QCheckBox>(u"undoSend"_s);
    QVERIFY(!undo->isChecked());
    undo->click();
    QCOMPARE(m_scene->preferences->values().undoSeconds, 3);
    find<QCheckBox>(u"checkSpelling"_s)->click();
    QVERIFY(!m_scene->preferences->values().checksSpelling);
    auto *less = find<QCheckBox>(u"reducedMotion"_s);
    QVERIFY(!less->isChecked());
    less->click();
    QCOMPARE(m_scene->preferences->values().reducesMotion, std::optional(true));
    QVERIFY(m_scene->window->context().motion.isReduced());
    less->click(); // what the system says, so he follows it again
    QVERIFY(!m_scene->preferences->values().reducesMotion);
    QVERIFY(!m_scene->window->context().motion.isReduced());
}

void SettingsWindowTest::soundsAreChosenKindByKind()
{
    open(false);
    m_window->showPage(u"soundsPage"_s);
    QVERIFY(!find<QCheckBox>(u"sound-message"_s)->isEnabled());
    find<QCheckBox>(u"soundsOn"_s)->click();
    QVERIFY(m_scene->preferences->values().hasSounds);
    find<QCheckBox>(u"sound-waiting"_s)->click();
    QCOMPARE(m_scene->preferences->values().silentSounds, QStringList(u"waiting"_s));
    m_scene->preferences->flush();
    const model::Preferences again(m_scene->folder.filePath(u"preferences.json"_s));
    QCOMPARE(again.values().silentSounds, QStringList(u"waiting"_s));
    find<QSpinBox>(u"awayMinutes"_s)->setValue(25);
    QCOMPARE(m_scene->preferences->values().awayMinutes, 25);
}

void SettingsWindowTest::repliesAreEditedOnTheirPage()
{
    open(false);
    m_window->showPage(u"repliesPage"_s);
    find<QLineEdit>(u"replyShortcut"_s)->setText(u"hej"_s);
    find<QPlainTextEdit>(u"replyText"_s)->setPlainText(u"Hej {name}!"_s);
    press(u"saveReplyButton"_s);
    QVERIFY(m_scene->replies->hasOwn(u"hej"_s));
    QTest::keyClick(find(u"replyShortcut"_s), Qt::Key_Escape);
    QTRY_VERIFY(!m_window); // the window closes, not a part of it
}

void SettingsWindowTest::whatIsRefusedIsShownWhereItWasWritten_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("field");
    QTest::newRow("a platform's secret")
        << u"platforms[1].secret"_s << u"platformsPage"_s << u"platformSecret"_s;
    QTest::newRow("a day") << u"platforms[0].hours.friday"_s << u"platformsPage"_s << u"hours-4"_s;
    QTest::newRow("a holiday") << u"platforms[0].hours.holidays.12-24"_s << u"platformsPage"_s
                               << u"holidayDate-0"_s;
    QTest::newRow("a queue") << u"queues[1].id"_s << u"queuesPage"_s << u"queueId"_s;
    QTest::newRow("a site") << u"origins[0]"_s << u"accessPage"_s << u"access-origins"_s;
    QTest::newRow("a limit") << u"limits.connections"_s << u"accessPage"_s
                             << u"limit-connections"_s;
    QTest::newRow("a proxy") << u"trustedProxies[0]"_s << u"encryptionPage"_s
                             << u"trustedProxies"_s;
    QTest::newRow("a certificate")
        << u"tls.certificate"_s << u"encryptionPage"_s << u"tlsCertificate"_s;
    QTest::newRow("its key") << u"tls.key"_s << u"encryptionPage"_s << u"tlsKey"_s;
    QTest::newRow("how many an agent has at most")
        << u"allocation.hardCap"_s << u"allocationPage"_s << u"allocationCap"_s;
    QTest::newRow("what the bot says")
        << u"bot.script.languages.sv.offer"_s << u"botPage"_s << u"bot-offer"_s;
}

void SettingsWindowTest::whatIsRefusedIsShownWhereItWasWritten()
{
    QFETCH(const QString, path);
    QFETCH(const QString, page);
    QFETCH(const QString, field);
    open();
    m_window->showPage(u"platformsPage"_s);
    write(u"platformBrand"_s, u"X"_s);
    m_office->trouble = {path, u"must be given"_s};
    press(u"saveSettings"_s);
    auto *told = find<QLabel>(u"settingsTold"_s);
    QTRY_VERIFY(told->text().contains(u"It must not be empty."_s));
    QVERIFY2(!told->text().contains(path), "he sees where, and did not write the file");
    QVERIFY(find(page)->isVisible());
    QVERIFY2(find(field)->hasFocus(),
             QApplication::focusWidget() ? qPrintable(QApplication::focusWidget()->objectName())
                                         : "nobody");
    QVERIFY(find(u"saveSettings"_s)->isEnabled()); // what was written is still there
}

void SettingsWindowTest::whatNoPageHasIsNamedAsTheFileHasIt()
{
    open();
    m_window->showPage(u"platformsPage"_s);
    write(u"platformBrand"_s, u"X"_s);
    m_office->trouble = {u"colour"_s, u"is not a known key"_s};
    press(u"saveSettings"_s);
    const auto *told = find<QLabel>(u"settingsTold"_s);
    QTRY_VERIFY(told->text().contains(u"colour"_s));
    QVERIFY(find(u"platformsPage"_s)->isVisible());
}

void SettingsWindowTest::saysPlainlyWhatNeedsANewStart()
{
    open();
    m_window->showPage(u"platformsPage"_s);
    m_office->restart = {u"tls"_s};
    write(u"platformBrand"_s, u"X"_s);
    save();
    QVERIFY(find<QLabel>(u"settingsTold"_s)->text().contains(u"encryption"_s));
    QVERIFY(find(u"restartButton"_s)->isVisible());
    const QSignalSpy restarts(m_office.get(), &model::HostOffice::restartRequested);
    press(u"restartButton"_s);
    QCOMPARE(restarts.count(), 1);
}

//! What counts at once needs no saving; what is not saved yet is not forgotten on another page.
void SettingsWindowTest::savingIsOfferedWhereThereIsSomethingToSave()
{
    open();
    const auto *save = find(u"saveSettings"_s);
    for (const QString &page : {u"lookPage"_s, u"soundsPage"_s, u"repliesPage"_s, u"keysPage"_s}) {
        m_window->showPage(page);
        QVERIFY2(!save->isVisible(), qPrintable(page));
    }
    m_window->showPage(u"platformsPage"_s);
    QVERIFY(save->isVisible());
    write(u"platformBrand"_s, u"X"_s);
    m_window->showPage(u"lookPage"_s);
    QVERIFY(save->isVisible() && save->isEnabled());
}

void SettingsWindowTest::closingWithSomethingUnsavedAsks()
{
    open();
    write(u"platformBrand"_s, u"X"_s);
    m_window->close();
    QVERIFY(m_window && m_window->isVisible());
    auto *discard = find<QPushButton>(u"unsavedDiscard"_s);
    QVERIFY(discard);
    QVERIFY(!discard->isDefault()); // Enter alone throws nothing away
    discard->click();
    QTRY_VERIFY(!m_window);
    QCOMPARE(m_office->written, 0);
}

//! One of two hosts ceases to serve, for a moment or for long.
void SettingsWindowTest::whatIsNotSavedWaitsUntilTheDeskServesAgain()
{
    open();
    m_window->showPage(u"lookPage"_s);
    QVERIFY(!find(u"saveSettings"_s)->isVisible());
    m_office->serves = false;
    emit m_office->servingChanged();
    QVERIFY(find<QLabel>(u"settingsTold"_s)->text().contains(u"does not serve"_s));
    m_window->showPage(u"platformsPage"_s);
    write(u"platformBrand"_s, u"X"_s);
    QVERIFY(m_window->hasUnsaved());
    QVERIFY(!find(u"saveSettings"_s)->isEnabled());
    QVERIFY(find(u"discardSettings"_s)->isEnabled());
    QVERIFY(find<QLabel>(u"settingsTold"_s)->text().contains(u"does not serve"_s));
    m_office->serves = true;
    emit m_office->servingChanged();
    QCOMPARE(find<QLineEdit>(u"platformBrand"_s)->text(), u"X"_s);
    save();
    QCOMPARE(platform(0).value("brand"_L1).toString(), u"X"_s);
    QVERIFY(!find<QLabel>(u"settingsTold"_s)->text().contains(u"does not serve"_s));
}

//! The other one of two hosts has served meanwhile, and told this one its settings.
void SettingsWindowTest::showsWhatTheOtherDeskHasWrittenMeanwhile()
{
    open();
    m_window->showPage(u"platformsPage"_s);
    m_office->serves = false;
    emit m_office->servingChanged();
    m_office->settings = branded(m_office->settings, u"Theirs"_s);
    m_office->serves = true;
    emit m_office->servingChanged();
    QTRY_COMPARE(find<QLineEdit>(u"platformBrand"_s)->text(), u"Theirs"_s);
    QVERIFY(!m_window->hasUnsaved());
}

void SettingsWindowTest::keepsWhatWasBegunUntilItIsDiscarded()
{
    open();
    m_window->showPage(u"platformsPage"_s);
    const QString before = find<QLineEdit>(u"platformBrand"_s)->text();
    write(u"platformBrand"_s, u"Mine"_s);
    m_office->serves = false;
    emit m_office->servingChanged();
    m_office->settings = branded(m_office->settings, u"Theirs"_s);
    m_office->serves = true;
    emit m_office->servingChanged();
    QCoreApplication::processEvents(); // what would be read comes by a timer of no time
    QCOMPARE(find<QLineEdit>(u"platformBrand"_s)->text(), u"Mine"_s);
    press(u"discardSettings"_s);
    QCOMPARE(find<QLineEdit>(u"platformBrand"_s)->text(), before); // at once
    QTRY_COMPARE(find<QLineEdit>(u"platformBrand"_s)->text(), u"Theirs"_s);
    QVERIFY(!m_window->hasUnsaved());
}

void SettingsWindowTest::everyControlHasAName()
{
    open();
    const auto all = m_window->findChildren<QWidget *>();
    for (const QWidget *widget : all) {
        const bool isField = qobject_cast<const QLineEdit *>(widget)
            || qobject_cast<const QPlainTextEdit *>(widget)
            || qobject_cast<const QComboBox *>(widget)
            || qobject_cast<const QAbstractSpinBox *>(widget)
            || qobject_cast<const QAbstractItemView *>(widget);
        if (!isField || widget->objectName().startsWith("qt_"_L1) || !widget->isEnabled()
            || qobject_cast<const QComboBox *>(widget->parentWidget())
            || qobject_cast<const QHeaderView *>(widget) || widget->window() != m_window)
            continue;
        QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
    }
}

void SettingsWindowTest::pagesAreReachedByKeys()
{
    open();
    auto *list = find<QListView>(u"settingsList"_s);
    list->setFocus();
    const QStringList pages = m_window->pages();
    for (const QString &page : pages) {
        QVERIFY2(find(page)->isVisible(), qPrintable(page));
        QTest::keyClick(list, Qt::Key_Down);
    }
}

void SettingsWindowTest::everyPageFitsAUsualScreenAtTwiceTheSize_data()
{
    QTest::addColumn<QLocale>("language");
    QTest::newRow("in English") << QLocale(QLocale::English);
    QTest::newRow("in Swedish") << QLocale(QLocale::Swedish);
}

//! 1920 × 1080 at 200 %, less its bars. Down one scrolls; sideways nobody should have to.
void SettingsWindowTest::everyPageFitsAUsualScreenAtTwiceTheSize()
{
    QFETCH(const QLocale, language);
    const auto words = translatorsFor(language);
    for (const auto &each : words)
        QCoreApplication::installTranslator(each.get());
    open();
    m_window->resize(900, 480);
    QCOMPARE(m_window->size(), QSize(900, 480));
    const QStringList pages = m_window->pages();
    for (const QString &page : pages) {
        m_window->showPage(page);
        QCoreApplication::processEvents();
        const auto *area = qobject_cast<QScrollArea *>(find(page)->parentWidget()->parentWidget());
        QVERIFY(area);
        QVERIFY2(area->horizontalScrollBar()->maximum() == 0, qPrintable(page));
    }
}

QTEST_MAIN(SettingsWindowTest)
#include "tst_settingswindow.moc"
