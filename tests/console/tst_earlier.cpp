// SPDX-License-Identifier: GPL-3.0-or-later
// What a customer talked about before: listed beside his session, read by a click or a key.
#include "tests/console/access.h"
#include "tests/console/deskscene.h"
#include "ui/console/earlierlist.h"
#include "ui/console/earlierwindow.h"
#include "ui/console/transcriptview.h"

#include <QAbstractButton>
#include <QApplication>
#include <QJsonArray>
#include <QLabel>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::DeskScene;

namespace
{

const QString Robin = u"robin"_s;

} // namespace

class EarlierTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_scene.reset(); }
    void aRowSaysWhatItWasAboutAndWhen();
    void whoIsIdentifiedIsAskedForByHisNumber();
    void whoIsNotIsAskedForByHisIdAndNeverByAName();
    void isAskedOnceForEachSession();
    void noRowOfOneStandsBesideTheNext();
    void saysWhyThereAreNone_data();
    void saysWhyThereAreNone();
    void isAskedAnewWhenTheBrokerIsBack();
    void moreThanAFewAreInTheHistory();
    void aClickReadsIt();
    void keysReadIt();
    void whatIsGoneSaysSo();
    void theReaderGoesWithItsCustomer();
    void whoIsErasedIsNowhere();
    void strangersWordsStayPlain();
    void everyPartHasAName();

private:
    [[nodiscard]] QStringList lines() const
    {
        return m_scene->find<EarlierList>(u"earlier"_s)->lines();
    }
    [[nodiscard]] EarlierWindow *reader() const
    {
        auto *window = m_scene->find<EarlierWindow>(u"earlierWindow"_s);
        return window && window->isVisible() ? window : nullptr;
    }
    [[nodiscard]] QStringList read() const
    {
        const auto *transcript = m_scene->find<TranscriptView>(u"earlierTranscript"_s);
        return transcript && transcript->isVisible() ? transcript->texts() : QStringList();
    }
    void press(const QString &button)
    {
        QTRY_VERIFY2(m_scene->find(button) && m_scene->find(button)->isVisible(),
                     qPrintable(button));
        QTest::mouseClick(m_scene->find(button), Qt::LeftButton);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers held = {})
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : m_scene->window.get(), key, held);
    }

    std::unique_ptr<DeskScene> m_scene;
};

void EarlierTest::init()
{
    m_scene = std::make_unique<DeskScene>();
    m_scene->rememberRobin();
    m_scene->show();
}

void EarlierTest::aRowSaysWhatItWasAboutAndWhen()
{
    QJsonObject tagged{{u"session"_s, 2},
                       {u"userId"_s, Robin},
                       {u"beganAt"_s, u"2025-11-30T10:30:00.000Z"_s},
                       {u"tags"_s, QJsonArray{u"router"_s}},
                       {u"opening"_s, u"Hej"_s}};
    QJsonObject silent{{u"session"_s, 1},
                       {u"userId"_s, Robin},
                       {u"beganAt"_s, u"2026-03-02T09:30:00.000Z"_s},
                       {u"reason"_s, u"Klart"_s}};
    m_scene->history.answers.insert("GET /api/history?customer=1234567",
                                    DeskScene::historyPage({silent, tagged}));
    m_scene->bringToAgent(Robin, u"Robin Eriksson"_s);
    const QString today = QDateTime::fromString(u"2026-03-02T09:30:00Z"_s, Qt::ISODate)
                              .toLocalTime()
                              .toString(u"HH:mm"_s);
    QTRY_COMPARE(lines(), (QStringList{u"Klart, "_s + today, u"router · Hej, 30 Nov 2025"_s}));
}

void EarlierTest::whoIsIdentifiedIsAskedForByHisNumber()
{
    m_scene->bringToAgent(Robin, u"Robin Eriksson"_s);
    QTRY_COMPARE(lines(), (QStringList{u"Flytt av bredband, 3 Feb"_s, u"Faktura 70441, 12 Jan"_s}));
    QCOMPARE(m_scene->history.asked,
             QByteArrayList{"GET /api/history?customer=1234567&before=1&limit=50"});
}

void EarlierTest::whoIsNotIsAskedForByHisIdAndNeverByAName()
{
    m_scene->inbound(
        u"someone"_s, u"start"_s,
        {{u"params"_s,
          QJsonObject{{u"platformId"_s, u"webchat"_s}, {u"name"_s, u"Robin Eriksson"_s}}}});
    m_scene->internal(u"someone"_s, u"claim_session"_s, {{u"agentId"_s, u"anan01"_s}});
    QTRY_COMPARE(m_scene->history.asked,
                 QByteArrayList{"GET /api/history?customer=someone&before=1&limit=50"});
    QVERIFY(lines().isEmpty());
    m_scene->internal(u"someone"_s, u"customer_identified"_s,
                      {{u"brandId"_s, u"comhem"_s},
                       {u"customerId"_s, u"1234567"_s},
                       {u"name"_s, u"Robin Eriksson"_s}});
    QTRY_COMPARE(lines().size(), 2);
}

