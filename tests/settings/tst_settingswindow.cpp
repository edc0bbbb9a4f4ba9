// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/console/deskscene.h"
#include "tests/settings/scriptedoffice.h"
#include "ui/model/certificatepin.h"
#include "ui/model/invitation.h"
#include "ui/settings/settingswindow.h"
#include "ui/style/motion.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace sermo::ui;

//! The settings of who hosts and of who merely joined, by their public widgets.
class SettingsWindowTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void whoJoinedSeesWhatIsHis();
    void hisOwnCountAtOnce();
    void soundsAreChosenKindByKind();
    void repliesAreEditedOnTheirPage();
    void anInvitationIsShownOnce();
    void aNameInUseIsSaid();
    void onLoopbackNobodyIsInvited();
    void aKeyIsRevokedAfterAQuestion();
    void aBotGetsItsKeyAlone();
    void aPlatformIsChanged();
    void aPlatformIsAddedWithItsQuestions();
    void hoursAndHolidaysAreWrittenAsPeopleSayThem();
    void aQueueIsAddedAndRenamed();
    void daysOfRetentionAreEachQueues();
    void theBotIsHeardBeforeItIsSaved();
    void whatIsRefusedIsShownWhereItWasWritten_data();
    void whatIsRefusedIsShownWhereItWasWritten();
    void saysPlainlyWhatNeedsANewStart();
    void closingWithSomethingUnsavedAsks();
    void everyControlHasAName();
    void pagesAreReachedByKeys();

private:
    template <typename T = QWidget>
    [[nodiscard]] T *find(const QString &name) const
    {
        return m_window->findChild<T *>(name);
    }
    void open(bool isHost = true);
    void press(const QString &button) const { find<QPushButton>(button)->click(); }
    void write(const QString &field, const QString &text) const;
    void save();
    [[nodiscard]] QJsonObject platform(int row) const;

    std::unique_ptr<DeskScene> m_scene;
    std::unique_ptr<ScriptedOffice> m_office;
    QPointer<SettingsWindow> m_window;
};

void SettingsWindowTest::init()
{
    m_scene = std::make_unique<DeskScene>();
    m_office = std::make_unique<ScriptedOffice>();
}

void SettingsWindowTest::cleanup()
{
    delete m_window;
    m_office.reset();
    m_scene.reset();
}

void SettingsWindowTest::open(bool isHost)
{
    m_window = new SettingsWindow(m_scene->window->context(), isHost ? m_office.get() : nullptr);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window));
    if (isHost)
        QTRY_COMPARE(find<QLineEdit>(u"platformId"_s)->text(), u"webchat"_s);
}

//! As by hand, over what stood there.
void SettingsWindowTest::write(const QString &field, const QString &text) const
{
    auto *line = find<QLineEdit>(field);
    QVERIFY2(line, qPrintable(field));
    line->selectAll();
    line->insert(text);
    emit line->textEdited(line->text());
    emit line->editingFinished();
}

void SettingsWindowTest::save()
{
    const int before = m_office->written;
    auto *button = find<QPushButton>(u"saveSettings"_s);
    QVERIFY(button->isEnabled());
    button->click();
    QCOMPARE(m_office->written, before + 1);
    QTRY_VERIFY(!button->isEnabled());
}

QJsonObject SettingsWindowTest::platform(int row) const
{
    return m_office->settings.configuration.value("platforms"_L1)[row].toObject();
}

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
    QCOMPARE(m_window->pages().size(), 8);
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

void SettingsWindowTest::anInvitationIsShownOnce()
{
    open();
    m_window->showPage(u"keysPage"_s);
    QVERIFY(!find(u"invitationCard"_s)->isVisible());
    QVERIFY(!find(u"inviteButton"_s)->isEnabled());
    find<QLineEdit>(u"inviteName"_s)->setText(u"Åsa Öberg"_s);
    press(u"inviteButton"_s);
    QTRY_VERIFY(find(u"invitationCard"_s)->isVisible());
    QCOMPARE(m_office->wishes.constLast().role, u"agent"_s);
    const QString link = find<QPlainTextEdit>(u"invitationLink"_s)->toPlainText();
    const auto read = model::Invitation::fromText(link);
    QVERIFY(read);
    QCOMPARE(read->agent, AgentId(u"asa.oberg"_s));
    QCOMPARE(read->name, u"Åsa Öberg"_s);
    QCOMPARE(read->key, u"sk_agent_secret"_s);
    QCOMPARE(read->pin, m_office->network.pin);
    QVERIFY(find(u"invitationCode"_s)->isVisible());
    QTRY_COMPARE(find<QTableView>(u"keyTable"_s)->model()->rowCount(), 3);
    press(u"closeInvitation"_s);
    QVERIFY(find<QPlainTextEdit>(u"invitationLink"_s)->toPlainText().isEmpty());
}

