// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/application.h"
#include "app/desk/brokerthread.h"
#include "app/desk/memory.h"
#include "app/desk/standing.h"
#include "app/desk/standingdesk.h"
#include "broker/bot/script.h"
#include "broker/pair/terms.h"
#include "broker/store/databasefiles.h"
#include "tests/app/hostpair.h"
#include "tests/app/ownhome.h"
#include "ui/console/mainwindow.h"
#include "ui/settings/settingswindow.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::app;
using namespace sermo::test;

namespace
{

constexpr int Long = 60'000;

template <typename T>
T *theOne()
{
    const QWidgetList all = QApplication::allWidgets();
    for (QWidget *each : all) {
        if (auto *found = qobject_cast<T *>(each))
            return found;
    }
    return nullptr;
}

QMessageBox *boxCalled(const QString &name)
{
    const QWidgetList all = QApplication::topLevelWidgets();
    for (QWidget *each : all) {
        if (each->objectName() == name)
            return qobject_cast<QMessageBox *>(each);
    }
    return nullptr;
}

//! How often a button became of use, or of none.
class Turns : public QObject
{
public:
    explicit Turns(QWidget &button) { button.installEventFilter(this); }
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::EnabledChange ? 1 : 0;
        return false;
    }
    int count = 0;
};

} // namespace