void EarlierTest::isAskedOnceForEachSession()
{
    m_scene->bringToAgent(Robin, u"Robin Eriksson"_s);
    m_scene->bringToAgent(u"karin"_s, {});
    for (int i = 0; i < 3; ++i) {
        key(Qt::Key_1, Qt::ControlModifier);
        QTRY_COMPARE(lines().size(), 2);
        m_scene->inbound(Robin, u"text"_s, {{u"text"_s, u"Hm"_s}});
        key(Qt::Key_2, Qt::ControlModifier);
        QVERIFY(lines().isEmpty());
    }
    QCOMPARE(m_scene->history.asked.size(), 2);
}

//! Not while it is waited for, and not when an answer comes late.
void EarlierTest::noRowOfOneStandsBesideTheNext()
{
    m_scene->history.isHeld = true;
    m_scene->bringToAgent(Robin, u"Robin Eriksson"_s);
    m_scene->bringToAgent(u"karin"_s, {});
    key(Qt::Key_2, Qt::ControlModifier);
    m_scene->history.release();
    QCOMPARE(m_scene->history.asked.size(), 2);
    QVERIFY(lines().isEmpty());
    key(Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(lines().size(), 2); // known by now
}

void EarlierTest::saysWhyThereAreNone_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("said");
    QTest::newRow("he was never here") << 200 << u"None that is known of"_s;
    QTest::newRow("nobody answers") << 0 << u"The broker does not answer."_s;
    QTest::newRow("it may not be known") << 403 << u"This desk's key does not open the history."_s;
}

void EarlierTest::saysWhyThereAreNone()
{
    QFETCH(const int, status);
    model::HistoryAnswer answer = DeskScene::historyPage({});
    answer.status = status;
    m_scene->history.answers.insert("GET /api/history?", answer);
    m_scene->bringToAgent(u"karin"_s, {});
    const auto *none = m_scene->find<QLabel>(u"earlierNone"_s);
    QTRY_VERIFY(none->isVisible());
    QTEST(none->text(), "said");
    QVERIFY(!m_scene->find(u"earlierButton"_s)->isVisible());
}

void EarlierTest::isAskedAnewWhenTheBrokerIsBack()
{
    auto &answer = m_scene->history.answers["GET /api/history?customer=1234567"];
    const model::HistoryAnswer good = std::exchange(answer, {});
    m_scene->bringToAgent(Robin, u"Robin Eriksson"_s);
    QTRY_VERIFY(m_scene->find(u"earlierNone"_s)->isVisible());
    m_scene->inbound(Robin, u"text"_s, {{u"text"_s, u"Hm"_s}}); // no reason to ask anew
    QCOMPARE(m_scene->history.asked.size(), 1);
    m_scene->history.answers["GET /api/history?customer=1234567"] = good;
    m_scene->link.deliver({R"({"type":"welcome","epoch":"e1","seq":9})"_ba});
    QTRY_COMPARE(lines().size(), 2);
    QVERIFY(!m_scene->find(u"earlierNone"_s)->isVisible());
}

void EarlierTest::moreThanAFewAreInTheHistory()
{
    QList<QJsonObject> many;
    for (int i = 9; i > 0; --i)
        many += QJsonObject{{u"session"_s, i},
                            {u"userId"_s, Robin},
                            {u"beganAt"_s, u"2026-01-0%1T10:30:00.000Z"_s.arg(i)},
                            {u"opening"_s, u"Nummer %1"_s.arg(i)}};
    m_scene->history.answers.insert("GET /api/history?customer=1234567",
                                    DeskScene::historyPage(many));
    QString wanted;
    connect(m_scene->find<EarlierList>(u"earlier"_s), &EarlierList::allRequested, this,
            [&wanted](const QString &customer) { wanted = customer; });
    m_scene->bringToAgent(Robin, u"Robin Eriksson"_s);
    QTRY_COMPARE(lines().size(), EarlierList::MostRows);
    QCOMPARE(lines().constFirst(), u"Nummer 9, 9 Jan"_s);
    press(u"earlierButton"_s);
    QCOMPARE(wanted, u"1234567"_s);
}

void EarlierTest::aClickReadsIt()
{
    m_scene->bringToAgent(Robin, u"Robin Eriksson"_s);
    press(u"earlier-0"_s);
    QTRY_VERIFY(reader());
    QTRY_VERIFY(read().contains(u"Till Storgatan 4, den 20 mars"_s));
    QVERIFY(read().contains(u"Adressen ändrad i CRM"_s)); // what colleagues noted, too
    QVERIFY2(m_scene->find<QLabel>(u"earlierWhere"_s)->text().contains(u"Sara Nyström"_s)
                 || m_scene->find<QLabel>(u"earlierWhere"_s)->text().contains(u"sara"_s),
             qPrintable(m_scene->find<QLabel>(u"earlierWhere"_s)->text()));
    QVERIFY(m_scene->link.sentOfType(u"text"_s).isEmpty());
    QTest::mouseClick(m_scene->find(u"closeEarlierButton"_s), Qt::LeftButton);
    QVERIFY(!reader());
}

