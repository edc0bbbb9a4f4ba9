// SPDX-License-Identifier: GPL-3.0-or-later
// Who waits is read before he is taken: from the rail, by a key, one after the other.
#include "tests/console/access.h"
#include "tests/console/deskscene.h"
#include "ui/console/livepreview.h"
#include "ui/console/transcriptview.h"
#include "ui/console/waitingcard.h"
#include "ui/console/waitingwindow.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::DeskScene;

class ReadBeforeTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_scene.reset(); }
    void theFirstOnesButtonReadsHim();
    void aClickOnACardReadsWhomItShows();
    void aClickThatIsDrawnAwayReadsNobody();
    void aKeyReadsWhoIsNext();
    void oneGoesFromOneToTheNext();
    void whatHeTypesIsSeenAsItComes();
    void heIsClaimedFromHere();
    void whoIsWithTheBotIsTakenOver();
    void whomAColleagueTakesIsNotToBeHadAnyMore();
    void whoLeavesIsNotToBeHadAnyMore();
    void whoIsErasedIsNowhere();
    void whereNobodyWaitsNothingOpens();
    void everyPartHasAName();

private:
    void bring(const QString &user, const QString &text)
    {
        m_scene->bringToQueue(user, {}, u"general"_s, text);
    }
    [[nodiscard]] WaitingWindow *reader() const
    {
        auto *window = m_scene->find<WaitingWindow>(u"waitingWindow"_s);
        return window && window->isVisible() ? window : nullptr;
    }
    [[nodiscard]] QString shown() const { return reader() ? reader()->user().value() : QString(); }
    [[nodiscard]] QStringList words() const
    {
        return m_scene->find<TranscriptView>(u"waitingTranscript"_s)->texts();
    }
    [[nodiscard]] QString where() const { return m_scene->find<QLabel>(u"waitingWhere"_s)->text(); }
    [[nodiscard]] QAbstractButton *button(const QString &name) const
    {
        return m_scene->find<QAbstractButton>(name);
    }

    std::unique_ptr<DeskScene> m_scene;
};

void ReadBeforeTest::init()
{
    m_scene = std::make_unique<DeskScene>();
    m_scene->show();
}

void ReadBeforeTest::theFirstOnesButtonReadsHim()
{
    bring(u"ada"_s, u"Hur säger jag upp?"_s);
    bring(u"bo"_s, u"Hej"_s);
    QVERIFY(button(u"readButton-ada"_s)->isVisible());
    QVERIFY(!button(u"readButton-bo"_s)->isVisible());
    m_scene->link.forgetSent();
    button(u"readButton-ada"_s)->click();
    QCOMPARE(shown(), u"ada"_s);
    QVERIFY(words().contains(u"Hur säger jag upp?"_s));
    m_scene->clock.advance(std::chrono::seconds(72));
    m_scene->window->tick();
    reader()->read(UserId(u"ada"_s));
    QCOMPARE(where(), u"Number 1 in general, waiting 1:12"_s);
    // He is told nothing, and stays where he is.
    QVERIFY(m_scene->link.sentOfType(u"claim_session"_s).isEmpty());
    QVERIFY(!m_scene->find(u"column-ada"_s));
}

void ReadBeforeTest::aClickOnACardReadsWhomItShows()
{
    bring(u"ada"_s, u"Hej"_s);
    bring(u"bo"_s, u"Hallå"_s);
    auto *card = m_scene->find<WaitingCard>(u"waitingCard-bo"_s);
    QTest::mouseClick(card, Qt::RightButton, {}, {12, 12});
    QVERIFY(!reader());
    QTest::mouseClick(card, Qt::LeftButton, {}, {12, 12});
    QCOMPARE(shown(), u"bo"_s);
    QTest::mouseClick(m_scene->find(u"waitingCard-ada"_s), Qt::LeftButton, {}, {12, 12});
    QCOMPARE(shown(), u"ada"_s);
    QCOMPARE(m_scene->window->findChildren<WaitingWindow *>().size(), 1);
}

void ReadBeforeTest::aClickThatIsDrawnAwayReadsNobody()
{
    bring(u"ada"_s, u"Hej"_s);
    QWidget *card = m_scene->find(u"waitingCard-ada"_s);
    QTest::mousePress(card, Qt::LeftButton, {}, {12, 12});
    QTest::mouseRelease(card, Qt::LeftButton, {}, {12, card->height() + 40});
    QVERIFY(!reader());
}

void ReadBeforeTest::aKeyReadsWhoIsNext()
{
    m_scene->bringToAgent(u"mikael"_s, u"Mikael"_s);
    bring(u"ada"_s, u"Hej"_s);
    auto *composer = m_scene->find<QPlainTextEdit>(u"composer-mikael"_s);
    composer->setPlainText(u"Ett ög"_s);
    composer->setFocus();
    QTest::keyClick(composer, Qt::Key_P, Qt::AltModifier);
    QCOMPARE(shown(), u"ada"_s);
    QCOMPARE(composer->toPlainText(), u"Ett ög"_s);
    QTest::keyClick(reader(), Qt::Key_Escape);
    QVERIFY(!reader());
    QCOMPARE(m_scene->window->focusWidget(), composer);
}

