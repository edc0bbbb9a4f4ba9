// SPDX-License-Identifier: GPL-3.0-or-later
// The list of what was found, taken out as a file.
#include "tests/history/historyscene.h"

#include <QAction>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace sermo;
using namespace sermo::test;
using namespace Qt::StringLiterals;

class FoundExportTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_scene.reset(); }

    void takesAllPagesOut();
    void writesNoFormula();
    void keepsWhatTheBrokerTold();
    void takesWhatWasLookedForWhenItWasChosen();
    void saysWhyThereIsNoFile_data();
    void saysWhyThereIsNoFile();
    void offersNothingWhereNothingIsFound();

private:
    //! Chooses the format, and the file in the dialog.
    void take(const QString &format, const QString &fileName) const;
    //! The file, once the agent is told of it.
    [[nodiscard]] QByteArray taken(const QString &format) const;
    [[nodiscard]] QString outcome() const
    {
        return m_scene->find<QLabel>(u"historyOutcome"_s)->text();
    }
    [[nodiscard]] QString fileName() const { return m_folder.filePath(u"list"_s); }

    QTemporaryDir m_folder;
    std::unique_ptr<HistoryScene> m_scene;
};

void FoundExportTest::init()
{
    m_scene = std::make_unique<HistoryScene>();
    m_scene->show();
    QFile::remove(fileName());
}

void FoundExportTest::take(const QString &format, const QString &fileName) const
{
    m_scene->view->findChild<QAction *>(u"exportList-"_s + format)->trigger();
    auto *dialog = m_scene->view->findChild<QFileDialog *>(u"exportListDialog"_s);
    emit dialog->fileSelected(fileName);
    dialog->reject();
}

QByteArray FoundExportTest::taken(const QString &format) const
{
    const QSignalSpy noticed(m_scene->view, &ui::HistoryView::noticed);
    take(format, fileName());
    if (!QTest::qWaitFor([&noticed] { return noticed.count() == 1; }))
        return {};
    QFile file(fileName());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void FoundExportTest::takesAllPagesOut()
{
    QList<QJsonObject> many;
    for (int i = 50; i > 0; --i)
        many += HistoryScene::conversation(100 + i, u"u%1"_s.arg(i), u"Kund %1"_s.arg(i));
    m_scene->history.answers.insert("GET /api/history?", HistoryScene::page(many, 101));
    m_scene->history.answers.insert(
        "GET /api/history?before=101",
        HistoryScene::page({HistoryScene::conversation(7, u"first"_s, u"Den första"_s)}));
    m_scene->open();
    const QByteArrayList lines = taken(u"csv"_s).split('\n');
    QCOMPARE(lines.size(), 1 + 51 + 1); // the names of the columns, and after the last line nothing
    QVERIFY(lines.first().startsWith("\xef\xbb\xbf"
                                     "began,last,ended,customer,"));
    QCOMPARE(lines.at(51),
             "2026-03-01T09:30:00.000Z,2026-03-01T09:35:00.000Z,yes,Den första,70557076,first,"
             "Com Hem,Com Hem allmänt,Sara Nyström,,Klart,,7\r"_ba);
    QCOMPARE(outcome(), u"The latest 50 conversations; more below"_s);
    QVERIFY(m_scene->find<QPushButton>(u"exportListButton"_s)->isEnabled());
}

void FoundExportTest::writesNoFormula()
{
    m_scene->history.answers.insert(
        "GET /api/history?",
        HistoryScene::page({HistoryScene::conversation(7, u"u"_s, u"=HYPERLINK(\"x\")"_s)}));
    m_scene->open();
    const QByteArray csv = taken(u"csv"_s);
    QVERIFY2(csv.contains(",\"'=HYPERLINK(\"\"x\"\")\","), csv.constData());
}

void FoundExportTest::keepsWhatTheBrokerTold()
{
    QJsonObject one = HistoryScene::conversation(7, u"u"_s, u"Robin"_s);
    one.insert(u"aNewField"_s, u"kept"_s);
    m_scene->history.answers.insert("GET /api/history?", HistoryScene::page({one}));
    m_scene->open();
    const QJsonObject file = QJsonDocument::fromJson(taken(u"json"_s)).object();
    QCOMPARE(file.value("conversations"_L1).toArray(), QJsonArray{one});
}

void FoundExportTest::takesWhatWasLookedForWhenItWasChosen()
{
    m_scene->open();
    const QSignalSpy noticed(m_scene->view, &ui::HistoryView::noticed);
    m_scene->history.isHeld = true;
    take(u"csv"_s, fileName());
    QVERIFY(!m_scene->find<QPushButton>(u"exportListButton"_s)->isEnabled());
    m_scene->find<QLineEdit>(u"historyText"_s)->setText(u"ingenting"_s);
    QTRY_VERIFY(m_scene->history.asked.last().contains("text=ingenting"));
    m_scene->history.release();
    QTRY_COMPARE(noticed.count(), 1);
    QCOMPARE(noticed.first().first().toString(),
             u"3 conversations exported to %1"_s.arg(fileName()));
    QTRY_COMPARE(outcome(), u"Nothing is found."_s);
}

void FoundExportTest::saysWhyThereIsNoFile_data()
{
    QTest::addColumn<bool>("isRefused");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("said");
    QTest::newRow("the second page is refused")
        << true << fileName() << u"does not open the history"_s;
    QTest::newRow("there is no such folder")
        << false << m_folder.filePath(u"no/such/list"_s) << u"Cannot export to"_s;
}

void FoundExportTest::saysWhyThereIsNoFile()
{
    QFETCH(const bool, isRefused);
    QFETCH(const QString, where);
    QFETCH(const QString, said);
    m_scene->history.answers.insert(
        "GET /api/history?",
        HistoryScene::page({HistoryScene::conversation(9, u"u"_s, u"Robin"_s)}, 9));
    m_scene->history.answers.insert(
        "GET /api/history?before=9",
        isRefused ? model::HistoryAnswer{403, "{\"error\":\"forbidden\"}"}
                  : HistoryScene::page({HistoryScene::conversation(7, u"v"_s, u"Karin"_s)}));
    m_scene->open();
    const QSignalSpy noticed(m_scene->view, &ui::HistoryView::noticed);
    take(u"csv"_s, where);
    QTRY_COMPARE(noticed.count(), 1);
    const QString told = noticed.first().first().toString();
    QVERIFY2(told.contains(said), qUtf8Printable(told));
    QVERIFY(!QFile::exists(where)); // no half of it
    QVERIFY(m_scene->find<QPushButton>(u"exportListButton"_s)->isEnabled());
}

void FoundExportTest::offersNothingWhereNothingIsFound()
{
    m_scene->history.answers.insert("GET /api/history?", HistoryScene::page({}));
    m_scene->open();
    QVERIFY(!m_scene->find<QPushButton>(u"exportListButton"_s)->isEnabled());
    QCOMPARE(outcome(), u"There are no conversations yet."_s);
}

QTEST_MAIN(FoundExportTest)
#include "tst_foundexport.moc"
