// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/lastword.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLocale>
#include <QMap>
#include <QMessageBox>
#include <QScopeGuard>
#include <QTest>
#include <QTimer>

#include <optional>

using namespace Qt::StringLiterals;
using namespace sermo::app;
using lastword::Surroundings;

namespace
{

//! What a person saw in the box, who then closed it; none: there was none.
struct Seen {
    QString text;
    Qt::TextFormat format;
    Qt::TextInteractionFlags flags;
    QString button;
};
std::optional<Seen> theSeen;

QMessageBox *theBox()
{
    const QWidgetList all = QApplication::topLevelWidgets();
    for (QWidget *each : all) {
        if (each->objectName() == "lastWord"_L1 && each->isVisible())
            return qobject_cast<QMessageBox *>(each);
    }
    return nullptr;
}

//! As soon as there is an event loop: the program makes the application by itself.
void lookAtBox()
{
    auto *look = new QTimer(QCoreApplication::instance());
    QObject::connect(look, &QTimer::timeout, look, [] {
        if (auto *box = theBox()) {
            const auto buttons = box->buttons();
            theSeen = Seen{box->text(), box->textFormat(), box->textInteractionFlags(),
                           buttons.value(0)->text()};
            buttons.value(0)->click();
        }
    });
    look->start(0);
}
Q_COREAPP_STARTUP_FUNCTION(lookAtBox)

//! The exit code.
int say(const EarlyExit &exit, Surroundings around)
{
    static char name[] = "sermo-desk";
    static char *words[] = {name, nullptr};
    static int count = 1;
    theSeen.reset();
    return lastword::say(exit, count, words, around);
}

const EarlyExit Wrong{2, u"sermo-desk: there is no such option: <b>x</b> (see --help)\n"_s};

} // namespace

class LastWordTest : public QObject
{
    Q_OBJECT
private slots:
    void isInABoxWhereNobodyReadsTheStreams_data();
    void isInABoxWhereNobodyReadsTheStreams();
    void canBeSelectedAndIsNoMarkup();
    void isInTheWordsOfWhoReadsIt();
    void keepsNobodyWaitingWhereTheDeskGoesOn();
    void looksForAScreen_data();
    void looksForAScreen();
};

void LastWordTest::isInABoxWhereNobodyReadsTheStreams_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("isAtTerminal");
    QTest::addColumn<bool>("hasScreen");
    QTest::addColumn<bool>("isShown");
    QTest::newRow("from a menu") << 2 << false << true << true;
    QTest::newRow("from a menu, where something failed") << 1 << false << true << true;
    QTest::newRow("at a terminal") << 2 << true << true << false;
    QTest::newRow("of a service") << 2 << false << false << false;
    QTest::newRow("help from a menu") << 0 << false << true << false;
}

void LastWordTest::isInABoxWhereNobodyReadsTheStreams()
{
    QFETCH(const int, code);
    QFETCH(const bool, isAtTerminal);
    QFETCH(const bool, hasScreen);
    QCOMPARE(say({code, Wrong.text}, {isAtTerminal, hasScreen}), code);
    QTEST(theSeen.has_value(), "isShown");
    QVERIFY(!QCoreApplication::instance());
}

void LastWordTest::canBeSelectedAndIsNoMarkup()
{
    QCOMPARE(say(Wrong, {false, true}), 2);
    QVERIFY(theSeen);
    QVERIFY2(theSeen->text.endsWith(u"\n\nthere is no such option: <b>x</b>"_s),
             qPrintable(theSeen->text));
    QCOMPARE(theSeen->format, Qt::PlainText);
    QVERIFY(theSeen->flags.testFlag(Qt::TextSelectableByKeyboard));
    QVERIFY(theSeen->flags.testFlag(Qt::TextSelectableByMouse));
}

void LastWordTest::isInTheWordsOfWhoReadsIt()
{
    const QLocale before;
    const auto restore = qScopeGuard([&before] { QLocale::setDefault(before); });
    QLocale::setDefault(QLocale(QLocale::Swedish));
    QCOMPARE(say(Wrong, {false, true}), 2);
    QVERIFY(theSeen);
    QVERIFY2(theSeen->text.startsWith(u"Sermo Desk kan inte starta"_s), qPrintable(theSeen->text));
    QCOMPARE(theSeen->button, u"Avsluta programmet"_s);
}

//! Its broker has customers, whether anybody sits there or not.
void LastWordTest::keepsNobodyWaitingWhereTheDeskGoesOn()
{
    int count = 0;
    QApplication application(count, nullptr);
    theSeen.reset();
    lastword::mention(Wrong);
    QVERIFY(!theBox()); // behind the window of the desk, which is yet to come
    QTRY_VERIFY(theSeen);
    QVERIFY(theSeen->text.contains(u"goes on as before"_s));
    QVERIFY(theSeen->text.endsWith(u"there is no such option: <b>x</b>"_s));
    QTRY_VERIFY(QApplication::topLevelWidgets().isEmpty());
}

void LastWordTest::looksForAScreen_data()
{
    using Environment = QMap<QByteArray, QByteArray>;
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<bool>("hasScreen");
    const std::pair<QByteArray, QByteArray> session{"XDG_CURRENT_DESKTOP", "GNOME"};
    QTest::newRow("none") << Environment{session} << false;
    QTest::newRow("X11") << Environment{session, {"DISPLAY", ":0"}} << true;
    QTest::newRow("Wayland") << Environment{session, {"WAYLAND_DISPLAY", "wayland-0"}} << true;
    QTest::newRow("one that is not to be used")
        << Environment{session, {"DISPLAY", ":0"}, {"QT_QPA_PLATFORM", "offscreen"}} << false;
    QTest::newRow("one by its name")
        << Environment{session, {"DISPLAY", ":0"}, {"QT_QPA_PLATFORM", "xcb"}} << true;
    QTest::newRow("one before which nobody sits") << Environment{{"DISPLAY", ":99"}} << false;
    QTest::newRow("one of a session with another name")
        << Environment{{"DISPLAY", ":0"}, {"XDG_SESSION_DESKTOP", "i3"}} << true;
}

void LastWordTest::looksForAScreen()
{
    using Environment = QMap<QByteArray, QByteArray>;
    QFETCH(const Environment, environment);
    Environment before;
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_CURRENT_DESKTOP",
                             "XDG_SESSION_DESKTOP"}) {
        before.insert(name, qgetenv(name));
        qputenv(name, environment.value(name));
    }
    const bool hasScreen = Surroundings::here().hasScreen;
    for (auto each = before.cbegin(); each != before.cend(); ++each)
        qputenv(each.key().constData(), each.value());
    QTEST(hasScreen, "hasScreen");
}

QTEST_APPLESS_MAIN(LastWordTest)
#include "tst_lastword.moc"