void EarlierTest::keysReadIt()
{
    m_scene->bringToAgent(Robin, u"Robin Eriksson"_s);
    QTRY_COMPARE(lines().size(), 2);
    m_scene->find(u"composer-robin"_s)->setFocus();
    key(Qt::Key_L, Qt::AltModifier);
    QTRY_VERIFY(!read().isEmpty());
    QTRY_COMPARE(QApplication::focusWidget(), m_scene->find(u"earlierTranscript"_s));
    key(Qt::Key_F, Qt::ControlModifier);
    QVERIFY(m_scene->find(u"earlierSearch"_s)->isVisible());
    key(Qt::Key_Escape); // the search
    QVERIFY(reader());
    key(Qt::Key_Escape);
    QVERIFY(!reader());
    QCOMPARE(m_scene->window->focusWidget(), m_scene->find(u"composer-robin"_s));
    m_scene->window->activateWindow(); // as a desktop does when a window goes
    QVERIFY(QTest::qWaitForWindowActive(m_scene->window.get()));
    m_scene->find(u"earlier-1"_s)->setFocus();
    key(Qt::Key_Space);
    QTRY_VERIFY(reader());
}

void EarlierTest::whatIsGoneSaysSo()
{
    m_scene->bringToAgent(Robin, u"Robin Eriksson"_s);
    press(u"earlier-1"_s);
    const auto *hint = m_scene->find<QLabel>(u"earlierHint"_s);
    QTRY_COMPARE(hint->text(), u"It is not there any more."_s);
    QVERIFY(hint->isVisible());
}

//! Nobody shall take it for the next one's.
void EarlierTest::theReaderGoesWithItsCustomer()
{
    m_scene->bringToAgent(Robin, u"Robin Eriksson"_s);
    m_scene->bringToAgent(u"karin"_s, {});
    key(Qt::Key_1, Qt::ControlModifier);
    press(u"earlier-0"_s);
    QTRY_VERIFY(reader());
    m_scene->window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_scene->window.get()));
    QTest::keyClick(m_scene->window.get(), Qt::Key_2, Qt::ControlModifier);
    QVERIFY(!reader());
}

void EarlierTest::whoIsErasedIsNowhere()
{
    m_scene->bringToAgent(Robin, u"Robin Eriksson"_s);
    press(u"earlier-0"_s);
    QTRY_VERIFY(!read().isEmpty());
    m_scene->history.answers.insert("GET /api/history?customer=1234567",
                                    DeskScene::historyPage({}));
    m_scene->internal(u"robin-before"_s, u"customer_erased"_s, {{u"erasures"_s, 1}});
    QVERIFY(!reader());
    QVERIFY(lines().isEmpty());
}

void EarlierTest::strangersWordsStayPlain()
{
    const QString words = u"<img src=x><b>fet</b>"_s;
    m_scene->history.answers.insert(
        "GET /api/history?customer=1234567",
        DeskScene::historyPage({QJsonObject{{u"session"_s, 3},
                                            {u"userId"_s, Robin},
                                            {u"beganAt"_s, u"2026-02-03T10:30:00.000Z"_s},
                                            {u"reason"_s, words},
                                            {u"opening"_s, words}}}));
    m_scene->bringToAgent(Robin, u"Robin Eriksson"_s);
    QTRY_COMPARE(lines(), QStringList{words + u", 3 Feb"_s});
    const QWidget *row = m_scene->find(u"earlier-0"_s);
    const auto labels = row->findChildren<QLabel *>();
    QCOMPARE(labels.size(), 2);
    for (const QLabel *label : labels)
        QCOMPARE(label->textFormat(), Qt::PlainText);
    QVERIFY(row->toolTip().contains(words));
    QVERIFY(!Qt::mightBeRichText(row->toolTip()));
}

void EarlierTest::everyPartHasAName()
{
    m_scene->bringToAgent(Robin, u"Robin Eriksson"_s);
    press(u"earlier-0"_s);
    QTRY_VERIFY(!read().isEmpty());
    const QList<QWidget *> windows{m_scene->window.get(), reader()};
    for (QWidget *window : windows) {
        const QStringList troubles = test::accessTroubles(*window) + test::mouseOnly(*window);
        QVERIFY2(troubles.isEmpty(), qPrintable(troubles.join(u'\n')));
    }
}

QTEST_MAIN(EarlierTest)
#include "tst_earlier.moc"
