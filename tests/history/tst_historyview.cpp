// SPDX-License-Identifier: GPL-3.0-or-later
// The history as an agent sees it: looked for, read, taken out, erased.
#include "tests/history/historyscene.h"
#include "ui/console/transcriptview.h"
#include "ui/history/conversationpane.h"
#include "ui/history/foundlist.h"
#include "ui/model/pasttranscript.h"
#include "ui/model/transcriptmodel.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDateEdit>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QtTest>

using namespace sermo;
using namespace sermo::test;
using namespace sermo::ui;
using namespace Qt::StringLiterals;

class HistoryViewTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_scene.reset(); }

    void asksWhenItIsFirstSeen();
    void looksForWhatIsTyped();
    void narrowsByFilters_data();
    void narrowsByFilters();
    void anAnswerThatComesTooLateIsDropped();
    void fetchesMoreWhileItIsScrolled();
    void saysWhyThereIsNothing_data();
    void saysWhyThereIsNothing();
    void readsAsItsColumnDid();
    void rowsThatGoOpenNothing();
    void loadsAllPagesOfAConversation();
    void exportsWhatIsRead_data();
    void exportsWhatIsRead();
    void erasingAsksTwiceAndEnterSaysNo();
    void erasedElsewhereIsGoneHere();
    void onlyASupervisorErases();
    void aCustomersEarlierConversationsAreOneClickAway();
    void aFigureOpensTheSessionsBehindIt();
    void lettingGoOfAFigureShowsAllAgain();
    void whatIsBehindAFigureStandsOutInItsSession();
    void daysOfOnesOwnReplaceTheFiguresTime();
    void whoWasNotIdentifiedIsCalledWhatHeSaid();
    void everyControlHasAName();

private:
    [[nodiscard]] FoundList *list() const { return m_scene->find<FoundList>(u"foundList"_s); }
    [[nodiscard]] QStringList names() const
    {
        QStringList all;
        for (const model::PastConversation &one : m_scene->view->found().items())
            all += one.name;
        return all;
    }
    [[nodiscard]] QString text(const QString &label) const
    {
        return m_scene->find<QLabel>(label)->text();
    }
    void press(const QString &button) const { m_scene->find<QAbstractButton>(button)->click(); }
    void read(int row) const; //!< opens that one with the mouse, and waits
    [[nodiscard]] QByteArray lastAsked() const { return m_scene->history.asked.last(); }

    std::unique_ptr<HistoryScene> m_scene;
};

void HistoryViewTest::init()
{
    m_scene = std::make_unique<HistoryScene>();
    m_scene->show();
}

void HistoryViewTest::read(int row) const
{
    const QModelIndex index = list()->model()->index(row, 0);
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, list()->visualRect(index).center());
    QTRY_VERIFY(!m_scene->view->pane().past().isLoading());
}

