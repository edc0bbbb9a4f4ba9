// SPDX-License-Identifier: GPL-3.0-or-later
// The time machine as a supervisor uses it: another day, a slider, sessions as they were.
#include "broker/protocol/timestamp.h"
#include "tests/dashboard/boardscene.h"
#include "tests/dashboard/moment.h"
#include "tests/history/scriptedhistory.h"
#include "ui/console/transcriptview.h"
#include "ui/dashboard/boardtable.h"
#include "ui/dashboard/boardview.h"
#include "ui/dashboard/figurestrip.h"
#include "ui/dashboard/pastwindow.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QDateEdit>
#include <QLabel>
#include <QMenu>
#include <QSlider>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::test;
using namespace sermo::ui;

class BoardViewTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void theDashboardIsShownAsItWas();
    void theForecastIsJudgedAsItWasThen();
    void theDashboardSaysWhichMomentItShows();
    void theSliderGoesOverTheDay();
    void onlyTheLastWishIsAnswered();
    void theFutureCannotBeChosen();
    void nothingCanBeDoneAboutThePast();
    void aSessionOpensAsItWasThen();
    void aFigureOfThePastOpensTheSessionsUntilThen();
    void backToNowIsOneClick();
    void whyThereIsNoPastIsSaid();

private:
    template <typename T>
    T *part(const QString &name)
    {
        return m_view->findChild<T *>(name);
    }
    [[nodiscard]] QAbstractItemView *pastTable(const QString &name)
    {
        return m_view->past()->findChild<QAbstractItemView *>(name);
    }
    void lookBack()
    {
        part<QAbstractButton>(u"lookBackButton"_s)->click();
        QTRY_COMPARE(pastTable(u"agentTable"_s)->model()->rowCount(), 1);
    }
    [[nodiscard]] static QString shortly(qint64 ms)
    {
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(ms), QLocale::ShortFormat);
    }
    //! Whatever can be read on it.
    [[nodiscard]] QStringList pastWords();
    [[nodiscard]] QByteArray lastAsked() const { return m_history.asked.last(); }

    ScriptedHistory m_history;
    std::unique_ptr<BoardScene> m_scene;
    BoardView *m_view = nullptr;
};

void BoardViewTest::init()
{
    m_history.answers.clear();
    m_history.asked.clear();
    m_history.isHeld = false;
    m_history.answers.insert("GET /api/moment", {200, moment("2026-03-02T09:30:00.000Z")});
    m_scene = std::make_unique<BoardScene>();
    m_view = new BoardView(m_scene->window->context(), m_scene->figures, m_scene->supervision,
                           m_history);
    m_scene->window->insertView(2, u"boardTab"_s, u"Board"_s, m_view);
    m_scene->show();
    m_scene->find<QAbstractButton>(u"boardTab"_s)->click();
}

void BoardViewTest::cleanup()
{
    m_scene.reset();
    m_view = nullptr;
}

void BoardViewTest::theDashboardIsShownAsItWas()
{
    QVERIFY(!part<QWidget>(u"timeBar"_s)->isVisible());
    lookBack();
    QVERIFY(part<QWidget>(u"timeBar"_s)->isVisible());
    QVERIFY(m_view->isLookingBack());
    const QAbstractItemModel *agents = pastTable(u"agentTable"_s)->model();
    const auto sara
        = agents->index(0, 0).data(model::BoardAgents::ItemRole).value<model::BoardAgent>();
    QCOMPARE(sara.name, u"Sara Nyström"_s);
    QCOMPARE(sara.bound, 2.5);
    QCOMPARE(sara.chips.size(), 1);
    QCOMPARE(sara.chips.first().presence, std::optional(0.62)); // at its stored point
    const auto queue = pastTable(u"queueTable"_s)
                           ->model()
                           ->index(0, 0)
                           .data(model::BoardQueues::ItemRole)
                           .value<model::BoardQueue>();
    QCOMPARE(queue.waiting, 1);
    QCOMPARE(m_view->past()->findChild<QWidget *>(u"figure-wait"_s)->property("value").toString(),
             u"0:12"_s);
    // The living one goes on beneath it, and knows nothing of them.
    QVERIFY(!m_scene->store.session(UserId(u"robin"_s)));
}

