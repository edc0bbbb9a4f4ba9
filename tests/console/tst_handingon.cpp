// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions that are offered to a colleague or handed on, as both see it.
#include "tests/console/givingcase.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::ui;
using namespace sermo::test;

class HandingOnTest : public GivingCase
{
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { m_scene.reset(); }
    void anOfferCannotBeOverlooked();
    void anOfferTakesNoWordFromWhoIsWriting();
    void acceptingClaims_data();
    void acceptingClaims();
    void decliningTellsTheColleague();
    void anOfferLapsesByItself();
    void transfersWithANoteToWhomeverWasFound_data();
    void transfersWithANoteToWhomeverWasFound();
    void theListOfTargetsStaysTrue();
    void whatIsSaidOfAChoiceCoversNothing();
    void theSenderSeesWhatBecomesOfHisOffer();
    void theSenderTakesHisOfferBack();
};

void HandingOnTest::anOfferCannotBeOverlooked()
{
    QVERIFY(!m_scene->find(u"offerStrip"_s)->isVisible());
    m_scene->offer(Karin, u"Karin Lund"_s, u"vet allt om routrar"_s);
    const QWidget *card = m_scene->find(u"offer-karin"_s);
    QVERIFY(card && card->isVisible());
    QCOMPARE(card->property("text").toString(),
             u"Sara Nyström offers you Karin Lund\n"
             "“vet allt om routrar” · general · last words: Hej"_s);
    QCOMPARE(card->property("seconds").toInt(), 30);
    pass(7s);
    QCOMPARE(card->property("seconds").toInt(), 23);
    QVERIFY(card->width() > m_scene->window->width() - 10); // over everything
    QCOMPARE(m_scene->find(u"acceptButton-karin"_s)->accessibleName(), u"Accept Karin Lund"_s);
}

void HandingOnTest::anOfferTakesNoWordFromWhoIsWriting()
{
    m_scene->bringToAgent(Robin, u"Robin"_s);
    composer(Robin)->setFocus();
    QTest::keyClicks(composer(Robin), u"Hej R"_s);
    m_scene->offer(Karin, u"Karin"_s, {});
    QTest::keyClicks(QApplication::focusWidget(), u"obin"_s);
    QCOMPARE(composer(Robin)->toPlainText(), u"Hej Robin"_s);
}

void HandingOnTest::acceptingClaims_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::newRow("with the button") << false;
    QTest::newRow("with Ctrl+Shift+A") << true;
}

void HandingOnTest::acceptingClaims()
{
    QFETCH(const bool, byKey);
    m_scene->offer(Karin, u"Karin"_s, {});
    if (byKey)
        QTest::keyClick(m_scene->window.get(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    else
        click(u"acceptButton-karin"_s);
    QCOMPARE(sent(u"claim_session"_s)["userId"_L1].toString(), Karin);
    QCOMPARE(sent(u"claim_session"_s)["agentId"_L1].toString(), Me);
    m_scene->acknowledgeAll();
    QVERIFY(column(Karin) && column(Karin)->isActive()); // asked for: it has the keyboard
    QVERIFY(!m_scene->find(u"offerStrip"_s)->isVisible());
}

void HandingOnTest::decliningTellsTheColleague()
{
    m_scene->offer(Karin, u"Karin"_s, {});
    click(u"declineButton-karin"_s);
    QVERIFY(!m_scene->find(u"offerStrip"_s)->isVisible());
    const QJsonObject note = sent(u"note"_s);
    QCOMPARE(note["answer"_L1].toString(), u"declined"_s);
    QCOMPARE(note["userId"_L1].toString(), Karin);
    QVERIFY(m_scene->link.sentOfType(u"claim_session"_s).isEmpty());
    m_scene->acknowledgeAll();
    QVERIFY(!m_scene->find(u"offerStrip"_s)->isVisible());
}

void HandingOnTest::anOfferLapsesByItself()
{
    m_scene->offer(Karin, u"Karin"_s, {});
    pass(29s);
    QVERIFY(m_scene->find(u"offerStrip"_s)->isVisible());
    pass(1s);
    QVERIFY(!m_scene->find(u"offerStrip"_s)->isVisible());
    QVERIFY(m_scene->link.sentOfType(u"note"_s).isEmpty());
}

void HandingOnTest::transfersWithANoteToWhomeverWasFound_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("value");
    QTest::newRow("to a colleague")
        << u"sar"_s << u"handover_to_agent"_s << u"agentId"_s << u"sara"_s;
    QTest::newRow("to a queue") << u"tek"_s << u"handover_to_queue"_s << u"queueId"_s
                                << u"technical"_s;
}

void HandingOnTest::transfersWithANoteToWhomeverWasFound()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, type);
    QFETCH(const QString, member);
    QFETCH(const QString, value);
    m_scene->bringToAgent(Robin, u"Robin"_s);
    m_scene->link.forgetSent();
    click(u"transferButton-"_s + Robin);
    auto *list = m_scene->find<QListView>(u"transferTargets"_s);
    QVERIFY(list && QTest::qWaitForWindowActive(list->window()));
    QVERIFY(!m_scene->find(u"transferConfirmButton"_s)->isEnabled()); // nobody is chosen yet
    QTest::keyClicks(list, typed);
    m_scene->find<QLineEdit>(u"transferNote"_s)->setText(u"  gäller fakturan "_s);
    QTest::keyClick(list, Qt::Key_Return); // once, though list and button both hear it
    QCOMPARE(sent(type)[member].toString(), value);
    QCOMPARE(sent(type)["note"_L1].toString(), u"gäller fakturan"_s);
    QTRY_VERIFY(!m_scene->find(u"transferDialog"_s));
}