void ReadBeforeTest::oneGoesFromOneToTheNext()
{
    bring(u"ada"_s, u"Ett"_s);
    bring(u"bo"_s, u"Två"_s);
    m_scene->inbound(u"cleo"_s, u"start"_s, {{u"params"_s, QJsonObject()}}); // with the bot
    m_scene->inbound(u"cleo"_s, u"text"_s, {{u"text"_s, u"Tre"_s}});
    button(u"readButton-ada"_s)->click();
    QVERIFY(!button(u"readBeforeButton"_s)->isEnabled());
    button(u"readNextButton"_s)->click();
    QCOMPARE(shown(), u"bo"_s);
    QVERIFY(words().contains(u"Två"_s));
    button(u"readNextButton"_s)->click();
    QCOMPARE(shown(), u"cleo"_s);
    QVERIFY(!button(u"readNextButton"_s)->isEnabled());
    button(u"readBeforeButton"_s)->click();
    QCOMPARE(shown(), u"bo"_s);
}

void ReadBeforeTest::whatHeTypesIsSeenAsItComes()
{
    bring(u"ada"_s, u"Hej"_s);
    button(u"readButton-ada"_s)->click();
    m_scene->inbound(u"ada"_s, u"typing_on"_s, {{u"text"_s, u"Jag und"_s}});
    const auto *preview = m_scene->find<LivePreview>(u"waitingPreview"_s);
    QCOMPARE(preview->text(), u"Jag und"_s);
    m_scene->inbound(u"ada"_s, u"text"_s, {{u"text"_s, u"Jag undrar"_s}});
    QCOMPARE(preview->text(), QString());
    QVERIFY(words().contains(u"Jag undrar"_s));
}

void ReadBeforeTest::heIsClaimedFromHere()
{
    bring(u"ada"_s, u"Hej"_s);
    button(u"readButton-ada"_s)->click();
    QCOMPARE(button(u"claimReadButton"_s)->text(), u"Claim"_s);
    QTest::keyClick(reader(), Qt::Key_Return);
    QVERIFY(!reader());
    const QList<QJsonObject> claims = m_scene->link.sentOfType(u"claim_session"_s);
    QCOMPARE(claims.size(), 1);
    QCOMPARE(claims.first()["userId"_L1].toString(), u"ada"_s);
}

void ReadBeforeTest::whoIsWithTheBotIsTakenOver()
{
    m_scene->inbound(u"cleo"_s, u"start"_s, {{u"params"_s, QJsonObject()}});
    m_scene->inbound(u"cleo"_s, u"text"_s, {{u"text"_s, u"Hej"_s}});
    QTest::mouseClick(m_scene->find(u"waitingCard-cleo"_s), Qt::LeftButton, {}, {12, 12});
    QCOMPARE(where(), u"With the bot for 0:00"_s);
    QCOMPARE(button(u"claimReadButton"_s)->text(), u"Take over"_s);
    button(u"claimReadButton"_s)->click();
    QCOMPARE(m_scene->link.sentOfType(u"claim_session"_s).size(), 1);
}

void ReadBeforeTest::whomAColleagueTakesIsNotToBeHadAnyMore()
{
    bring(u"ada"_s, u"Hej"_s);
    bring(u"bo"_s, u"Hej"_s);
    button(u"readButton-ada"_s)->click();
    m_scene->internal(u"ada"_s, u"claim_session"_s, {{u"agentId"_s, u"sara"_s}});
    QCOMPARE(shown(), u"ada"_s); // what one reads does not vanish under one's eyes
    QVERIFY2(where().endsWith(u"has taken this customer"_s), qPrintable(where()));
    QVERIFY(!button(u"claimReadButton"_s)->isEnabled());
    button(u"readNextButton"_s)->click();
    QCOMPARE(shown(), u"bo"_s);
    QVERIFY(button(u"claimReadButton"_s)->isEnabled());
}

void ReadBeforeTest::whoLeavesIsNotToBeHadAnyMore()
{
    bring(u"ada"_s, u"Hej"_s);
    button(u"readButton-ada"_s)->click();
    m_scene->outbound(u"ada"_s, u"end_session"_s);
    QCOMPARE(where(), u"This conversation is over"_s);
    QVERIFY(!button(u"claimReadButton"_s)->isEnabled());
}

void ReadBeforeTest::whoIsErasedIsNowhere()
{
    bring(u"ada"_s, u"Hej"_s);
    button(u"readButton-ada"_s)->click();
    m_scene->internal(u"ada"_s, u"customer_erased"_s, {{u"erasures"_s, 1}});
    QVERIFY(!reader());
}

void ReadBeforeTest::whereNobodyWaitsNothingOpens()
{
    QTest::keyClick(m_scene->window.get(), Qt::Key_P, Qt::AltModifier);
    QVERIFY(!reader());
}

void ReadBeforeTest::everyPartHasAName()
{
    bring(u"ada"_s, u"Hej"_s);
    button(u"readButton-ada"_s)->click();
    const QList<QWidget *> windows{m_scene->window.get(), reader()};
    for (QWidget *window : windows) {
        const QStringList troubles = test::accessTroubles(*window) + test::mouseOnly(*window);
        QVERIFY2(troubles.isEmpty(), qPrintable(troubles.join(u'\n')));
    }
}

QTEST_MAIN(ReadBeforeTest)
#include "tst_readbefore.moc"
