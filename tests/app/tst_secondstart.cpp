// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/application.h"
#include "app/desk/memory.h"
#include "tests/app/ownhome.h"
#include "tests/app/program.h"
#include "ui/console/mainwindow.h"
#include "ui/settings/firststart.h"
#include "ui/settings/settingswindow.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::app;
using namespace sermo::test;

namespace
{

constexpr int Long = 60'000;

const QString Link = u"sermo://join?at=http%3A%2F%2F127.0.0.1%3A1&key=sk_theirs&agent=cia"_s;
const QString Other = u"sermo://join?at=http%3A%2F%2F127.0.0.1%3A2&key=sk_others&agent=cia"_s;
const QString Standby = u"sermo://stand-by?at=http%3A%2F%2F127.0.0.1%3A1&key=sk_standby_k"_s;

template <typename T>
T *theOne(const QString &name = {})
{
    const QWidgetList all = QApplication::topLevelWidgets();
    for (QWidget *each : all) {
        auto *found = qobject_cast<T *>(each);
        if (found && found->isVisible() && (name.isEmpty() || found->objectName() == name))
            return found;
    }
    return nullptr;
}

QMessageBox *question()
{
    return theOne<QMessageBox>(u"joinQuestion"_s);
}

void answer(QMessageBox::ButtonRole role)
{
    const auto buttons = question()->buttons();
    for (QAbstractButton *each : buttons) {
        if (question()->buttonRole(each) == role)
            return each->click();
    }
}

//! Of a program on a busy machine; empty: it was not ready in all that time.
QUrl addressOf(Program &desk)
{
    (void)QTest::qWaitFor([&desk] { return desk.out().contains('\n'); }, Long);
    return desk.readyAddress();
}

int endOf(Program &program)
{
    int code = -1;
    (void)QTest::qWaitFor([&] { return (code = program.finish()) >= 0; }, Long);
    return code;
}

DeskOptions opened(const QString &link)
{
    return optionsOfLink(link).value_or(DeskOptions());
}

} // namespace

//! A link was clicked, or the desk chosen in the menu, while it is open: the desk in this process,
//! and then the programs.
class SecondStartTest : public QObject
{
    Q_OBJECT
public:
    static void initMain();
private slots:
    void init();
    void asksBeforeItLeavesItsTeam_data();
    void asksBeforeItLeavesItsTeam();
    void onlyComesForwardForItsOwnTeam();
    void fillsTheLinkInAtAFirstStart();
    void opensItsPageForALinkToStandBy();
    void asksAboutTheLinkThatWasOpenedLast();
    void takesNothingWhileItEnds();
    void theProgramThatRunsIsTheOneDesk();
    void programsWithDirectoriesOfTheirOwnAreDesksOfTheirOwn();

private:
    [[nodiscard]] QString in(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] DeskOptions hosting() const;
    void begin(const DeskOptions &options);
    void beginHosting(bool isFirst = false);
    void end();
    [[nodiscard]] std::unique_ptr<Program> start(const QStringList &words) const;
    [[nodiscard]] std::unique_ptr<Program> host(const QString &directory) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Application> m_desk;
};

void SecondStartTest::initMain()
{
    useOwnHome();
}

void SecondStartTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    QSettings().clear();
    Memory().forgetInvitation();
    QApplication::setQuitOnLastWindowClosed(false);
}

DeskOptions SecondStartTest::hosting() const
{
    DeskOptions options;
    options.dataDir = in(u"data"_s);
    options.listen = Endpoint{QHostAddress::LocalHost, 0};
    options.agentId = u"anna"_s;
    return options;
}

void SecondStartTest::begin(const DeskOptions &options)
{
    const auto order = Application::orderOf(options);
    QVERIFY2(order, order ? "" : qPrintable(order.error().text));
    m_desk = std::make_unique<Application>(*order);
    m_desk->start();
}

