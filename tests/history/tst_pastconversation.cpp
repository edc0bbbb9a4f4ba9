// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/history/historytest.h"
#include "ui/console/transcriptview.h"
#include "ui/history/conversationpane.h"
#include "ui/model/pasttranscript.h"

#include <QLineEdit>
#include <QtTest>

using namespace sermo;
using namespace sermo::test;
using namespace sermo::ui;
using namespace Qt::StringLiterals;

//! A conversation of the history: read, taken out, erased.
class PastConversationTest : public HistoryTest
{
    Q_OBJECT

private slots:
    void readsAsItsColumnDid();
    void rowsThatGoOpenNothing();
    void loadsAllPagesOfAConversation();
    void exportsWhatIsRead_data();
    void exportsWhatIsRead();
    void erasingAsksTwiceAndEnterSaysNo();
    void erasedElsewhereIsGoneHere();
    void onlyASupervisorErases();
};

void PastConversationTest::readsAsItsColumnDid()
{
    m_scene->open();
    QCOMPARE(text(u"pastHint"_s), u"Choose a conversation to read it here."_s);
    read(2);
    const auto *transcript = m_scene->find<TranscriptView>(u"pastTranscript"_s);
    QVERIFY(transcript->isVisible());
    const QStringList texts = transcript->texts();
    QVERIFY(texts.contains(u"=HYPERLINK(1) min faktura är <b>dubbelt</b> så dyr"_s));
    QVERIFY(texts.contains(u"Hej Robin! Jag krediterar den."_s));
    QVERIFY2(texts.contains(u"Queued in Com Hem allmänt · waited 0:40"_s),
             qPrintable(texts.join(u'\n')));
    QVERIFY(text(u"pastWhere"_s).contains(u"Sara Nyström"_s));
    QVERIFY(text(u"pastWhere"_s).contains(u"rated 5 of 5"_s));
    QVERIFY(!m_scene->store.session(UserId(u"robin"_s))); // the desk's own store knows nothing
    QTest::keyClick(list(), Qt::Key_Up); // Karin's is gone meanwhile
    QTRY_COMPARE(text(u"pastHint"_s), u"It is not there any more."_s);
    QVERIFY(!transcript->isVisible());
}

void PastConversationTest::rowsThatGoOpenNothing()
{
    m_scene->open();
    read(2);
    const qsizetype asked = m_scene->history.asked.size();
    auto *line = m_scene->find<QLineEdit>(u"historyText"_s);
    line->setText(u"ingenting"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(names().size(), 0);
    QCOMPARE(m_scene->history.asked.size(), asked + 1);
    QVERIFY(m_scene->view->pane().past().isOpen()); // what is read stays
}

void PastConversationTest::loadsAllPagesOfAConversation()
{
    auto &answers = m_scene->history.answers;
    model::HistoryAnswer &first = answers["GET /api/history/10"];
    model::HistoryAnswer second = first;
    first.body.replace("\"next\":null", "\"next\":18");
    second.body.replace("\"seq\":11", "\"seq\":19").replace("Tack!", "Adjö!");
    answers.insert("GET /api/history/10?after=18", second);
    m_scene->open();
    read(2);
    QCOMPARE(m_scene->view->pane().past().events().size(), 18);
    QCOMPARE(lastAsked(), "GET /api/history/10?after=18"_ba);
}

void PastConversationTest::exportsWhatIsRead_data()
{
    QTest::addColumn<ConversationPane::Format>("format");
    QTest::addColumn<QByteArrayList>("has");
    QTest::addColumn<QByteArrayList>("hasNot");
    using enum ConversationPane::Format;
    QTest::newRow("JSON: the events as they are")
        << Json << QByteArrayList{"\"precise\":12345678901234567890123", "\"session\":10"}
        << QByteArrayList();
    QTest::newRow("CSV: no field is a formula")
        << Csv
        << QByteArrayList{"2026-03-01T09:30:05.000Z,customer,Robin Eriksson,'=HYPERLINK(1) min",
                          "09:32:00.000Z,note,Note by Sara", "\r\n"}
        << QByteArrayList{",=HYPERLINK"};
    QTest::newRow("HTML: plain text")
        << Html
        << QByteArrayList{"&lt;b&gt;dubbelt&lt;/b&gt;", "Sara Nyström", "default-src 'none'"}
        << QByteArrayList{"<b>dubbelt", "<script", "src="};
    QTest::newRow("PDF") << Pdf << QByteArrayList{"%PDF-1.", "%%EOF"} << QByteArrayList();
}

void PastConversationTest::exportsWhatIsRead()
{
    QFETCH(const ConversationPane::Format, format);
    QFETCH(const QByteArrayList, has);
    QFETCH(const QByteArrayList, hasNot);
    const ConversationPane &pane = m_scene->view->pane();
    QCOMPARE(pane.exported(format), QByteArray()); // nothing is open
    m_scene->open();
    read(2);
    QVERIFY(m_scene->find(u"exportButton"_s)->isVisible());
    const QByteArray bytes = pane.exported(format);
    for (const QByteArray &one : has)
        QVERIFY2(bytes.contains(one), bytes.left(2000).constData());
    for (const QByteArray &one : hasNot)
        QVERIFY2(!bytes.contains(one), bytes.left(2000).constData());
    QCOMPARE(model::fileNameOf(pane.past().about(), ConversationPane::extensionOf(format)),
             u"conversation-2026-03-01-Robin Eriksson."_s + ConversationPane::extensionOf(format));
}

void PastConversationTest::erasingAsksTwiceAndEnterSaysNo()
{
    m_scene->open();
    read(2);
    press(u"eraseButton"_s);
    QTest::keyClick(m_scene->find(u"eraseDialog"_s), Qt::Key_Return);
    QTRY_VERIFY(!m_scene->find(u"eraseDialog"_s));
    press(u"eraseButton"_s);
    press(u"eraseConfirmButton"_s);
    QVERIFY(text(u"eraseHint"_s).contains(u"cannot be taken back"_s));
    QVERIFY(!lastAsked().startsWith("DELETE"));
    press(u"eraseConfirmButton"_s);
    QCOMPARE(lastAsked(), "DELETE /api/customers/robin"_ba);
    QTRY_VERIFY(!m_scene->view->pane().past().isOpen());
    QCOMPARE(names(), QStringList({u"Visitor omar"_s, u"Karin Åberg"_s}));
}

void PastConversationTest::erasedElsewhereIsGoneHere()
{
    m_scene->open();
    read(2);
    m_scene->internal(u"robin"_s, u"customer_erased"_s, {{u"erasures"_s, 1}});
    QVERIFY(!m_scene->view->pane().past().isOpen());
    QCOMPARE(m_scene->view->pane().exported(ConversationPane::Format::Json), QByteArray());
    QCOMPARE(names(), QStringList({u"Visitor omar"_s, u"Karin Åberg"_s}));
}

void PastConversationTest::onlyASupervisorErases()
{
    m_scene = std::make_unique<HistoryScene>(u"agent"_s);
    m_scene->show();
    m_scene->open();
    read(2);
    QVERIFY(m_scene->view->pane().past().isOpen());
    QVERIFY(m_scene->find(u"exportButton"_s)->isVisible());
    QVERIFY(!m_scene->find(u"eraseButton"_s)->isVisible());
}

QTEST_MAIN(PastConversationTest)
#include "tst_pastconversation.moc"