void SettingsWindowTest::aNameInUseIsSaid()
{
    open();
    m_window->showPage(u"keysPage"_s);
    find<QLineEdit>(u"inviteName"_s)->setText(u"Bea Berg"_s);
    press(u"inviteButton"_s);
    auto *trouble = find<QLabel>(u"keyTrouble"_s);
    QTRY_VERIFY(trouble->isVisible());
    QVERIFY(trouble->text().contains(u"in use"_s));
    QCOMPARE(find<QLineEdit>(u"inviteName"_s)->text(), u"Bea Berg"_s); // to be changed
}

void SettingsWindowTest::onLoopbackNobodyIsInvited()
{
    m_office->network = {};
    open();
    m_window->showPage(u"keysPage"_s);
    find<QLineEdit>(u"inviteName"_s)->setText(u"Bea"_s);
    QVERIFY(!find(u"inviteButton"_s)->isEnabled());
    const QSignalSpy opens(m_office.get(), &model::HostOffice::openToTeamRequested);
    press(u"openToTeam"_s);
    QCOMPARE(opens.count(), 1);
}

void SettingsWindowTest::aKeyIsRevokedAfterAQuestion()
{
    open();
    m_window->showPage(u"keysPage"_s);
    auto *table = find<QTableView>(u"keyTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    table->setCurrentIndex(table->model()->index(0, 0));
    press(u"revokeButton"_s);
    QCOMPARE(m_office->keys.size(), 2);
    auto *yes = find<QPushButton>(u"revokeConfirm"_s);
    QVERIFY(yes && yes->isVisible());
    yes->click();
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(m_office->keys.constFirst().name, u"crm"_s);
}

void SettingsWindowTest::aBotGetsItsKeyAlone()
{
    m_office->network = {}; // a bot may live on this computer
    open();
    m_window->showPage(u"keysPage"_s);
    find<QLineEdit>(u"inviteName"_s)->setText(u"crm2"_s);
    auto *role = find<QComboBox>(u"inviteRole"_s);
    role->setCurrentIndex(role->findData(u"bot"_s));
    press(u"inviteButton"_s);
    QTRY_COMPARE(find<QPlainTextEdit>(u"invitationLink"_s)->toPlainText(), u"sk_bot_secret"_s);
    QVERIFY(m_office->wishes.constLast().agent.isEmpty());
}

void SettingsWindowTest::aPlatformIsChanged()
{
    open();
    m_window->showPage(u"platformsPage"_s);
    QVERIFY(!find(u"saveSettings"_s)->isEnabled());
    write(u"platformBrand"_s, u"Tele2"_s);
    find<QCheckBox>(u"platformMask"_s)->click();
    auto *language = find<QComboBox>(u"platformLanguage"_s);
    language->setCurrentIndex(language->findData(u"sv"_s));
    emit language->activated(language->currentIndex());
    QVERIFY(find<QLabel>(u"platformSnippet"_s)->text().contains(u"data-brand=\"Tele2\""_s));
    QCOMPARE(m_office->written, 0); // not before it is saved
    save();
    QCOMPARE(platform(0).value("brand"_L1), u"Tele2"_s);
    QCOMPARE(platform(0).value("mask"_L1), true);
    QCOMPARE(platform(0).value("language"_L1), u"sv"_s);
    QVERIFY(!platform(0).contains("preview"_L1)); // what is usual needs no word
    QCOMPARE(platform(0).value("hours"_L1)["weekdays"_L1], u"08:00-18:00"_s); // as it was
    QCOMPARE(platform(1), QJsonObject({{u"id"_s, u"shop"_s}, {u"queue"_s, u"sales"_s}}));
    QVERIFY(find<QLabel>(u"settingsTold"_s)->text().contains(u"counts already"_s));
}

void SettingsWindowTest::aPlatformIsAddedWithItsQuestions()
{
    open();
    m_window->showPage(u"platformsPage"_s);
    press(u"addPlatform"_s);
    write(u"platformBrand"_s, u"Help pages"_s);
    write(u"platformId"_s, u"help"_s);
    press(u"addQuestion"_s);
    write(u"question-0"_s, u"Vad gäller det?"_s);
    auto *type = find<QComboBox>(u"questionType-0"_s);
    type->setCurrentIndex(type->findData(u"choice"_s));
    write(u"questionOptions-0"_s, u"Faktura, Annat"_s);
    find<QCheckBox>(u"questionRequired-0"_s)->click();
    save();
    const QJsonObject made = platform(2);
    QCOMPARE(made.value("id"_L1), u"help"_s);
    const QJsonObject question = made.value("form"_L1)[0].toObject();
    QCOMPARE(question,
             QJsonObject({{u"id"_s, u"vad_galler_det"_s},
                          {u"label"_s, u"Vad gäller det?"_s},
                          {u"type"_s, u"choice"_s},
                          {u"required"_s, true},
                          {u"options"_s, QJsonArray{u"Faktura"_s, u"Annat"_s}}}));
    press(u"removePlatform"_s);
    save();
    QCOMPARE(m_office->settings.configuration.value("platforms"_L1).toArray().size(), 2);
}

void SettingsWindowTest::hoursAndHolidaysAreWrittenAsPeopleSayThem()
{
    open();
    m_window->showPage(u"platformsPage"_s);
    QCOMPARE(find<QLineEdit>(u"hours-0"_s)->text(), u"08:00-18:00"_s);
    QCOMPARE(find<QLineEdit>(u"hours-6"_s)->text(), QString());
    write(u"hours-4"_s, u"8-12, 13-15.30"_s);
    press(u"addHoliday"_s);
    write(u"holidayDate-1"_s, u"06-06"_s);
    write(u"holidayHours-1"_s, u"10-12"_s);
    save();
    const QJsonObject hours = platform(0).value("hours"_L1).toObject();
    QCOMPARE(hours.value("friday"_L1), u"08:00-12:00, 13:00-15:30"_s);
    QCOMPARE(hours.value("monday"_L1), u"08:00-18:00"_s);
    QCOMPARE(hours.value("sunday"_L1), u"closed"_s);
    QCOMPARE(hours.value("holidays"_L1),
             QJsonObject({{u"12-24"_s, u"closed"_s}, {u"06-06"_s, u"10:00-12:00"_s}}));
    find<QCheckBox>(u"alwaysOpen"_s)->click();
    save();
    QVERIFY(!platform(0).contains("hours"_L1));
}

void SettingsWindowTest::aQueueIsAddedAndRenamed()
{
    open();
    m_window->showPage(u"queuesPage"_s);
    write(u"queueName"_s, u"Everything"_s);
    press(u"addQueue"_s);
    write(u"queueName"_s, u"Invoices"_s);
    write(u"queueId"_s, u"invoices"_s);
    find<QSpinBox>(u"queueMost"_s)->setValue(20);
    QVERIFY(find<QCheckBox>(u"queuePreview"_s)->isChecked());
    find<QCheckBox>(u"queuePreview"_s)->click();
    find<QCheckBox>(u"allocationOn"_s)->click();
    save();
    const QJsonArray queues = m_office->settings.configuration.value("queues"_L1).toArray();
    QCOMPARE(queues.size(), 3);
    QCOMPARE(queues[0]["name"_L1], u"Everything"_s);
    QCOMPARE(queues[0]["id"_L1], u"general"_s);
    QCOMPARE(queues[2]["maxWaiting"_L1], 20);
    QCOMPARE(queues[2]["preview"_L1], false);
    QVERIFY(!queues[0].toObject().contains("preview"_L1)); // nothing is said of what is usual
    QCOMPARE(queues[1]["retentionDays"_L1], 90); // as it was
    QCOMPARE(m_office->settings.configuration.value("allocation"_L1)["enabled"_L1], false);
}

void SettingsWindowTest::daysOfRetentionAreEachQueues()
{
    open();
    m_window->showPage(u"retentionPage"_s);
    QCOMPARE(find<QSpinBox>(u"retention-sales"_s)->value(), 90);
    QCOMPARE(find<QSpinBox>(u"retention-general"_s)->text(), u"for ever"_s);
    find<QSpinBox>(u"retention-general"_s)->setValue(30);
    save();
    const QJsonArray queues = m_office->settings.configuration.value("queues"_L1).toArray();
    QCOMPARE(queues[0]["retentionDays"_L1], 30);
}

void SettingsWindowTest::theBotIsHeardBeforeItIsSaved()
{
    open();
    m_window->showPage(u"botPage"_s);
    const auto heard = [this] {
        QStringList lines;
        const auto labels = find(u"rehearsal"_s)->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (!label->isHidden())
                lines += label->text();
        }
        return lines;
    };
    QTRY_COMPARE(heard(), QStringList(u"Welcome! What can we do?"_s));
    press(u"rehearsalButton-technical"_s);
    QTRY_COMPARE(heard().mid(1),
                 QStringList({u"Technical"_s, u"You said: Technical"_s, u"Waits in technical"_s}));
    find<QPlainTextEdit>(u"bot-greeting"_s)->setPlainText(u"Hi there!"_s);
    press(u"rehearsalAgain"_s);
    QTRY_COMPARE(heard(), QStringList(u"Hi there!"_s));
    find<QLineEdit>(u"rehearsalLine"_s)->setText(u"my bill"_s);
    QTest::keyClick(find(u"rehearsalLine"_s), Qt::Key_Return);
    QTRY_VERIFY(heard().contains(u"You said: my bill"_s));
    QVERIFY(m_window); // Enter said it, and closed nothing
    QCOMPARE(m_office->written, 0);
    write(u"botKeywords-sales"_s, u"buy, order"_s);
    save();
    const QJsonValue said = m_office->settings.script.value("languages"_L1)["en"_L1];
    QCOMPARE(said["greeting"_L1], u"Hi there!"_s);
    QCOMPARE(said["queues"_L1]["sales"_L1]["keywords"_L1], QJsonArray({u"buy"_s, u"order"_s}));
    QCOMPARE(said["queues"_L1]["general"_L1]["label"_L1], u"Invoices"_s);
    QCOMPARE(m_office->settings.script.value("languages"_L1)["sv"_L1]["greeting"_L1],
             u"Välkommen!"_s);
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
    QTRY_VERIFY(told->text().contains(path));
    QVERIFY(told->text().contains(u"It must not be empty."_s));
    QVERIFY(find(page)->isVisible());
    QVERIFY2(find(field)->hasFocus(),
             QApplication::focusWidget() ? qPrintable(QApplication::focusWidget()->objectName())
                                         : "nobody");
    QVERIFY(find(u"saveSettings"_s)->isEnabled()); // what was written is still there
}

void SettingsWindowTest::saysPlainlyWhatNeedsANewStart()
{
    open();
    m_window->showPage(u"platformsPage"_s);
    m_office->restart = {u"tls"_s};
    write(u"platformBrand"_s, u"X"_s);
    save();
    QVERIFY(find<QLabel>(u"settingsTold"_s)->text().contains(u"tls"_s));
    QVERIFY(find(u"restartButton"_s)->isVisible());
    const QSignalSpy restarts(m_office.get(), &model::HostOffice::restartRequested);
    press(u"restartButton"_s);
    QCOMPARE(restarts.count(), 1);
}

void SettingsWindowTest::closingWithSomethingUnsavedAsks()
{
    open();
    write(u"platformBrand"_s, u"X"_s);
    m_window->close();
    QVERIFY(m_window && m_window->isVisible());
    auto *discard = find<QPushButton>(u"unsavedDiscard"_s);
    QVERIFY(discard);
    discard->click();
    QTRY_VERIFY(!m_window);
    QCOMPARE(m_office->written, 0);
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

QTEST_MAIN(SettingsWindowTest)
#include "tst_settingswindow.moc"