void SecondStartTest::beginHosting(bool isFirst)
{
    DeskOptions options = hosting();
    options.isFirst = isFirst;
    begin(options);
    // Its settings say where, once it is ready.
    QTRY_VERIFY_WITH_TIMEOUT(!QSettings().value(u"host/data"_s).toString().isEmpty(), Long);
}

void SecondStartTest::end()
{
    m_desk->shutDown();
    QTRY_VERIFY_WITH_TIMEOUT(!theOne<ui::MainWindow>(), Long);
    QTRY_VERIFY(!theOne<QMessageBox>());
    m_desk.reset();
}

std::unique_ptr<Program> SecondStartTest::start(const QStringList &words) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_CONFIG_HOME"_s, in(u"config"_s));
    environment.insert(u"XDG_DATA_HOME"_s, in(u"share"_s));
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    return std::make_unique<Program>(QStringLiteral(SERMO_DESK), words, environment);
}

std::unique_ptr<Program> SecondStartTest::host(const QString &directory) const
{
    return start({u"--data"_s, directory, u"--listen"_s, u"127.0.0.1:0"_s});
}

void SecondStartTest::asksBeforeItLeavesItsTeam_data()
{
    QTest::addColumn<bool>("joins");
    QTest::newRow("and joins") << true;
    QTest::newRow("and stays") << false;
}

void SecondStartTest::asksBeforeItLeavesItsTeam()
{
    QFETCH(const bool, joins);
    beginHosting();
    QVERIFY(m_desk->take(opened(Link)));
    QVERIFY(question());
    QVERIFY(question()->text().contains(u"http://127.0.0.1:1"_s));
    answer(joins ? QMessageBox::AcceptRole : QMessageBox::RejectRole);
    QCOMPARE(m_desk->next().has_value(), joins);
    if (joins) {
        QCOMPARE(m_desk->next()->invitation, Link);
        QVERIFY(!m_desk->next()->isFromOutside); // it has been asked
    } else {
        QVERIFY(theOne<ui::MainWindow>());
    }
    end();
}

void SecondStartTest::onlyComesForwardForItsOwnTeam()
{
    DeskOptions options = opened(Link);
    options.isFromOutside = false;
    options.dataDir = in(u"data"_s);
    begin(options);
    auto *window = theOne<ui::MainWindow>();
    QVERIFY(window);
    window->showMinimized();
    QVERIFY(m_desk->take(opened(Link)));
    QVERIFY(!window->isMinimized());
    QVERIFY(!question());
    window->showMinimized();
    QVERIFY(m_desk->take({}));
    QVERIFY(!window->isMinimized());
    QVERIFY(!m_desk->next());
    end();
}

void SecondStartTest::fillsTheLinkInAtAFirstStart()
{
    beginHosting(true);
    QTRY_VERIFY_WITH_TIMEOUT(theOne<ui::FirstStart>(), Long);
    QVERIFY(m_desk->take(opened(Link)));
    QVERIFY(!question());
    auto *field = theOne<ui::FirstStart>()->findChild<QPlainTextEdit *>(u"invitationField"_s);
    QVERIFY(field && field->isVisible());
    QCOMPARE(field->toPlainText(), Link);
    end();
}

void SecondStartTest::opensItsPageForALinkToStandBy()
{
    beginHosting();
    QVERIFY(m_desk->take(opened(Standby)));
    QTRY_VERIFY_WITH_TIMEOUT(theOne<ui::SettingsWindow>(), Long);
    QVERIFY(theOne<ui::SettingsWindow>()->findChild<QWidget *>(u"standbyPage"_s)->isVisible());
    end();
}

//! Also where it is no more than a question yet.
void SecondStartTest::asksAboutTheLinkThatWasOpenedLast()
{
    beginHosting();
    QVERIFY(m_desk->take(opened(Link)));
    QVERIFY(m_desk->take(opened(Other)));
    QVERIFY(question()->text().contains(u"http://127.0.0.1:2"_s));
    answer(QMessageBox::AcceptRole);
    QCOMPARE(m_desk->next()->invitation, Other);
    end();

    begin(opened(Link));
    QVERIFY(question() && !theOne<ui::MainWindow>());
    QVERIFY(m_desk->take(opened(Link)));
    QVERIFY(!m_desk->next());
    QVERIFY(m_desk->take(opened(Other)));
    QVERIFY(m_desk->next().has_value());
    QCOMPARE(m_desk->next()->invitation, Other);
    QVERIFY(m_desk->next()->isFromOutside); // so that it asks
    end();
}