void HandingOnTest::theListOfTargetsStaysTrue()
{
    m_scene->bringToAgent(Robin, u"Robin"_s);
    m_scene->bringToQueue(Karin, u"Karin"_s, u"general"_s, u"Hej"_s);
    m_scene->internal(Karin, u"claim_session"_s, {{u"agentId"_s, u"sara"_s}});
    click(u"transferButton-"_s + Robin);
    const auto *list = m_scene->find<QListView>(u"transferTargets"_s);
    QVERIFY(list);
    const auto last = [list] {
        const QAbstractItemModel *model = list->model();
        return model->index(model->rowCount() - 1, 0).data(Qt::AccessibleTextRole).toString();
    };
    QCOMPARE(last(), u"Sara Nyström, available, 1 open"_s);
    m_scene->clock.advance(15s); // he was not only just given
    presence(Karin, 0.93);
    QCOMPARE(last(), u"Sara Nyström, available, 1 open, load 0.93 of 2.00"_s);
    m_scene->internal({}, u"agent_status"_s, {{u"agentId"_s, u"sara"_s}, {u"status"_s, u"away"_s}});
    QVERIFY(last().startsWith(u"Sara Nyström, away"_s));
}

void HandingOnTest::whatIsSaidOfAChoiceCoversNothing()
{
    const QString name = u"Maria Margareta Lagerlöf von Essen"_s;
    m_scene->internal({}, u"agent_status"_s,
                      {{u"agentId"_s, u"m"_s}, {u"status"_s, u"available"_s}, {u"name"_s, name}});
    m_scene->bringToAgent(Robin, u"Robin"_s);
    click(u"transferButton-"_s + Robin);
    auto *list = m_scene->find<QListView>(u"transferTargets"_s);
    QVERIFY(list && QTest::qWaitForWindowActive(list->window()));
    QTest::keyClicks(list, u"m"_s);
    QCoreApplication::processEvents(); // it is said, and room is made for it
    const QWidget *note = m_scene->find(u"transferNote"_s);
    QList<QRect> parts;
    for (const QObject *child : list->window()->children()) {
        const auto *part = qobject_cast<const QWidget *>(child);
        if (part && part->isVisible())
            parts += part->geometry();
    }
    QVERIFY(parts.contains(note->geometry()));
    for (qsizetype i = 0; i < parts.size(); ++i) {
        for (qsizetype j = 0; j < i; ++j)
            QVERIFY(!parts.at(i).intersects(parts.at(j)));
    }
}

void HandingOnTest::theSenderSeesWhatBecomesOfHisOffer()
{
    m_scene->bringToAgent(Robin, u"Robin"_s);
    const auto offer = [this] {
        m_scene->internal(Robin, u"handover_to_agent"_s, {{u"agentId"_s, u"sara"_s}});
    };
    offer();
    QCOMPARE(notice(Robin), u"Offered to Sara Nyström: 30 seconds to answer"_s);
    pass(9s);
    QCOMPARE(notice(Robin), u"Offered to Sara Nyström: 21 seconds to answer"_s);
    m_scene->internal(
        Robin, u"note"_s,
        {{u"agentId"_s, u"sara"_s}, {u"text"_s, u"nej"_s}, {u"answer"_s, u"declined"_s}});
    QCOMPARE(notice(Robin), u"Sara Nyström declined. The customer is still yours."_s);
    click(u"noticeButton-"_s + Robin);
    QVERIFY(notice(Robin).isEmpty());

    offer();
    pass(30s);
    QCOMPARE(notice(Robin), u"Sara Nyström did not answer. The customer is still yours."_s);
    offer();
    m_scene->internal(Robin, u"claim_session"_s, {{u"agentId"_s, u"sara"_s}});
    QTRY_VERIFY(!column(Robin));
    QCOMPARE(m_scene->window->findChild<QLabel *>(u"banner"_s)->text(),
             u"Sara Nyström has taken Robin"_s);
}

void HandingOnTest::theSenderTakesHisOfferBack()
{
    m_scene->bringToAgent(Robin, u"Robin"_s);
    m_scene->internal(Robin, u"handover_to_agent"_s, {{u"agentId"_s, u"sara"_s}});
    m_scene->link.forgetSent();
    click(u"noticeButton-"_s + Robin);
    QCOMPARE(sent(u"handover_to_agent"_s)["agentId"_L1].toString(), Me);
}

QTEST_MAIN(HandingOnTest)
#include "tst_handingon.moc"
