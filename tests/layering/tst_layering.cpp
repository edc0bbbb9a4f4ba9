// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/layering/house.h"
#include "tests/layering/rules.h"

#include <QDir>
#include <QDirIterator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo::layering;

namespace
{

const QString source = QStringLiteral(SERMO_SOURCE);
const QString qtHeaders = QStringLiteral(SERMO_QT_HEADERS);
const QString licence = u"// SPDX-License-Identifier: GPL-3.0-or-later\n"_s;

} // namespace

//! Holds the tree against the house: who may include and link whom, and what no file may do.
//! The checker is held against sample files first, so that a rule which cannot fail is seen.
class LayeringTest : public QObject
{
    Q_OBJECT

private slots:
    void includesAreHeldAgainstTheArrows_data();
    void includesAreHeldAgainstTheArrows();
    void linksAreHeldAgainstTheArrows_data();
    void linksAreHeldAgainstTheArrows();
    void codeIsHeldAgainstTheRules_data();
    void codeIsHeldAgainstTheRules();
    void namesTheFileAndTheLine();
    void doesNotReadCommentsAndStrings();
    void longFilesAreFound_data();
    void longFilesAreFound();
    void strangersAtTheTopLevelAreFound();
    void theTreeKeepsTheRules_data();
    void theTreeKeepsTheRules();
    void theTopLevelHoldsTheHouseAndNothingElse();
};

void LayeringTest::includesAreHeldAgainstTheArrows_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("included");
    QTest::addColumn<bool>("allowed");

    const auto row = [](const char *name, const QString &path, const QString &included,
                        bool allowed) { QTest::newRow(name) << path << included << allowed; };
    row("the app knows everything", u"app/main.cpp"_s, u"\"broker/server/door.h\""_s, true);
    row("a test knows everything", u"tests/desk/x.cpp"_s, u"\"broker/store/log.h\""_s, true);
    row("nobody knows a test", u"app/main.cpp"_s, u"\"tests/support/x.h\""_s, false);
    row("a room knows itself", u"broker/desk/x.cpp"_s, u"\"broker/desk/y.h\""_s, true);
    row("the desk knows the protocol", u"broker/desk/x.cpp"_s, u"\"broker/protocol/y.h\""_s, true);
    row("the protocol does not know the desk", u"broker/protocol/x.h"_s, u"\"broker/desk/y.h\""_s,
        false);
    row("the server knows the store", u"broker/server/x.cpp"_s, u"\"broker/store/y.h\""_s, true);
    row("the store does not know the server", u"broker/store/x.cpp"_s, u"\"broker/server/y.h\""_s,
        false);
    row("the store does not know the desk", u"broker/store/x.cpp"_s, u"\"broker/desk/y.h\""_s,
        false);
    row("the bot does not know the server", u"broker/bot/x.cpp"_s, u"\"broker/server/y.h\""_s,
        false);
    row("the broker does not know the windows", u"broker/server/x.cpp"_s, u"\"ui/model/y.h\""_s,
        false);
    row("the console knows the models", u"ui/console/x.cpp"_s, u"\"ui/model/y.h\""_s, true);
    row("the console knows the desk", u"ui/console/x.cpp"_s, u"\"broker/desk/y.h\""_s, true);
    row("the console does not know the server", u"ui/console/x.cpp"_s, u"\"broker/server/y.h\""_s,
        false);
    row("the console does not know the store", u"ui/console/x.cpp"_s, u"\"broker/store/y.h\""_s,
        false);
    row("the models do not know the console", u"ui/model/x.cpp"_s, u"\"ui/console/y.h\""_s, false);
    row("the models do not know the server", u"ui/model/x.cpp"_s, u"\"broker/server/y.h\""_s,
        false);
    row("a folder nobody planned knows nothing", u"ui/gadgets/x.cpp"_s, u"\"ui/model/y.h\""_s,
        false);
    row("an include starts at the root", u"broker/desk/x.cpp"_s, u"\"y.h\""_s, false);
    row("moc is included by its name", u"tests/desk/tst_x.cpp"_s, u"\"tst_x.moc\""_s, true);
    row("the protocol has Qt Core", u"broker/protocol/x.h"_s, u"<QString>"_s, true);
    row("the protocol has no network", u"broker/protocol/x.h"_s, u"<QTcpSocket>"_s, false);
    row("the store has SQL", u"broker/store/x.cpp"_s, u"<QSqlQuery>"_s, true);
    row("the server has no SQL", u"broker/server/x.cpp"_s, u"<QSqlQuery>"_s, false);
    row("the server has WebSockets", u"broker/server/x.cpp"_s, u"<QWebSocket>"_s, true);
    row("the server has no colours", u"broker/server/x.cpp"_s, u"<QColor>"_s, false);
    row("the server has no colours by module either", u"broker/server/x.cpp"_s, u"<QtGui/QColor>"_s,
        false);
    row("a header may look like a module", u"broker/protocol/x.cpp"_s, u"<QtEndian>"_s, true);
    row("the models have no widgets", u"ui/model/x.cpp"_s, u"<QWidget>"_s, false);
    row("the console has widgets", u"ui/console/x.cpp"_s, u"<QWidget>"_s, true);
    row("a Qt header exists", u"app/main.cpp"_s, u"<QNoSuchThing>"_s, false);
    row("the standard library is for all", u"broker/protocol/x.h"_s, u"<vector>"_s, true);
}

