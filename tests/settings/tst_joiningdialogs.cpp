// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/firststart.h"
#include "ui/settings/jointrouble.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;

//! The one question of a first start, and what is said where joining fails.
class JoiningDialogsTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void hostsForTheTeam();
    void hostsForOneselfAlone();
    void triesItAndStillAsks();
    void joinsByAPastedInvitation();
    void saysWhyAnInvitationIsNotWhole();
    void theWholeWayGoesByKeys();
    void everyFieldHasAName();
    void aBrokerThatSaysNoLeavesEachWayOn_data();
    void aBrokerThatSaysNoLeavesEachWayOn();
    void aBrokerThatDoesNotAnswerIsWaitedFor();

private:
    template <typename T>
    [[nodiscard]] T *find(const QString &name) const
    {
        return m_question->findChild<T *>(name);
    }
    [[nodiscard]] static model::Invitation invitation();

    QPointer<FirstStart> m_question;
};

void JoiningDialogsTest::init()
{
    qRegisterMetaType<model::Invitation>();
    m_question = new FirstStart(u"Anna"_s);
    m_question->open();
    QVERIFY(QTest::qWaitForWindowActive(m_question));
}

void JoiningDialogsTest::cleanup()
{
    delete m_question;
}

model::Invitation JoiningDialogsTest::invitation()
{
    return {QUrl(u"https://192.168.1.5:8080"_s), QByteArray(32, '\xab'), u"sk_agent_1"_s,
            AgentId(u"bea"_s), u"Bea Berg"_s};
}

void JoiningDialogsTest::hostsForTheTeam()
{
    const QSignalSpy hosts(m_question, &FirstStart::hostChosen);
    find<QLineEdit>(u"firstName"_s)->setText(u" Anna Ek "_s);
    find<QPushButton>(u"hostButton"_s)->click();
    QCOMPARE(hosts.count(), 1);
    QCOMPARE(hosts.first().at(0), u"Anna Ek"_s);
    QCOMPARE(hosts.first().at(1), true);
    QTRY_VERIFY(!m_question); // answered once
}

void JoiningDialogsTest::hostsForOneselfAlone()
{
    const QSignalSpy hosts(m_question, &FirstStart::hostChosen);
    find<QCheckBox>(u"hostForTeam"_s)->click();
    find<QPushButton>(u"hostButton"_s)->click();
    QCOMPARE(hosts.first().at(1), false);
}

void JoiningDialogsTest::triesItAndStillAsks()
{
    const QSignalSpy tries(m_question, &FirstStart::tryRequested);
    const QSignalSpy hosts(m_question, &FirstStart::hostChosen);
    find<QPushButton>(u"tryButton"_s)->click();
    QCOMPARE(tries.count(), 1);
    QCOMPARE(hosts.count(), 0);
    QVERIFY(m_question->isVisible());
}

void JoiningDialogsTest::joinsByAPastedInvitation()
{
    const QSignalSpy joins(m_question, &FirstStart::joinChosen);
    find<QPushButton>(u"joinButton"_s)->click();
    auto *go = find<QPushButton>(u"joinGoButton"_s);
    QVERIFY(!go->isEnabled());
    auto *field = find<QPlainTextEdit>(u"invitationField"_s);
    QVERIFY(field->isVisible());
    field->setPlainText(u"Welcome! "_s + invitation().toLink());
    QVERIFY(go->isEnabled());
    QVERIFY(find<QLabel>(u"invitationTold"_s)->text().contains(u"192.168.1.5:8080"_s));
    QCOMPARE(find<QLineEdit>(u"joinName"_s)->text(), u"Bea Berg"_s);
    find<QLineEdit>(u"joinName"_s)->setText(u"Bea B"_s);
    go->click();
    QCOMPARE(joins.count(), 1);
    auto wanted = invitation();
    wanted.name = u"Bea B"_s;
    QVERIFY(joins.first().first().value<model::Invitation>() == wanted);
}