//! The desk itself, in this process, as one of two.
class StandingDeskTest : public QObject
{
    Q_OBJECT
public:
    static void initMain();
private slots:
    void keepsWhatIsTypedInTheSettingsWhenTheOtherDeskComes();
    void leavesADeskThatRunsAlone();
    void saysWhyItCannotLeaveATeamForALinkThatWasClicked();
    void asksBeforeItStandsByForALinkThatWasClicked_data();
    void asksBeforeItStandsByForALinkThatWasClicked();
    void isThereYetWhenTheButtonThatEndsItHasSpoken_data();
    void isThereYetWhenTheButtonThatEndsItHasSpoken();
    void standsByForNoHostButItsTeams_data();
    void standsByForNoHostButItsTeams();
    void handsNothingOnThatTheHostDidNotSay();

private:
    [[nodiscard]] QString in(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

void StandingDeskTest::initMain()
{
    useOwnHome();
}

//! Who was here before is welcomed anew, since he has to know of the other one: for a moment
//! nobody serves.
void StandingDeskTest::keepsWhatIsTypedInTheSettingsWhenTheOtherDeskComes()
{
    const quint16 first = freePort(), second = freePort();
    const QByteArray key = createKey(in(u"a"_s), u"standby"_s, u"the other one"_s);
    const QString own = QString::fromLatin1(createKey(in(u"a"_s), u"supervisor"_s, u"the desk"_s));
    const Standing standing{local(first), {}, {}, QString::fromLatin1(key), own, true,
                            false,        {}, {}};
    QVERIFY(standing.save(in(u"a"_s)));
    DeskOptions options;
    options.dataDir = in(u"a"_s);
    options.listen = Endpoint{QHostAddress::LocalHost, first};
    options.agentId = u"anna"_s;
    const auto order = Application::orderOf(options);
    QVERIFY2(order, order ? "" : qPrintable(order.error().text));
    Application desk(*order);
    desk.start();
    auto *window = theOne<ui::MainWindow>();
    QVERIFY(window);
    const auto isSetHere = [window] {
        emit window->settingsRequested(u"platformsPage"_s);
        auto *settings = theOne<ui::SettingsWindow>();
        if (settings->pages().contains(u"platformsPage"_s))
            return true;
        delete settings; // it does not serve yet
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isSetHere(), Long);
    const QPointer<ui::SettingsWindow> settings = theOne<ui::SettingsWindow>();
    auto *brand = settings->findChild<QLineEdit *>(u"platformBrand"_s);
    QTRY_VERIFY(!brand->text().isEmpty());
    brand->selectAll();
    QTest::keyClicks(brand, u"Ours"_s);
    QTest::keyClick(brand, Qt::Key_Tab);
    auto *save = settings->findChild<QPushButton *>(u"saveSettings"_s);
    QTRY_VERIFY(save->isEnabled());

    const Turns turns(*save);
    BrokerThread other({}, in(u"b"_s));
    const QSignalSpy told(&other, &BrokerThread::luggageCame);
    pair::Terms terms;
    terms.key = key;
    terms.here = local(second);
    terms.other = local(first);
    other.setPair(terms);
    other.start(QHostAddress::LocalHost, second);
    QTRY_VERIFY_WITH_TIMEOUT(!settings || turns.count >= 2, Long);
    QVERIFY(settings);
    QVERIFY(save->isEnabled());
    QCOMPARE(brand->text(), u"Ours"_s);
    save->click();
    const auto isTold = [&told] {
        return !told.isEmpty()
            && QJsonDocument(told.last().constFirst().toJsonObject()).toJson().contains("Ours");
    };
    QTRY_VERIFY_WITH_TIMEOUT(isTold(), Long); // saved, and known to its successor
    const QSignalSpy left(&other, &BrokerThread::stopped);
    other.stop();
    QTRY_COMPARE_WITH_TIMEOUT(left.count(), 1, Long);
    desk.shutDown();
    QTRY_VERIFY_WITH_TIMEOUT(!theOne<ui::MainWindow>(), Long);
}

//! A second one would only complain that it can have neither the port nor the log.
void StandingDeskTest::leavesADeskThatRunsAlone()
{
    const QString folder = in(u"d"_s);
    const Standing standing{local(1), local(2), {}, u"k"_s, {}, false, false, {}, {}};
    QVERIFY(standing.save(folder));
    DeskOptions clicked;
    clicked.dataDir = folder;
    clicked.join = DeskOptions::Join{local(2), u"sk_agent_d"_s, {}};
    clicked.invitation = u"sermo://join?at=http%3A%2F%2F127.0.0.1%3A2&key=sk_agent_d&agent=bea"_s;
    clicked.agentId = u"bea"_s;
    Memory().keep(clicked);
    clicked.isFromOutside = true;
    QVERIFY(Application::orderOf(clicked));
    const auto lock = store::files::prepare(folder);
    QVERIFY(lock);
    const auto order = Application::orderOf(clicked);
    QVERIFY(!order);
    QVERIFY2(order.error().text.contains(u"open already"_s), qPrintable(order.error().text));
    Memory().forgetInvitation();
}

//! It is running in another process, which would keep the directory as it is.
void StandingDeskTest::saysWhyItCannotLeaveATeamForALinkThatWasClicked()
{
    const QString folder = in(u"f"_s);
    const Standing standing{local(1), local(2), {}, u"k"_s, {}, false, false, {}, {}};
    QVERIFY(standing.save(folder));
    const auto optionsBy = [&folder](const QString &link) {
        const auto invitation = model::Invitation::fromText(link);
        DeskOptions options = invitation ? optionsOf(*invitation) : DeskOptions();
        options.dataDir = folder;
        return options;
    };
    Memory().keep(optionsBy(
        u"sermo://join?at=http%3A%2F%2F127.0.0.1%3A2&key=sk_agent_f&agent=bea&name=Bea"_s));
    DeskOptions clicked = optionsBy(
        u"sermo://join?at=http%3A%2F%2F127.0.0.1%3A3&key=sk_agent_g&agent=bea&name=Bea"_s);
    clicked.isFromOutside = true;
    const auto lock = store::files::prepare(folder);
    QVERIFY(lock);
    const auto order = Application::orderOf(clicked);
    QVERIFY2(order, order ? "" : qPrintable(order.error().text));
    Application desk(*order);
    desk.start();
    const QPointer<QMessageBox> question = boxCalled(u"joinQuestion"_s);
    QVERIFY(question);
    const auto buttons = question->buttons();
    for (QAbstractButton *each : buttons) {
        if (question->buttonRole(each) == QMessageBox::AcceptRole)
            each->click();
    }
    QVERIFY(!desk.next());
    const QPointer<QMessageBox> refusal = boxCalled(u"joinRefused"_s);
    QVERIFY(refusal);
    QVERIFY(refusal->informativeText().contains(u"in use"_s));
    refusal->accept();
    QTRY_VERIFY(!refusal && !question);
    QVERIFY(!desk.next());
    QVERIFY(*Standing::load(folder));
    Memory().forgetInvitation();
}

void StandingDeskTest::asksBeforeItStandsByForALinkThatWasClicked_data()
{
    QTest::addColumn<bool>("hasJoined");
    QTest::newRow("a desk that has joined") << true;
    QTest::newRow("a desk that hosts") << false;
}

void StandingDeskTest::asksBeforeItStandsByForALinkThatWasClicked()
{
    QFETCH(const bool, hasJoined);
    const QString link = u"sermo://stand-by?at=https%3A%2F%2F10.0.0.5%3A8080&key=sk_standby_k"_s;
    const auto read = readOptions({u"sermo-desk"_s, u"--data"_s, in(u"c"_s), link});
    QVERIFY2(read, read ? "" : qPrintable(read.error().text));
    DeskOptions options = *read;
    QVERIFY(!options.join);
    if (hasJoined)
        options.join = DeskOptions::Join{local(1), u"sk_agent_k"_s, {}};
    else
        options.listen = Endpoint{QHostAddress::LocalHost, 0};
    options.agentId = u"anna"_s;
    const auto order = Application::orderOf(options);
    QVERIFY2(order, order ? "" : qPrintable(order.error().text));
    Application desk(*order);
    desk.start();
    QTRY_VERIFY_WITH_TIMEOUT(theOne<ui::SettingsWindow>(), Long);
    auto *settings = theOne<ui::SettingsWindow>();
    QVERIFY(settings->findChild<QWidget *>(u"standbyPage"_s)->isVisible());
    QCOMPARE(settings->findChild<QPlainTextEdit *>(u"standbyField"_s)->toPlainText(),
             hasJoined ? link : QString());
    QCOMPARE(settings->findChild<QLabel *>(u"standbyTrouble"_s)->isVisible(), !hasJoined);
    QVERIFY(!QFile::exists(in(u"c/standby-with.json"_s)));
    desk.shutDown();
    QTRY_VERIFY_WITH_TIMEOUT(!theOne<ui::MainWindow>(), Long);
}

void StandingDeskTest::isThereYetWhenTheButtonThatEndsItHasSpoken_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("button");
    QTest::newRow("stands by")
        << u"standbyField"_s << u"sermo://stand-by?at=http%3A%2F%2F127.0.0.1%3A1&key=sk_standby_k"_s
        << u"standbyGo"_s;
    QTest::newRow("joins another team")
        << u"invitationField"_s
        << u"sermo://join?at=http%3A%2F%2F127.0.0.1%3A2&key=sk_agent_e&agent=bea&name=Bea"_s
        << u"joinGoButton"_s;
    QTest::newRow("hosts instead") << QString() << QString() << u"joinHostButton"_s;
}

//! A desk that has only joined waits for no broker, and was gone before its button was done.
void StandingDeskTest::isThereYetWhenTheButtonThatEndsItHasSpoken()
{
    QFETCH(const QString, field);
    QFETCH(const QString, link);
    QFETCH(const QString, button);
    DeskOptions options;
    options.dataDir = in(u"e-"_s + button);
    options.join = DeskOptions::Join{local(1), u"sk_agent_e"_s, {}};
    options.agentId = u"bea"_s;
    const auto order = Application::orderOf(options);
    QVERIFY2(order, order ? "" : qPrintable(order.error().text));
    Application desk(*order);
    desk.start();
    auto *window = theOne<ui::MainWindow>();
    QVERIFY(window);
    emit window->settingsRequested(u"standbyPage"_s);
    if (field == "invitationField"_L1)
        emit theOne<ui::SettingsWindow>()->anotherTeamRequested();
    if (!field.isEmpty()) {
        auto *text = window->findChild<QPlainTextEdit *>(field);
        QVERIFY(text);
        text->setPlainText(link);
    }
    QTRY_VERIFY_WITH_TIMEOUT(window->findChild<QPushButton *>(button), Long);
    const QPointer<QPushButton> pressed = window->findChild<QPushButton *>(button);
    QVERIFY(pressed->isEnabled());
    bool wasThere = false;
    connect(pressed, &QPushButton::clicked, this, [&] { wasThere = pressed; });
    pressed->click();
    QVERIFY(wasThere);
    QVERIFY(desk.next());
    QTRY_VERIFY_WITH_TIMEOUT(!theOne<ui::MainWindow>(), Long);
}

void StandingDeskTest::standsByForNoHostButItsTeams_data()
{
    QTest::addColumn<QString>("at");
    QTest::addColumn<bool>("isTheirs");
    QTest::newRow("a stranger's") << u"https://10.0.0.5:8080"_s << false;
    QTest::newRow("its own") << u"http://127.0.0.1:1"_s << true;
}

//! It would show a stranger the key by which it comes to its team, and go by what he sets.
void StandingDeskTest::standsByForNoHostButItsTeams()
{
    QFETCH(const QString, at);
    QFETCH(const bool, isTheirs);
    const QString folder = in(isTheirs ? u"own"_s : u"strange"_s);
    DeskOptions options;
    options.dataDir = folder;
    options.join = DeskOptions::Join{local(1), u"sk_agent_k"_s, {}};
    options.agentId = u"anna"_s;
    const auto order = Application::orderOf(options);
    QVERIFY2(order, order ? "" : qPrintable(order.error().text));
    Application desk(*order);
    desk.start();
    auto *window = theOne<ui::MainWindow>();
    QVERIFY(window);
    emit window->settingsRequested(u"standbyPage"_s);
    auto *settings = theOne<ui::SettingsWindow>();
    settings->findChild<QPlainTextEdit *>(u"standbyField"_s)
        ->setPlainText(u"sermo://stand-by?at=%1&key=sk_standby_k"_s.arg(
            QString::fromLatin1(QUrl::toPercentEncoding(at))));
    auto *go = settings->findChild<QPushButton *>(u"standbyGo"_s);
    QVERIFY(go->isEnabled());
    go->click();
    QCOMPARE(QFile::exists(folder + u"/standby-with.json"_s), isTheirs);
    if (!isTheirs) {
        const auto *told = settings->findChild<QLabel *>(u"standbyTrouble"_s);
        QVERIFY(told->isVisible());
        QVERIFY2(told->text().contains(at), qPrintable(told->text()));
        desk.shutDown();
    }
    QTRY_VERIFY_WITH_TIMEOUT(!theOne<ui::MainWindow>(), Long);
    Memory().forgetInvitation();
}

//! The disk took none of it: the broker goes by the host's ways all the same, and when the host is
//! back it shall not be told what the file here says.
void StandingDeskTest::handsNothingOnThatTheHostDidNotSay()
{
    const quint16 first = freePort(), second = freePort();
    const QByteArray key = createKey(in(u"g"_s), u"standby"_s, u"the other one"_s);
    pair::Terms terms;
    terms.key = key;
    terms.here = local(first);
    terms.begins = true;
    BrokerThread broker({}, in(u"g"_s));
    broker.setPair(terms);
    const QSignalSpy ready(&broker, &BrokerThread::ready);
    broker.start(QHostAddress::LocalHost, first);
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, Long);
    DeskOptions options;
    options.dataDir = in(u"g"_s);
    options.configFile = in(u"no such folder/team.json"_s);
    options.standing
        = Standing{local(first), {}, {}, QString::fromLatin1(key), {}, true, false, {}, {}};
    StandingDesk desk(options, &broker);
    emit broker.luggageCame(
        {{u"configuration"_s,
          QJsonObject{{u"desk"_s, QJsonObject{{u"announce"_s, false}}},
                      {u"origins"_s, QJsonArray{u"https://hosts.example.com"_s}}}},
         {u"script"_s, QJsonDocument::fromJson(bot::Script::receptionText()).object()}});
    QVERIFY(!desk.state().settingsTrouble.isEmpty());
    HostedOffice office(broker, {options.dataDir, options.configFile, local(first), {}});
    connect(&office, &HostedOffice::configured, &desk, &StandingDesk::handleConfigured);
    desk.setOffice(&office);
    bool isRead = false; // after what setOffice() may have asked
    office.readSettings(this, [&isRead](const auto &) { isRead = true; });
    QTRY_VERIFY(isRead);