void LayeringTest::includesAreHeldAgainstTheArrows()
{
    QFETCH(QString, path);
    QFETCH(QString, included);
    QFETCH(bool, allowed);

    const QString text = licence + u"#pragma once\n#include "_s + included + u'\n';
    const QStringList found = findings({path, text}, qtHeaders);
    QVERIFY2(found.isEmpty() == allowed, qPrintable(found.join(u'\n')));
}

void LayeringTest::linksAreHeldAgainstTheArrows_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("allowed");

    QTest::newRow("the desk links the protocol")
        << u"broker/desk/CMakeLists.txt"_s << u"Sermo::Protocol"_s << true;
    QTest::newRow("the desk does not link the store")
        << u"broker/desk/CMakeLists.txt"_s << u"Sermo::Store"_s << false;
    QTest::newRow("the server does not link Gui")
        << u"broker/server/CMakeLists.txt"_s << u"Qt6::Gui"_s << false;
    QTest::newRow("the models do not link Widgets")
        << u"ui/model/CMakeLists.txt"_s << u"Qt6::Widgets"_s << false;
    QTest::newRow("the console links Widgets")
        << u"ui/console/CMakeLists.txt"_s << u"Qt6::Widgets"_s << true;
    QTest::newRow("a comment links nothing")
        << u"broker/desk/CMakeLists.txt"_s << u"# Qt6::Gui"_s << true;
}

void LayeringTest::linksAreHeldAgainstTheArrows()
{
    QFETCH(QString, path);
    QFETCH(QString, line);
    QFETCH(bool, allowed);

    const QString text = u"# SPDX-License-Identifier: GPL-3.0-or-later\n"_s + line + u'\n';
    const QStringList found = findings({path, text}, qtHeaders);
    QVERIFY2(found.isEmpty() == allowed, qPrintable(found.join(u'\n')));
}

void LayeringTest::codeIsHeldAgainstTheRules_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("allowed");

    const auto row = [](const char *name, const QString &path, const QString &line, bool allowed) {
        QTest::newRow(name) << path << line << allowed;
    };
    const QString pure = u"broker/desk/x.cpp"_s;
    const QString server = u"broker/server/x.cpp"_s;
    row("a pure room has no timer", pure, u"QTimer timer;"_s, false);
    row("another room may have one", server, u"QTimer timer;"_s, true);
    row("a pure room reads no clock", pure, u"auto now = QDateTime::currentDateTimeUtc();"_s,
        false);
    row("a pure room reads no standard clock", pure, u"std::chrono::steady_clock::now();"_s, false);
    row("a pure room opens no file", pure, u"QFile file(name);"_s, false);
    row("a pure room opens no socket", pure, u"QTcpSocket socket;"_s, false);
    row("a pure room throws no dice", pure, u"QRandomGenerator::global();"_s, false);
    row("a pure room may hold a time", pure, u"QDateTime since;"_s, true);
    row("nobody blocks on another thread", server,
        u"connect(a, b, c, d, Qt::BlockingQueuedConnection);"_s, false);
    row("no test waits by the clock", u"tests/desk/x.cpp"_s, u"QTest::qWait(50);"_s, false);
    row("no thread with an event loop sleeps", server, u"QThread::msleep(5);"_s, false);
    row("a command line may wait", u"app/broker/x.cpp"_s, u"QThread::msleep(5);"_s, true);
    row("no window waits in a loop of its own", u"ui/console/x.cpp"_s,
        u"menu.exec(event->globalPos());"_s, false);
    row("nor does a dialog", u"ui/settings/x.cpp"_s, u"return dialog->exec();"_s, false);
    row("the application's own loop is no window's", u"app/desk/x.cpp"_s,
        u"return QApplication::exec();"_s, true);
    row("versions are not compared anywhere", server,
        u"#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)"_s, false);
    row("but in the one header", u"broker/server/qtcompat.h"_s,
        u"#pragma once\n#if QT_VERSION >= 0x060500"_s, true);
    row("a header is read once", u"broker/server/x.h"_s, u"class X;"_s, false);
}