void SecondStartTest::takesNothingWhileItEnds()
{
    beginHosting();
    m_desk->shutDown();
    QVERIFY(!m_desk->take(opened(Link)));
    end();
}

void SecondStartTest::theProgramThatRunsIsTheOneDesk()
{
    const QString data = in(u"data"_s);
    auto desk = host(data);
    QVERIFY2(addressOf(*desk).isValid(), desk->err().constData());
    // What it remembers is written when it comes round to it.
    const QString settings = in(u"config/Sermo/sermo-desk.conf"_s);
    const auto isKept = [&] {
        return QSettings(settings, QSettings::NativeFormat).value(u"host/data"_s) == data;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isKept(), Long);
    const QStringList hostingAgain{u"--data"_s, data, u"--listen"_s, u"127.0.0.1:0"_s};
    for (const QStringList &words : {QStringList(), hostingAgain, QStringList{Link}}) {
        const auto second = start(words);
        QCOMPARE(endOf(*second), 0);
        QCOMPARE(second->out(), "");
        QVERIFY2(second->err().contains("has come forward"), second->err().constData());
    }
    // As it does itself when it was started by that link.
    QTRY_VERIFY_WITH_TIMEOUT(desk->err().contains("asks whether to leave its team"), Long);
    QVERIFY(!desk->err().contains("sk_theirs"));

    const auto pid = pid_t(desk->processId());
    QCOMPARE(::kill(pid, SIGSTOP), 0);
    const auto unheard = start({});
    QCOMPARE(endOf(*unheard), 1);
    QVERIFY2(unheard->err().contains("does not answer"), unheard->err().constData());
    QCOMPARE(::kill(pid, SIGKILL), 0);
    QCOMPARE(desk->finish(), -1);
    desk = host(data); // what it left is in nobody's way
    QVERIFY2(addressOf(*desk).isValid(), desk->err().constData());
    desk->terminate();
    QCOMPARE(endOf(*desk), 0);
    const QStringList ours{u"desk.lock"_s, u"desk.socket"_s};
    QCOMPARE(QDir(data).entryList(ours, QDir::Files | QDir::System), QStringList());
}

void SecondStartTest::programsWithDirectoriesOfTheirOwnAreDesksOfTheirOwn()
{
    const auto one = host(in(u"one"_s));
    const auto two = host(in(u"two"_s));
    const QUrl address = addressOf(*one);
    QVERIFY(address.isValid() && addressOf(*two).isValid());
    QVERIFY(address != addressOf(*two));
    // And of two colleagues who join from here, each has his own.
    QFile key(in(u"key"_s));
    QVERIFY(key.open(QIODevice::WriteOnly) && key.write("sk_wrong\n") > 0);
    key.close();
    std::vector<std::unique_ptr<Program>> colleagues;
    for (const QString &agent : {u"bea"_s, u"cia"_s}) {
        const auto &joined = colleagues.emplace_back(
            start({u"--connect"_s, address.adjusted(QUrl::RemovePath).toString(), u"--key-file"_s,
                   key.fileName(), u"--agent"_s, agent}));
        QTRY_VERIFY_WITH_TIMEOUT(joined->err().contains("sermo-desk: "), Long);
        QVERIFY2(!joined->err().contains("open already"), joined->err().constData());
    }
    for (const auto &joined : colleagues) {
        joined->terminate();
        QCOMPARE(endOf(*joined), 0);
    }
    for (Program *host : {one.get(), two.get()}) {
        host->terminate();
        QCOMPARE(endOf(*host), 0);
    }
}

QTEST_MAIN(SecondStartTest)
#include "tst_secondstart.moc"