    BrokerThread other({}, in(u"h"_s));
    const QSignalSpy told(&other, &BrokerThread::luggageCame);
    terms.here = local(second);
    terms.other = local(first);
    terms.begins = false;
    other.setPair(terms);
    other.start(QHostAddress::LocalHost, second);
    const auto isSaid = [&told](const QByteArray &what) {
        return !told.isEmpty()
            && QJsonDocument(told.last().constFirst().toJsonObject()).toJson().contains(what);
    };
    QTRY_VERIFY_WITH_TIMEOUT(!told.isEmpty(), Long);
    QVERIFY(isSaid("hosts.example.com"));

    // A person has mended it, and says what shall be. It serves again, now that it knows the other.
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 2, Long);
    QVERIFY(QDir().mkpath(in(u"no such folder"_s)));
    office.readSettings(this, [&](const auto &read) {
        model::HostOffice::Settings wanted = *read;
        wanted.configuration.insert(u"origins"_s, QJsonArray{u"https://mended.example.com"_s});
        office.configure(wanted, this, [](const auto &) {});
    });
    QTRY_VERIFY_WITH_TIMEOUT(isSaid("mended.example.com"), Long);
    QCOMPARE(desk.state().settingsTrouble, QString());
    for (BrokerThread *each : {&other, &broker}) {
        const QSignalSpy left(each, &BrokerThread::stopped);
        each->stop();
        QTRY_COMPARE_WITH_TIMEOUT(left.count(), 1, Long);
    }
}

QTEST_MAIN(StandingDeskTest)
#include "tst_standingdesk.moc"