void LayeringTest::codeIsHeldAgainstTheRules()
{
    QFETCH(QString, path);
    QFETCH(QString, line);
    QFETCH(bool, allowed);

    const QStringList found = findings({path, licence + line + u'\n'}, qtHeaders);
    QVERIFY2(found.isEmpty() == allowed, qPrintable(found.join(u'\n')));
}

void LayeringTest::namesTheFileAndTheLine()
{
    const SourceFile file{u"broker/protocol/x.cpp"_s,
                          licence + u"\n#include \"broker/store/log.h\"\n"_s};
    QCOMPARE(
        findings(file, qtHeaders),
        QStringList{
            u"broker/protocol/x.cpp:3: broker/protocol may not know broker/store (broker/store/log.h)"_s});
    QCOMPARE(findings({u"app/main.cpp"_s, u"int main() {}\n"_s}, qtHeaders),
             QStringList{u"app/main.cpp:1: does not name its licence"_s});
}

void LayeringTest::doesNotReadCommentsAndStrings()
{
    const QString text = uR"(a; // QTimer
/* QTimer
   QTimer */ b;
c("QTimer \" QTimer", 'x', '"');
d(R"q(QTimer "
)q");
)"_s;
    QCOMPARE(codeOnly(text), u"a; \n\n b;\nc(, , );\nd(\n);\n"_s);
}

void LayeringTest::longFilesAreFound_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("longest");
    QTest::newRow("of a program") << u"app/x.cpp"_s << 400;
    QTest::newRow("of a test") << u"tests/desk/tst_x.cpp"_s << 500;
}

void LayeringTest::longFilesAreFound()
{
    QFETCH(const QString, path);
    QFETCH(const int, longest);
    const QString allowed = licence + QString(longest - 1, u'\n');
    QCOMPARE(findings({path, allowed}, qtHeaders), QStringList{});
    QCOMPARE(
        findings({path, allowed + u'\n'}, qtHeaders),
        QStringList{u"%1:%2: is longer than %3 lines"_s.arg(path).arg(longest + 1).arg(longest)});
}

void LayeringTest::strangersAtTheTopLevelAreFound()
{
    QCOMPARE(strangers({u"app"_s, u".ci"_s, u"scripts"_s, u"README.md"_s, u"notes.txt"_s}),
             (QStringList{u"scripts"_s, u"notes.txt"_s}));
}

void LayeringTest::theTreeKeepsTheRules_data()
{
    QTest::addColumn<QString>("path");
    const QDir root(source);
    for (const QString &room : {u"app"_s, u"broker"_s, u"ui"_s, u"tests"_s}) {
        QDirIterator files(root.filePath(room), {u"*.cpp"_s, u"*.h"_s, u"CMakeLists.txt"_s},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = root.relativeFilePath(files.next());
            if (!path.contains("/node_modules/"_L1))
                QTest::newRow(qPrintable(path)) << path;
        }
    }
}

void LayeringTest::theTreeKeepsTheRules()
{
    QFETCH(QString, path);
    QFile file(source + u'/' + path);
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
    const SourceFile read{path, QString::fromUtf8(file.readAll())};
    QCOMPARE(findings(read, qtHeaders).join(u'\n'), QString());
}

void LayeringTest::theTopLevelHoldsTheHouseAndNothingElse()
{
    const QStringList names
        = QDir(source).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
    QVERIFY(names.contains(u"CMakeLists.txt"_s));
    QCOMPARE(strangers(names).join(u", "_s), QString());
}

QTEST_GUILESS_MAIN(LayeringTest)
#include "tst_layering.moc"
