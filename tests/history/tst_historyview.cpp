// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/history/historytest.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLineEdit>
#include <QtTest>

using namespace sermo;
using namespace sermo::test;
using namespace sermo::ui;
using namespace Qt::StringLiterals;

//! The history as an agent sees it: looked for, and found.
class HistoryViewTest : public HistoryTest
{
    Q_OBJECT

private slots:
    void asksWhenItIsFirstSeen();
    void looksForWhatIsTyped();
    void narrowsByFilters_data();
    void narrowsByFilters();
    void anAnswerThatComesTooLateIsDropped();
    void fetchesMoreWhileItIsScrolled();
    void saysWhyThereIsNothing_data();
    void saysWhyThereIsNothing();
    void aCustomersEarlierConversationsAreOneClickAway();
    void whoWasNotIdentifiedIsCalledWhatHeSaid();
    void everyControlHasAName();
};

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
