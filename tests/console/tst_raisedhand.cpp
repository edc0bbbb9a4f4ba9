// SPDX-License-Identifier: GPL-3.0-or-later
// An agent asks supervisors for help with a customer, from his column.
#include "tests/console/deskscene.h"

#include <QAbstractButton>
#include <QInputDialog>
#include <QPlainTextEdit>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using sermo::test::DeskScene;

class RaisedHandTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_scene.reset(); }
    void helpIsAskedForUntilItIsNotNeeded();
    void aKeyAsksFromTheMiddleOfAWord();
    void whoThinksBetterOfItAsksNobody();
    void nobodyAsksAboutWhatIsNotHis();

private:
    [[nodiscard]] QAbstractButton *hand() const
    {
        return m_scene->find<QAbstractButton>(u"handButton-mikael"_s);
    }
    [[nodiscard]] QInputDialog *question() const
    {
        return m_scene->find<QInputDialog>(u"helpDialog-mikael"_s);
    }

    std::unique_ptr<DeskScene> m_scene;
};

void RaisedHandTest::init()
{
    m_scene = std::make_unique<DeskScene>();
    m_scene->show();
    m_scene->fillLikeThePicture();
    m_scene->link.forgetSent();
    QVERIFY(hand());
}

void RaisedHandTest::helpIsAskedForUntilItIsNotNeeded()
{
    hand()->click();
    QVERIFY(!hand()->isChecked()); // not before it is said
    QVERIFY(question());
    question()->setTextValue(u"Vad säger avtalet?"_s);
    question()->accept();
    const QJsonObject raised = m_scene->link.sentOfType(u"hand"_s).first();
    QCOMPARE(raised["userId"_L1].toString(), u"mikael"_s);
    QCOMPARE(raised["raised"_L1], QJsonValue(true));
    QCOMPARE(raised["text"_L1].toString(), u"Vad säger avtalet?"_s);
    m_scene->acknowledgeAll();
    QVERIFY(hand()->isChecked());
    hand()->click();
    QCOMPARE(m_scene->link.sentOfType(u"hand"_s).last()["raised"_L1], QJsonValue(false));
    m_scene->acknowledgeAll();
    QVERIFY(!hand()->isChecked());
}

void RaisedHandTest::aKeyAsksFromTheMiddleOfAWord()
{
    auto *composer = m_scene->find<QPlainTextEdit>(u"composer-mikael"_s);
    composer->setPlainText(u"Jag fr"_s);
    composer->setFocus();
    QTest::keyClick(composer, Qt::Key_H, Qt::AltModifier);
    QVERIFY(question() && question()->isVisible());
    QCOMPARE(composer->toPlainText(), u"Jag fr"_s); // nothing of it is written
    QTest::keyClick(question(), Qt::Key_Escape);
    QVERIFY(m_scene->link.sentOfType(u"hand"_s).isEmpty());
}

void RaisedHandTest::whoThinksBetterOfItAsksNobody()
{
    hand()->click();
    QVERIFY(question());
    question()->setTextValue(u"Vad säger avtalet?"_s);
    question()->reject();
    QVERIFY(m_scene->link.sentOfType(u"hand"_s).isEmpty());
    QVERIFY(!hand()->isChecked());
}

void RaisedHandTest::nobodyAsksAboutWhatIsNotHis()
{
    QVERIFY(hand()->isEnabled());
    m_scene->internal(u"mikael"_s, u"claim_session"_s,
                      {{u"agentId"_s, u"sara"_s}, {u"force"_s, true}});
    QTRY_VERIFY(!hand()); // its column is gone
}

QTEST_MAIN(RaisedHandTest)
#include "tst_raisedhand.moc"