void JoiningDialogsTest::saysWhyAnInvitationIsNotWhole()
{
    m_question->askForInvitation(invitation().toLink().left(90));
    auto *told = find<QLabel>(u"invitationTold"_s);
    QVERIFY(told->isVisible());
    QVERIFY2(told->text().contains(u"not whole"_s), qPrintable(told->text()));
    QVERIFY(!find<QPushButton>(u"joinGoButton"_s)->isEnabled());
    find<QPushButton>(u"joinBackButton"_s)->click();
    QVERIFY(find<QPushButton>(u"hostButton"_s)->isVisible());
    find<QPushButton>(u"joinButton"_s)->click(); // what was pasted is still there
    QVERIFY(!find<QPlainTextEdit>(u"invitationField"_s)->toPlainText().isEmpty());
}

void JoiningDialogsTest::theWholeWayGoesByKeys()
{
    const QSignalSpy joins(m_question, &FirstStart::joinChosen);
    find<QPushButton>(u"joinButton"_s)->setFocus();
    QTest::keyClick(find<QPushButton>(u"joinButton"_s), Qt::Key_Space);
    auto *field = find<QPlainTextEdit>(u"invitationField"_s);
    QTRY_VERIFY(field->hasFocus());
    field->insertPlainText(invitation().toLink());
    QTest::keyClick(field, Qt::Key_Tab);
    QVERIFY(find<QLineEdit>(u"joinName"_s)->hasFocus());
    QTest::keyClick(find<QLineEdit>(u"joinName"_s), Qt::Key_Return);
    QCOMPARE(joins.count(), 1);
}

void JoiningDialogsTest::everyFieldHasAName()
{
    for (const QString &name : {u"firstName"_s, u"invitationField"_s, u"joinName"_s})
        QVERIFY2(!find<QWidget>(name)->accessibleName().isEmpty(), qPrintable(name));
    for (const QString &name : {u"hostButton"_s, u"joinButton"_s})
        QVERIFY2(!find<QWidget>(name)->accessibleDescription().isEmpty(), qPrintable(name));
}

void JoiningDialogsTest::aBrokerThatSaysNoLeavesEachWayOn_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QList<int>>("signal"); // again, another, host
    QTest::newRow("again") << u"joinAgainButton"_s << QList{1, 0, 0};
    QTest::newRow("another invitation") << u"joinAnotherButton"_s << QList{0, 1, 0};
    QTest::newRow("hosting here") << u"joinHostButton"_s << QList{0, 0, 1};
}

void JoiningDialogsTest::aBrokerThatSaysNoLeavesEachWayOn()
{
    QFETCH(const QString, button);
    QFETCH(const QList<int>, signal);
    const QPointer<JoinTrouble> trouble
        = new JoinTrouble(QUrl(u"https://desk.example:8080"_s),
                          u"The broker does not know this key"_s, true, nullptr);
    const QSignalSpy again(trouble, &JoinTrouble::againRequested);
    const QSignalSpy another(trouble, &JoinTrouble::anotherRequested);
    const QSignalSpy host(trouble, &JoinTrouble::hostRequested);
    trouble->open();
    QVERIFY(trouble->findChild<QLabel *>(u"joinWhy"_s)->text().contains(u"key"_s));
    trouble->findChild<QPushButton *>(button)->click();
    QCOMPARE(QList<int>({int(again.count()), int(another.count()), int(host.count())}), signal);
    QTRY_VERIFY(!trouble);
}

void JoiningDialogsTest::aBrokerThatDoesNotAnswerIsWaitedFor()
{
    JoinTrouble trouble(QUrl(u"https://desk.example:8080"_s), u"Nobody there"_s, false, nullptr);
    trouble.setAttribute(Qt::WA_DeleteOnClose, false);
    const auto says = [&trouble](const QString &words) {
        const auto labels = trouble.findChildren<QLabel *>();
        return std::ranges::any_of(
            labels, [&](const QLabel *label) { return label->text().contains(words); });
    };
    QVERIFY(says(u"goes on trying"_s));
    QVERIFY(says(u"desk.example:8080 does not answer"_s));
    trouble.setWhy(u"The broker's certificate is not the pinned one."_s, true);
    QVERIFY(says(u"does not let this desk in"_s));
    QVERIFY(says(u"not the pinned one"_s));
    QVERIFY(!says(u"goes on trying"_s));
}

QTEST_MAIN(JoiningDialogsTest)
#include "tst_joiningdialogs.moc"
