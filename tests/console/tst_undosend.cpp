// SPDX-License-Identifier: GPL-3.0-or-later
// The moment in which a message can still be taken back.
#include "tests/console/writingscene.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::WritingScene;

class UndoSendTest : public WritingScene
{
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }
    void whatIsSentWaitsThreeSeconds();
    void undoBringsTheWordsBack_data();
    void undoBringsTheWordsBack();
    void enterAgainSendsAtOnce();
    void wordsBegunMeanwhileAreKept();
    void whatWaitsIsSentBeforeTheSessionIsDone();
    void whatWaitsIsADraftAfterACrash();
    void aNoteWaitsForNothing();
    void theHintShowsWhereEnterSends();

private:
    void holdBack() const
    {
        m_scene->preferences->change(&model::Preferences::Values::undoSeconds, 3);
    }
    void pass(std::chrono::milliseconds time)
    {
        m_scene->clock.advance(time);
        m_scene->controller->advance();
        m_scene->window->tick();
    }
};

void UndoSendTest::whatIsSentWaitsThreeSeconds()
{
    holdBack();
    write(u"Hej"_s);
    press(Qt::Key_Return);
    QVERIFY(composer()->toPlainText().isEmpty());
    QVERIFY(sent().isEmpty());
    auto *bar = m_scene->find(u"undoBar-robin"_s);
    QVERIFY(bar->isVisible());
    QCOMPARE(bar->property("text").toString(), u"Hej"_s);
    QCOMPARE(bar->property("seconds").toInt(), 3);
    pass(1s);
    QCOMPARE(bar->property("seconds").toInt(), 2);
    pass(2s);
    QCOMPARE(sent(), QStringList{u"Hej"_s});
    QVERIFY(!bar->isVisible());
    QVERIFY(m_scene->drafts->text(UserId(Robin)).isEmpty());
}

void UndoSendTest::undoBringsTheWordsBack_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::newRow("by the button") << false;
    QTest::newRow("by Ctrl+Z") << true;
}

void UndoSendTest::undoBringsTheWordsBack()
{
    QFETCH(const bool, byKey);
    holdBack();
    write(u"Hej"_s);
    press(Qt::Key_Return);
    pass(2s);
    if (byKey)
        press(Qt::Key_Z, Qt::ControlModifier);
    else
        click(u"undoButton-robin"_s);
    QCOMPARE(composer()->toPlainText(), u"Hej"_s);
    QVERIFY(composer()->hasFocus());
    QVERIFY(!m_scene->find(u"undoBar-robin"_s)->isVisible());
    pass(5s);
    QVERIFY(sent().isEmpty());
}

void UndoSendTest::enterAgainSendsAtOnce()
{
    holdBack();
    write(u"Hej"_s);
    press(Qt::Key_Return);
    press(Qt::Key_Return);
    QCOMPARE(sent(), QStringList{u"Hej"_s});
    QVERIFY(!m_scene->find(u"undoBar-robin"_s)->isVisible());
    // The next message sends the one before.
    write(u"ett"_s);
    press(Qt::Key_Return);
    write(u"två"_s);
    press(Qt::Key_Return);
    QCOMPARE(sent(), (QStringList{u"Hej"_s, u"ett"_s}));
}

void UndoSendTest::wordsBegunMeanwhileAreKept()
{
    holdBack();
    write(u"ett"_s);
    press(Qt::Key_Return);
    write(u"två"_s);
    pass(3s);
    QCOMPARE(sent(), QStringList{u"ett"_s});
    QCOMPARE(composer()->toPlainText(), u"två"_s);
    QCOMPARE(m_scene->drafts->text(UserId(Robin)), u"två"_s);
    press(Qt::Key_Return);
    write(u"tre"_s);
    click(u"undoButton-robin"_s);
    QCOMPARE(composer()->toPlainText(), u"två\ntre"_s);
}

void UndoSendTest::whatWaitsIsSentBeforeTheSessionIsDone()
{
    holdBack();
    write(u"Hejdå"_s);
    press(Qt::Key_Return);
    click(u"doneButton-robin"_s);
    QStringList types;
    for (const QByteArray &frame : m_scene->link.sent()) {
        const QString type = QJsonDocument::fromJson(frame).object()["type"_L1].toString();
        if (type == "text"_L1 || type == "agent_done"_L1)
            types += type;
    }
    QCOMPARE(types, (QStringList{u"text"_s, u"agent_done"_s}));
}

void UndoSendTest::whatWaitsIsADraftAfterACrash()
{
    holdBack();
    write(u"ett"_s);
    press(Qt::Key_Return);
    QCOMPARE(m_scene->drafts->text(UserId(Robin)), u"ett"_s);
    write(u"två"_s);
    QCOMPARE(m_scene->drafts->text(UserId(Robin)), u"ett\ntvå"_s);
}

void UndoSendTest::aNoteWaitsForNothing()
{
    holdBack();
    click(u"noteButton-robin"_s);
    write(u"/adress till kollegan"_s);
    QVERIFY(!m_scene->find(u"replyPopup-robin"_s)->isVisible());
    press(Qt::Key_Return);
    QCOMPARE(m_scene->link.sentOfType(u"note"_s).size(), 1);
    QVERIFY(!m_scene->find(u"undoBar-robin"_s)->isVisible());
}

void UndoSendTest::theHintShowsWhereEnterSends()
{
    const auto hint = [this] {
        const auto labels = composer()->parentWidget()->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
            return label->isVisible() && label->text() == "Enter"_L1;
        });
    };
    QVERIFY(!hint());
    write(u"Hej"_s);
    QVERIFY(hint());
    m_scene->window->setFocus();
    QTRY_VERIFY(!hint());
}

QTEST_MAIN(UndoSendTest)
#include "tst_undosend.moc"
