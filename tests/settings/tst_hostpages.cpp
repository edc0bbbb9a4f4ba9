// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/settings/settingstest.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace sermo::ui;

//! What counts for the whole team, page by page, as it is saved.
class HostPagesTest : public SettingsTest
{
    Q_OBJECT
private slots:
    void aPlatformIsChanged();
    void aPlatformIsAddedWithItsQuestions();
    void hoursAndHolidaysAreWrittenAsPeopleSayThem();
    void aQueueIsAddedAndRenamed();
    void daysOfRetentionAreEachQueues();
    void someAgentsAreGivenMoreOrFewer();
    void sitesAndLimitsAreWrittenOneALine();
    void aCertificateIsProvedAsSoonAsItIsNamed();
    void aCertificateThatEndsSoonWarns();
    void theBotIsHeardBeforeItIsSaved();
};

void HostPagesTest::aPlatformIsChanged()
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

void HostPagesTest::aPlatformIsAddedWithItsQuestions()
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

void HostPagesTest::hoursAndHolidaysAreWrittenAsPeopleSayThem()
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

void HostPagesTest::aQueueIsAddedAndRenamed()
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
    find<QCheckBox>(u"announce"_s)->click();
    save();
    const QJsonArray queues = m_office->settings.configuration.value("queues"_L1).toArray();
    QCOMPARE(queues.size(), 3);
    QCOMPARE(queues[0]["name"_L1], u"Everything"_s);
    QCOMPARE(queues[0]["id"_L1], u"general"_s);
    QCOMPARE(queues[2]["maxWaiting"_L1], 20);
    QCOMPARE(queues[2]["preview"_L1], false);
    QVERIFY(!queues[0].toObject().contains("preview"_L1)); // nothing is said of what is usual
    QCOMPARE(queues[1]["retentionDays"_L1], 90); // as it was
    QCOMPARE(saved(u"allocation"_s)["enabled"_L1], false);
    QCOMPARE(saved(u"desk"_s)["announce"_L1], false);
}

void HostPagesTest::daysOfRetentionAreEachQueues()
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

void HostPagesTest::someAgentsAreGivenMoreOrFewer()
{
    open();
    m_window->showPage(u"allocationPage"_s);
    press(u"addAgentLimits"_s);
    auto *agent = find<QComboBox>(u"agentId-0"_s);
    QTRY_COMPARE(agent->findText(u"bea.berg"_s), 0); // who has a key can be chosen
    agent->setCurrentIndex(0);
    QCOMPARE(find<QSpinBox>(u"agentCap-0"_s)->text(), u"as all"_s);
    find<QSpinBox>(u"agentCap-0"_s)->setValue(3);
    press(u"addAgentLimits"_s);
    find<QComboBox>(u"agentId-1"_s)->setCurrentText(u"anan01"_s);
    find<QDoubleSpinBox>(u"agentBound-1"_s)->setValue(3.5);
    save();
    const QJsonArray wanted{QJsonObject{{u"id"_s, u"bea.berg"_s}, {u"hardCap"_s, 3}},
                            QJsonObject{{u"id"_s, u"anan01"_s}, {u"bound"_s, 3.5}}};
    QCOMPARE(saved(u"allocation"_s)["agents"_L1].toArray(), wanted);
    find<QPushButton>(u"removeAgentLimits"_s)->click();
    save();
    QCOMPARE(saved(u"allocation"_s)["agents"_L1].toArray(), QJsonArray{wanted.at(1)});
}

void HostPagesTest::sitesAndLimitsAreWrittenOneALine()
{
    open();
    m_window->showPage(u"accessPage"_s);
    auto *sites = find<QPlainTextEdit>(u"access-origins"_s);
    QTest::keyClicks(sites, u"https://www.example.com"_s);
    QTest::keyClick(sites, Qt::Key_Return);
    QCOMPARE(sites->toPlainText(), u"https://www.example.com\n"_s); // the next one is begun
    QTest::keyClicks(sites, u" https://shop.example.com "_s);
    QCOMPARE(find<QSpinBox>(u"limit-connections"_s)->value(), 2000); // as it counts unsaid
    find<QSpinBox>(u"limit-eventBurst"_s)->setValue(0);
    QCOMPARE(find<QSpinBox>(u"limit-eventBurst"_s)->text(), u"no limit"_s);
    QVERIFY(find<QCheckBox>(u"customersToken"_s)->isChecked());
    save();
    QCOMPARE(saved(u"origins"_s).toArray(),
             QJsonArray({u"https://www.example.com"_s, u"https://shop.example.com"_s}));
    QCOMPARE(saved(u"limits"_s).toObject(), QJsonObject({{u"eventBurst"_s, 0}}));
    QVERIFY(saved(u"customers"_s).isUndefined()); // nobody has touched it
}

void HostPagesTest::aCertificateIsProvedAsSoonAsItIsNamed()
{
    const QDateTime far = QDateTime::currentDateTimeUtc().addYears(1);
    m_office->certificates = {{u"/chat.pem"_s, {{u"chat.example.com"_s}, far, "\xab\xcd"_ba}}};
    open();
    m_window->showPage(u"encryptionPage"_s);
    auto *state = find<QLabel>(u"certificateState"_s);
    QTRY_VERIFY(state->text().startsWith(u"The desk makes its own"_s));
    write(u"tlsCertificate"_s, u"/wrong.pem"_s);
    QTRY_VERIFY(state->text().contains(u"There is no certificate in the file"_s));
    write(u"tlsCertificate"_s, u"/chat.pem"_s);
    write(u"tlsKey"_s, u"/chat.key"_s);
    QTRY_VERIFY(state->text().contains(u"chat.example.com"_s));
    QVERIFY(state->text().contains(u"AB:CD"_s));
    QVERIFY(state->text().contains(QString::number(far.date().year())));
    save();
    QCOMPARE(saved(u"tls"_s).toObject(),
             QJsonObject({{u"certificate"_s, u"/chat.pem"_s}, {u"key"_s, u"/chat.key"_s}}));
    press(u"ownCertificate"_s);
    QTRY_VERIFY(state->text().startsWith(u"The desk makes its own"_s));
}

void HostPagesTest::aCertificateThatEndsSoonWarns()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_office->own = {{u"desk.local"_s}, now.addDays(200), "\x01"_ba};
    open();
    m_window->showPage(u"encryptionPage"_s);
    auto *state = find<QLabel>(u"certificateState"_s);
    QTRY_VERIFY(state->text().startsWith(u"The desk has made it itself"_s));
    QCOMPARE(state->property("kind").toString(), QString());
    m_office->own->until = now.addDays(20);
    press(u"ownCertificate"_s);
    QTRY_COMPARE(state->property("kind").toString(), u"warn"_s);
}

void HostPagesTest::theBotIsHeardBeforeItIsSaved()
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

QTEST_MAIN(HostPagesTest)
#include "tst_hostpages.moc"