//! By what had been forecast until then, and what had come of it.
void BoardViewTest::theForecastIsJudgedAsItWasThen()
{
    QByteArrayList lessons;
    for (int seq = 102; seq < 202; ++seq)
        lessons += frame(R"("type":"presence_point","userId":"robin","probability":0.9,"label":)"
                         + QByteArray(seq % 2 == 0 ? "1" : "0")
                         + R"(,"receivedAt":"2026-03-02T09:00:00.000Z","seq":)"
                         + QByteArray::number(seq));
    const QByteArray at = "2026-03-02T09:30:00.000Z"_ba;
    m_history.answers.insert("GET /api/moment", {200, moment(at, lessons)});
    lookBack();
    const auto alarm
        = [this] { return m_view->past()->findChild<QLabel *>(u"alarm-calibration"_s); };
    QVERIFY(alarm());
    QVERIFY(alarm()->text().contains(u"40"_s)); // of a hundred, who were believed and did not come
    QCOMPARE(m_view->findChildren<QLabel *>(u"alarm-calibration"_s).size(), 1); // not the living's
    m_history.answers.insert("GET /api/moment", {200, moment("2026-03-02T08:00:00.000Z")});
    part<QSlider>(u"timeSlider"_s)->setValue(8 * 60);
    QTRY_VERIFY(!alarm());
}

QStringList BoardViewTest::pastWords()
{
    QStringList words;
    const auto labels = m_view->past()->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        words += label->text();
    const auto tiles = m_view->past()->findChildren<FigureTile *>();
    for (const FigureTile *tile : tiles)
        words += tile->accessibleName();
    for (const QString &name : {u"queueTable"_s, u"agentTable"_s}) {
        QAbstractItemView *table = pastTable(name);
        for (int column = 0; column < table->model()->columnCount(); ++column) {
            for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole)})
                words += table->model()->headerData(column, Qt::Horizontal, role).toString();
        }
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        const auto menus = m_view->past()->findChildren<QMenu *>();
        for (QMenu *menu : menus) {
            const auto actions = menu->actions();
            for (const QAction *action : actions)
                words += action->text();
            menu->close();
        }
    }
    return words;
}

