// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/application.h"
#include "app/desk/memory.h"
#include "tests/app/ownhome.h"
#include "ui/console/banner.h"
#include "ui/console/mainwindow.h"
#include "ui/model/drafts.h"
#include "ui/model/unsaved.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::app;
using namespace sermo::test;
using Status = model::ConsoleController::Status;

namespace
{

const QString Invitation
    = u"sermo://join?at=http%3A%2F%2F127.0.0.1%3A1&key=sk_agent_k&agent=bea&name=Bea"_s;

QString theHome; // of settings and data

//! A file where the folder should be: nothing can be written there, whoever one is.
class Blocked
{
public:
    explicit Blocked(QString folder)
        : m_folder(std::move(folder))
    {
        QDir(m_folder).removeRecursively();
        QFile file(m_folder);
        m_isGood = file.open(QIODevice::WriteOnly);
    }
    ~Blocked() { open(); }
    Q_DISABLE_COPY_MOVE(Blocked)
    void open() { QFile::remove(m_folder); }
    [[nodiscard]] bool isGood() const { return m_isGood; }

private:
    const QString m_folder;
    bool m_isGood = false;
};

QString settings()
{
    return theHome + u"/config"_s;
}

QString share()
{
    return theHome + u"/share"_s;
}

DeskOptions hosting(const QString &name)
{
    DeskOptions options;
    options.dataDir = u"/some/where"_s;
    options.agentId = u"anna"_s;
    options.agentName = name;
    return options;
}

DeskOptions invited()
{
    const auto invitation = model::Invitation::fromText(Invitation);
    return invitation ? optionsOf(*invitation) : DeskOptions();
}

ui::MainWindow *theWindow()
{
    const QWidgetList all = QApplication::topLevelWidgets();
    for (QWidget *each : all) {
        if (auto *window = qobject_cast<ui::MainWindow *>(each))
            return window;
    }
    return nullptr;
}

} // namespace

class MemoryTest : public QObject
{
    Q_OBJECT
public:
    static void initMain();
private slots:
    void init();
    void saysThatItsSettingsCannotBeWrittenAndTriesAgain();
    void triesAgainWhereNothingChanges();
    void saysThatAnInvitationCannotBeKeptAndTriesAgain();
    void saysThatAnInvitationCannotBeForgotten();
    void theWindowSaysThatNothingCanBeSaved_data();
    void theWindowSaysThatNothingCanBeSaved();
};

void MemoryTest::initMain()
{
    theHome = useOwnHome(u"sermo-desk-test"_s);
}

void MemoryTest::init()
{
    Memory().forgetInvitation();
}

void MemoryTest::saysThatItsSettingsCannotBeWrittenAndTriesAgain()
{
    Blocked blocked(settings());
    QVERIFY(blocked.isGood());
    Memory memory;
    const QSignalSpy saved(&memory, &Memory::saved), failed(&memory, &Memory::saveFailed);
    memory.keep(hosting(u"Anna"_s));
    QCOMPARE(failed.count(), 1);
    QVERIFY2(failed.first().first().toString().contains(settings()),
             qPrintable(failed.first().first().toString()));
    QCOMPARE(saved.count(), 0);
    blocked.open();
    memory.setStatus(Status::Away); // the next change
    QCOMPARE(failed.count(), 1);
    QCOMPARE(saved.count(), 1);
    const QStringList files = QDir(settings() + u"/Sermo"_s).entryList(QDir::Files);
    QVERIFY(!files.isEmpty());
    QFile file(settings() + u"/Sermo/"_s + files.first());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY2(text.contains("Anna") && text.contains("away"), text.constData());
}

void MemoryTest::triesAgainWhereNothingChanges()
{
    Blocked blocked(settings());
    Memory memory(1ms);
    const QSignalSpy saved(&memory, &Memory::saved), failed(&memory, &Memory::saveFailed);
    memory.setStatus(Status::Finishing);
    QTRY_VERIFY(failed.count() >= 3);
    blocked.open();
    QTRY_COMPARE(saved.count(), 1);
    QCOMPARE(Memory().status(), Status::Finishing);
}

void MemoryTest::saysThatAnInvitationCannotBeKeptAndTriesAgain()
{
    Blocked blocked(share());
    Memory memory;
    const QSignalSpy failed(&memory, &Memory::saveFailed);
    memory.keep(invited());
    QCOMPARE(failed.count(), 1);
    QVERIFY(!Memory().complete({}).join);
    blocked.open();
    memory.setStatus(Status::Available);
    QCOMPARE(failed.count(), 1);
    QVERIFY(Memory().complete({}).join);
}

//! The next start would be back in that team.
void MemoryTest::saysThatAnInvitationCannotBeForgotten()
{
    const QString file = share() + u"/Sermo/sermo-desk-test/invitation"_s;
    QVERIFY(QDir().mkpath(file + u"/x"_s)); // which is no file to be removed
    const auto open = qScopeGuard([&file] { QDir(file).removeRecursively(); });
    Memory memory;
    const QSignalSpy failed(&memory, &Memory::saveFailed);
    memory.forgetInvitation();
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed.first().first().toString().contains(file));
}

void MemoryTest::theWindowSaysThatNothingCanBeSaved_data()
{
    QTest::addColumn<bool>("hosts");
    QTest::addColumn<bool>("isOfTheAgent");
    QTest::newRow("what a desk remembers that hosts") << true << false;
    QTest::newRow("what a desk remembers that has joined") << false << false;
    QTest::newRow("what the agent is writing") << true << true;
}

void MemoryTest::theWindowSaysThatNothingCanBeSaved()
{
    QFETCH(const bool, hosts);
    QFETCH(const bool, isOfTheAgent);
    const QTemporaryDir folder;
    DeskOptions options = hosts ? hosting(u"Anna"_s) : invited();
    options.dataDir = folder.filePath(u"data"_s);
    options.listen = Endpoint{QHostAddress::LocalHost, 0};
    const auto order = Application::orderOf(options);
    QVERIFY2(order, order ? "" : qPrintable(order.error().text));
    Blocked blocked(isOfTheAgent ? folder.filePath(u"nothing"_s) : hosts ? settings() : share());
    Application desk(*order);
    desk.start();
    const auto *window = theWindow();
    QVERIFY(window);
    if (isOfTheAgent) {
        QVERIFY(QDir().mkpath(order->options.ownFile(u"drafts"_s) + u"/x"_s)); // no file
        window->context().drafts.setText(UserId(u"robin"_s), u"Dear"_s);
    }
    const auto *unsaved = window->findChild<model::Unsaved *>();
    QVERIFY(unsaved);
    QTRY_VERIFY(!unsaved->why().isEmpty());
    // Where there is no broker that is said first.
    if (hosts)
        QTRY_VERIFY(window->banner().text().contains(u"cannot be saved on this computer"_s));
    blocked.open();
    desk.shutDown();
    QTRY_VERIFY(!theWindow());
}

QTEST_MAIN(MemoryTest)
#include "tst_memory.moc"