void HistoryViewTest::asksWhenItIsFirstSeen()
{
    QVERIFY(m_scene->history.asked.isEmpty());
    QTest::keyClick(m_scene->window.get(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(names(), QStringList({u"Visitor omar"_s, u"Karin Åberg"_s, u"Robin Eriksson"_s}));
    QCOMPARE(lastAsked(), "GET /api/history?limit=50"_ba);
    QCOMPARE(text(u"historyOutcome"_s), u"3 conversations"_s);
    QVERIFY(m_scene->find(u"historyText"_s)->hasFocus());
    QCOMPARE(list()->model()->index(2, 0).data(Qt::AccessibleTextRole).toString().left(14),
             u"Robin Eriksson"_s);
}

void HistoryViewTest::looksForWhatIsTyped()
{
    m_scene->open();
    QTest::keyClicks(m_scene->find(u"historyText"_s), u"faktura"_s);
    QCOMPARE(m_scene->history.asked.size(), 1); // not at each letter
    QTRY_COMPARE(names(), QStringList{u"Robin Eriksson"_s});
    QCOMPARE(m_scene->history.asked.size(), 2);
    const model::PastConversation one = m_scene->view->found().items().first();
    QCOMPARE(one.excerpt.mid(one.found.first().first, one.found.first().second), u"faktura"_s);
    QTest::keyClick(m_scene->find(u"historyText"_s), Qt::Key_Return);
    QCOMPARE(m_scene->history.asked.size(), 3); // at once
    press(u"historyClear"_s);
    QTRY_COMPARE(names().size(), 3);
}

void HistoryViewTest::narrowsByFilters_data()
{
    QTest::addColumn<QString>("box");
    QTest::addColumn<int>("row");
    QTest::addColumn<QByteArray>("asked");
    QTest::newRow("today") << u"historyTime"_s << 1 << "from=2026-03-02T00%3A00%3A00.000Z"_ba;
    QTest::newRow("a week") << u"historyTime"_s << 2 << "from=2026-02-24T00%3A00%3A00.000Z"_ba;
    QTest::newRow("days") << u"historyTime"_s << 4
                          << "from=2026-02-23T00%3A00%3A00.000Z&to=2026-03-03T00%3A00%3A00.000Z"_ba;
    QTest::newRow("queue") << u"historyQueue"_s << 2 << "queue=technical"_ba;
    QTest::newRow("rating") << u"historyRating"_s << 4 << "rating=1-2"_ba;
    QTest::newRow("customer") << u"historyCustomer"_s << 0 << "customer=%3Dab%26"_ba;
    QTest::newRow("brand") << u"historyBrand"_s << 0 << "brand=%3Dab%26"_ba;
    QTest::newRow("tag") << u"historyTag"_s << 0 << "tag=%3Dab%26"_ba;
    QTest::newRow("reason") << u"historyReason"_s << 0 << "reason=%3Dab%26"_ba;
}

void HistoryViewTest::narrowsByFilters()
{
    QFETCH(const QString, box);
    QFETCH(const int, row);
    QFETCH(const QByteArray, asked);
    m_scene->open();
    if (auto *choice = m_scene->find<QComboBox>(box)) {
        choice->setCurrentIndex(row);
    } else {
        QVERIFY(!m_scene->find(box)->isVisible());
        press(u"historyMore"_s);
        QVERIFY(m_scene->find(box)->isVisible());
        QTest::keyClicks(m_scene->find(box), u"=ab&"_s);
    }
    QCOMPARE(m_scene->find(u"historyFrom"_s)->isVisible(), asked.contains("&to="));
    QTRY_COMPARE(lastAsked(), "GET /api/history?" + asked + "&limit=50");
}

void HistoryViewTest::anAnswerThatComesTooLateIsDropped()
{
    m_scene->open();
    m_scene->history.isHeld = true;
    auto *line = m_scene->find<QLineEdit>(u"historyText"_s);
    line->setText(u"faktura"_s);
    QTest::keyClick(line, Qt::Key_Return);
    line->setText(u"ingenting"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(names().size(), 3); // what was found stays until the answer
    m_scene->history.release();
    QCOMPARE(names(), QStringList());
    QCOMPARE(text(u"historyOutcome"_s), u"Nothing is found."_s);
}

void HistoryViewTest::fetchesMoreWhileItIsScrolled()
{
    QList<QJsonObject> many;
    for (int i = 50; i > 0; --i)
        many += HistoryScene::conversation(100 + i, u"u%1"_s.arg(i), u"Kund %1"_s.arg(i));
    m_scene->history.answers.insert("GET /api/history?", HistoryScene::page(many, 101));
    m_scene->history.answers.insert(
        "GET /api/history?before=101",
        HistoryScene::page({HistoryScene::conversation(7, u"first"_s, u"Den första"_s)}));
    const QAbstractItemModelTester tester(list()->model());
    m_scene->open();
    QCOMPARE(names().size(), 50);
    QCOMPARE(text(u"historyOutcome"_s), u"The latest 50 conversations; more below"_s);
    list()->scrollToBottom();
    QTRY_COMPARE(names().size(), 51);
    QCOMPARE(names().last(), u"Den första"_s);
    QCOMPARE(text(u"historyOutcome"_s), u"51 conversations"_s);
}

void HistoryViewTest::saysWhyThereIsNothing_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("said");
    QTest::newRow("nobody answers") << 0 << QByteArray() << u"The broker does not answer."_s;
    QTest::newRow("not for this key")
        << 403 << QByteArray() << u"This desk's key does not open the history."_s;
    QTest::newRow("none is kept") << 503 << R"({"error":"this broker keeps no history"})"_ba
                                  << u"The broker says: this broker keeps no history"_s;
    QTest::newRow("no words") << 503 << "oops"_ba << u"The broker cannot look it up now."_s;
}

void HistoryViewTest::saysWhyThereIsNothing()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    m_scene->history.answers.insert("GET /api/history?", {status, body});
    m_scene->open();
    QTEST(text(u"historyOutcome"_s), "said");
}

void HistoryViewTest::readsAsItsColumnDid()
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

void HistoryViewTest::rowsThatGoOpenNothing()
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

void HistoryViewTest::loadsAllPagesOfAConversation()
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

void HistoryViewTest::exportsWhatIsRead_data()
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

void HistoryViewTest::exportsWhatIsRead()
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

void HistoryViewTest::erasingAsksTwiceAndEnterSaysNo()
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

void HistoryViewTest::erasedElsewhereIsGoneHere()
{
    m_scene->open();
    read(2);
    m_scene->internal(u"robin"_s, u"customer_erased"_s, {{u"erasures"_s, 1}});
    QVERIFY(!m_scene->view->pane().past().isOpen());
    QCOMPARE(m_scene->view->pane().exported(ConversationPane::Format::Json), QByteArray());
    QCOMPARE(names(), QStringList({u"Visitor omar"_s, u"Karin Åberg"_s}));
}

void HistoryViewTest::onlyASupervisorErases()
{
    m_scene = std::make_unique<HistoryScene>(u"agent"_s);
    m_scene->show();
    m_scene->open();
    read(2);
    QVERIFY(m_scene->view->pane().past().isOpen());
    QVERIFY(m_scene->find(u"exportButton"_s)->isVisible());
    QVERIFY(!m_scene->find(u"eraseButton"_s)->isVisible());
}

void HistoryViewTest::aCustomersEarlierConversationsAreOneClickAway()
{
    m_scene->bringToAgent(u"robin"_s, u"Robin Eriksson"_s);
    QTRY_VERIFY(m_scene->find(u"earlierButton"_s)->isVisible());
    press(u"earlierButton"_s);
    QVERIFY(m_scene->view->isVisible());
    QVERIFY(lastAsked().contains("customer="));
    QCOMPARE(m_scene->find<QLineEdit>(u"historyCustomer"_s)->text(),
             m_scene->store.session(UserId(u"robin"_s))->customerId);
    QTRY_VERIFY(!m_scene->view->found().isSearching());
}

//! As a click on "Left while waiting" has it: the day's, of one queue.
void HistoryViewTest::aFigureOpensTheSessionsBehindIt()
{
    m_scene->open();
    m_scene->openFigure();
    QTRY_COMPARE(names(), QStringList{u"Robin Eriksson"_s});
    QCOMPARE(lastAsked(),
             "GET /api/history?figure=wait.mean&from=2026-03-02T00%3A00%3A00.000Z"
             "&queue=general&limit=50"_ba);
    const auto *chip = m_scene->find<QAbstractButton>(u"historyFigure"_s);
    QVERIFY(chip->isVisible());
    QCOMPARE(chip->accessibleName(), u"Behind: Average wait"_s);
    QCOMPARE(m_scene->view->found().items().first().behind,
             QList<model::Behind>({{12, 13, 1772443820000, 40}}));
}

void HistoryViewTest::lettingGoOfAFigureShowsAllAgain()
{
    m_scene->open();
    m_scene->openFigure();
    QTRY_COMPARE(names().size(), 1);
    press(u"historyClear"_s);
    QTRY_COMPARE(names().size(), 3);
    QVERIFY(!m_scene->find(u"historyFigure"_s)->isVisible());
    m_scene->openFigure();
    QTRY_COMPARE(names().size(), 1);
    press(u"historyFigure"_s); // the queue stays chosen
    QTRY_COMPARE(lastAsked(), "GET /api/history?queue=general&limit=50"_ba);
}

void HistoryViewTest::whatIsBehindAFigureStandsOutInItsSession()
{
    m_scene->open();
    m_scene->openFigure();
    QTRY_COMPARE(names().size(), 1);
    const QAbstractItemModelTester tester(m_scene->find<QTableView>(u"pastEvents"_s)->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    read(0);
    const auto *transcript = m_scene->find<TranscriptView>(u"pastTranscript"_s);
    QTRY_VERIFY(transcript->currentRow() >= 0);
    QCOMPARE(transcript->model()->item(transcript->currentRow()).seq, Seq(12));
    press(u"asEventsButton"_s);
    const auto *table = m_scene->find<QTableView>(u"pastEvents"_s);
    QVERIFY(table->isVisible() && !transcript->isVisible());
    const QAbstractItemModel *events = table->model();
    QCOMPARE(events->rowCount(), 9);
    QStringList bold;
    for (int row = 0; row < events->rowCount(); ++row) {
        const QModelIndex type = events->index(row, model::PastEvents::Type);
        if (type.data(Qt::FontRole).value<QFont>().bold())
            bold += type.data().toString();
    }
    QCOMPARE(bold, QStringList({u"handover_to_queue"_s, u"claim_session"_s}));
    QCOMPARE(table->currentIndex().row(), 2);
    const QString written = events->index(1, model::PastEvents::Written).data().toString();
    QVERIFY2(written.contains(u"12345678901234567890123"_s), qPrintable(written));
}

void HistoryViewTest::daysOfOnesOwnReplaceTheFiguresTime()
{
    m_scene->open();
    m_scene->openFigure();
    m_scene->find<QComboBox>(u"historyTime"_s)->setCurrentIndex(2);
    QTRY_COMPARE(lastAsked(),
                 "GET /api/history?figure=wait.mean&from=2026-02-24T00%3A00%3A00.000Z"
                 "&queue=general&limit=50"_ba);
}

//! As his column calls him.
void HistoryViewTest::whoWasNotIdentifiedIsCalledWhatHeSaid()
{
    QJsonObject omar = HistoryScene::conversation(50, u"omar"_s, {});
    omar.insert(u"ownName"_s, u"Omar\nHassan"_s);
    m_scene->history.answers.insert("GET /api/history?", HistoryScene::page({omar}));
    m_scene->open();
    QTRY_COMPARE(names(), QStringList{u"Omar Hassan"_s});
}

void HistoryViewTest::everyControlHasAName()
{
    m_scene->open();
    read(2);
    press(u"historyMore"_s);
    int seen = 0;
    const QList<QWidget *> all = m_scene->view->findChildren<QWidget *>();
    for (const QWidget *widget : all) {
        const bool isReached = widget->focusPolicy() & Qt::TabFocus && widget->isVisible()
            && !widget->objectName().startsWith("qt_"_L1);
        if (!isReached)
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const QString name
            = button && !button->text().isEmpty() ? button->text() : widget->accessibleName();
        QVERIFY2(!name.isEmpty(), qPrintable(widget->objectName()));
        ++seen;
    }
    QVERIFY(seen > 10);
}

QTEST_MAIN(HistoryViewTest)
#include "tst_historyview.moc"