//! Nobody may take what was for what is.
void BoardViewTest::theDashboardSaysWhichMomentItShows()
{
    lookBack();
    const qint64 then = fromTimestamp(u"2026-03-02T09:30:00.000Z"_s).value_or(0);
    const QStringList words = pastWords();
    QVERIFY(words.size() > 40);
    static const QRegularExpression present(u"\\b(live|today|now)\\b"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    for (const QString &text : words)
        QVERIFY2(!text.contains(present), qPrintable(text));
    QVERIFY(words.contains(u"as it was "_s + shortly(then)));
    QVERIFY(m_view->past()->accessibleName().endsWith(shortly(then)));
    QVERIFY(m_view->past()
                ->findChild<QWidget *>(u"figure-waiting"_s)
                ->accessibleName()
                .startsWith(u"Waiting at "_s
                            + QDateTime::fromMSecsSinceEpoch(then).toString(u"HH:mm"_s)));
    // Another moment, another word; and the living one goes on saying that it lives.
    m_history.answers.insert("GET /api/moment", {200, moment("2026-03-02T10:15:00.000Z")});
    part<QSlider>(u"timeSlider"_s)->setValue(10 * 60 + 15);
    const qint64 later = then + 45 * 60'000;
    QTRY_VERIFY(pastWords().contains(u"as it was "_s + shortly(later)));
    QStringList living;
    const auto labels = m_view->living().findChildren<QLabel *>();
    for (const QLabel *label : labels)
        living += label->text();
    QVERIFY(living.contains(u"live"_s));
}

void BoardViewTest::theSliderGoesOverTheDay()
{
    lookBack();
    auto *slider = part<QSlider>(u"timeSlider"_s);
    slider->setValue(9 * 60 + 30);
    QTRY_VERIFY(lastAsked().contains(
        toTimestamp(QDateTime(QDate(2026, 3, 2), QTime(9, 30)).toMSecsSinceEpoch())
            .toPercentEncoding()));
    QCOMPARE(part<QLabel>(u"timeShown"_s)->text(), u"09:30"_s);
    part<QDateEdit>(u"timeDay"_s)->setDate({2026, 2, 27});
    QTRY_VERIFY(lastAsked().contains("2026-02-27"));
}

//! Whoever draws the slider passes many minutes.
void BoardViewTest::onlyTheLastWishIsAnswered()
{
    lookBack();
    m_history.isHeld = true;
    m_history.asked.clear();
    auto *slider = part<QSlider>(u"timeSlider"_s);
    for (const int minute : {60, 120, 180, 240})
        slider->setValue(minute);
    QCOMPARE(m_history.asked.size(), 1);
    m_history.release();
    QTRY_COMPARE(m_history.asked.size(), 2);
    QVERIFY(lastAsked().contains(
        toTimestamp(QDateTime(QDate(2026, 3, 2), QTime(4, 0)).toMSecsSinceEpoch())
            .toPercentEncoding()));
}

void BoardViewTest::theFutureCannotBeChosen()
{
    lookBack();
    part<QSlider>(u"timeSlider"_s)->setValue(23 * 60 + 59);
    QTRY_VERIFY(lastAsked().contains(toTimestamp(m_scene->clock.now().wallMs).toPercentEncoding()));
    QVERIFY(part<QDateEdit>(u"timeDay"_s)->maximumDate() == QDate(2026, 3, 2));
}

void BoardViewTest::nothingCanBeDoneAboutThePast()
{
    lookBack();
    auto *table = pastTable(u"agentTable"_s);
    table->setCurrentIndex(table->model()->index(0, 0));
    QTest::keyClick(table, Qt::Key_Return);
    auto *menu = m_view->past()->findChild<QMenu *>(u"agentMenu"_s);
    QVERIFY(menu);
    QVERIFY(!menu->findChild<QAction *>(u"status-away"_s));
    QVERIFY(!menu->findChild<QMenu *>(u"agentBound"_s));
    menu->close();
}

void BoardViewTest::aSessionOpensAsItWasThen()
{
    m_history.answers.insert(
        "GET /api/history/10",
        {200,
         R"({"conversation":{"session":10,"userId":"robin","customerName":"Robin Eriksson"},"events":[)"
         R"({"type":"start","direction":"inbound","userId":"robin","seq":10,"receivedAt":"2026-03-02T09:00:00.000Z"},)"
         R"({"type":"text","direction":"inbound","userId":"robin","text":"Hej","seq":11,"receivedAt":"2026-03-02T09:01:00.000Z"},)"
         R"({"type":"text","direction":"inbound","userId":"robin","text":"Senare","seq":12,"receivedAt":"2026-03-02T10:00:00.000Z"}],"next":null})"_ba});
    lookBack();
    m_scene->link.forgetSent();
    emit m_view->past()->findChild<BoardTable *>(u"agentTable"_s)->chipClicked(u"robin"_s);
    auto *window = m_view->findChild<PastWindow *>(u"past-10"_s);
    QVERIFY(window);
    const auto texts = [window] {
        return window->findChild<TranscriptView *>(u"momentTranscript"_s)
            ->property("texts")
            .toStringList();
    };
    QTRY_VERIFY(texts().contains(u"Hej"_s));
    QVERIFY(!texts().contains(u"Senare"_s)); // not yet
    QVERIFY(m_scene->link.sent().isEmpty()); // nobody sees that it is open
    m_history.answers.insert("GET /api/moment", {200, moment("2026-03-02T10:00:00.000Z")});
    part<QSlider>(u"timeSlider"_s)->setValue(10 * 60);
    QTRY_VERIFY(texts().contains(u"Senare"_s));
}

void BoardViewTest::aFigureOfThePastOpensTheSessionsUntilThen()
{
    lookBack();
    const QSignalSpy chosen(m_view, &BoardView::figureChosen);
    m_view->past()->findChild<QAbstractButton *>(u"figure-wait"_s)->click();
    QCOMPARE(chosen.count(), 1);
    const auto order = chosen.first().first().value<model::FigureOrder>();
    QCOMPARE(order.name, u"wait.mean"_s);
    const qint64 then = fromTimestamp(u"2026-03-02T09:30:00.000Z"_s).value_or(0);
    QCOMPARE(order.atMs, then);
    QVERIFY2(order.title.endsWith(u"as it was "_s + shortly(then)), qPrintable(order.title));
}

void BoardViewTest::backToNowIsOneClick()
{
    lookBack();
    part<QAbstractButton>(u"timeNow"_s)->click();
    QVERIFY(!m_view->isLookingBack());
    QVERIFY(!part<QWidget>(u"timeBar"_s)->isVisible());
    QVERIFY(m_view->living().isVisible());
}

void BoardViewTest::whyThereIsNoPastIsSaid()
{
    m_history.answers.insert("GET /api/moment",
                             {503, R"({"error":"this broker keeps no history"})"});
    part<QAbstractButton>(u"lookBackButton"_s)->click();
    QTRY_COMPARE(part<QLabel>(u"timeRemark"_s)->text(),
                 u"The broker says: this broker keeps no history"_s);
}

QTEST_MAIN(BoardViewTest)
#include "tst_boardview.moc"
