// SPDX-License-Identifier: GPL-3.0-or-later
// A session that is set aside: out of the columns, in the rail, and back when it matters.
#include "tests/console/deskscene.h"
#include "ui/console/chatboard.h"
#include "ui/console/chatcolumn.h"
#include "ui/console/composer.h"
#include "ui/console/loadbar.h"
#include "ui/model/alerts.h"

#include <QAbstractButton>
#include <QApplication>
#include <QJsonArray>
#include <QMenu>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::DeskScene;

namespace
{

const QString Robin = u"robin"_s;
const QString Karin = u"karin"_s;

} // namespace

class SetAsideTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_scene.reset(); }
    void itLeavesTheColumnsForTheRail();
    void itIsBackWhenTheCustomerWrites();
    void itIsBackWhenTheTimeComes_data();
    void itIsBackWhenTheTimeComes();
    void theAgentBringsItBack();
    void whatWasBegunIsStillThere();
    void itDoesNotTakeTheKeyboardFromWhoWrites();
    void itCountsInTheLoad();
    void whatIsNoLongerHisIsGone();
    void itIsStillAsideAfterARestart();
    void whatWasWrittenMeanwhileBringsItBackAtOnce();

private:
    void setAside(const QString &user, int choice = 0);
    void click(const QString &name);
    [[nodiscard]] QStringList columns() const
    {
        QStringList users;
        const auto *board = m_scene->find<ChatBoard>(u"board"_s);
        for (const ChatColumn *column : board->columns())
            users += column->user().value();
        return users;
    }
    [[nodiscard]] QWidget *card(const QString &user) const
    {
        return m_scene->find(u"asideCard-"_s + user);
    }
    void says(const QString &user, const QString &text) const
    {
        m_scene->clock.advance(1s);
        m_scene->inbound(user, u"text"_s, {{u"text"_s, text}});
    }

    std::unique_ptr<DeskScene> m_scene;
};

void SetAsideTest::init()
{
    m_scene = std::make_unique<DeskScene>();
    m_scene->show();
    // What only passes comes after the replay: from then on the desk knows who is there.
    m_scene->internal({}, u"queue_state"_s, {{u"queueId"_s, u"general"_s}, {u"waiting"_s, 0}});
    m_scene->bringToAgent(Robin, u"Robin Eriksson"_s);
    m_scene->bringToAgent(Karin, u"Karin Berg"_s);
}

//! By its menu: the nth choice.
void SetAsideTest::setAside(const QString &user, int choice)
{
    click(u"asideButton-"_s + user);
    auto *menu = m_scene->window->findChild<QMenu *>(u"asideMenu-"_s + user);
    QVERIFY(menu && menu->isVisible());
    QList<QAction *> choices;
    for (QAction *action : menu->actions()) {
        if (!action->isSeparator())
            choices += action;
    }
    choices.at(choice)->trigger();
    menu->close();
}

void SetAsideTest::click(const QString &name)
{
    auto *button = m_scene->find<QAbstractButton>(name);
    QVERIFY2(button && button->isVisible() && button->isEnabled(), qPrintable(name));
    QTest::mouseClick(button, Qt::LeftButton);
}

void SetAsideTest::itLeavesTheColumnsForTheRail()
{
    m_scene->link.forgetSent();
    setAside(Robin);
    QCOMPARE(columns(), QStringList{Karin});
    QVERIFY(card(Robin)->isVisible());
    QCOMPARE(card(Robin)->accessibleName(), u"Robin Eriksson"_s);
    QCOMPARE(card(Robin)->property("text").toString(), u"until the customer writes"_s);
    QVERIFY(m_scene->link.sent().isEmpty()); // nobody else is told
    QVERIFY(m_scene->controller->holds(UserId(Robin)));
    QVERIFY(m_scene->find(u"composer-karin"_s)->hasFocus()); // the next column has the keyboard
    setAside(Karin);
    QVERIFY(columns().isEmpty());
    QVERIFY(m_scene->find(u"welcome"_s)->isVisible());
}

void SetAsideTest::itIsBackWhenTheCustomerWrites()
{
    setAside(Robin);
    // What is no word of his does not bring him back.
    m_scene->inbound(Robin, u"typing_on"_s, {{u"text"_s, u"eh"_s}});
    m_scene->inbound(Robin, u"messages_read"_s);
    m_scene->internal(Robin, u"note"_s, {{u"agentId"_s, u"sara"_s}, {u"text"_s, u"Hej"_s}});
    QCOMPARE(columns(), QStringList{Karin});
    says(Robin, u"Nu är jag tillbaka"_s);
    QVERIFY(columns().contains(Robin));
    QVERIFY(!card(Robin));
    QVERIFY(m_scene->find<ChatColumn>(u"column-robin"_s)->isNew()); // with attention
    QVERIFY(m_scene->window->windowTitle().startsWith(u"(1)"_s));
    says(Robin, u"Hallå"_s);
    QVERIFY(columns().contains(Robin)); // and stays
}

void SetAsideTest::itIsBackWhenTheTimeComes_data()
{
    QTest::addColumn<int>("choice");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("minutes");
    QTest::newRow("a quarter") << 1 << u"until 14:56, or he writes"_s << 15;
    QTest::newRow("an hour") << 2 << u"until 15:41, or he writes"_s << 60;
    QTest::newRow("tomorrow") << 3 << u"until Tue 08:00, or he writes"_s << (17 * 60 + 19);
}

void SetAsideTest::itIsBackWhenTheTimeComes()
{
    QFETCH(const int, choice);
    QFETCH(const int, minutes);
    setAside(Robin, choice);
    QTEST(card(Robin)->property("text").toString(), "text");
    m_scene->clock.advance(std::chrono::minutes(minutes) - 1min);
    m_scene->window->tick();
    QCOMPARE(columns(), QStringList{Karin});
    m_scene->clock.advance(1min);
    m_scene->window->tick();
    QVERIFY(columns().contains(Robin));
    QVERIFY(m_scene->find<ChatColumn>(u"column-robin"_s)->isNew());
    QVERIFY(m_scene->window->windowTitle().startsWith(u"(1)"_s));
}

void SetAsideTest::theAgentBringsItBack()
{
    setAside(Robin);
    click(u"bringBackButton-robin"_s);
    QVERIFY(columns().contains(Robin));
    QVERIFY(m_scene->find(u"composer-robin"_s)->hasFocus()); // he asked for it
    QVERIFY(!m_scene->find<ChatColumn>(u"column-robin"_s)->isNew());
}

void SetAsideTest::whatWasBegunIsStillThere()
{
    auto *composer = m_scene->find<Composer>(u"composer-robin"_s);
    click(u"noteButton-robin"_s);
    composer->setPlainText(u"half a note"_s);
    const int colour = m_scene->find<ChatColumn>(u"column-robin"_s)->colour();
    setAside(Robin);
    says(Robin, u"Hej igen"_s);
    QCOMPARE(m_scene->find<Composer>(u"composer-robin"_s)->toPlainText(), u"half a note"_s);
    QVERIFY(m_scene->find<QAbstractButton>(u"noteButton-robin"_s)->isChecked());
    QCOMPARE(m_scene->find<ChatColumn>(u"column-robin"_s)->colour(), colour);
    QVERIFY(m_scene->find(u"transcript-robin"_s)
                ->property("texts")
                .toStringList()
                .contains(u"Hej igen"_s));
}

void SetAsideTest::itDoesNotTakeTheKeyboardFromWhoWrites()
{
    setAside(Robin);
    auto *composer = m_scene->find<Composer>(u"composer-karin"_s);
    composer->setFocus();
    QTest::keyClicks(composer, u"Hej Ka"_s);
    says(Robin, u"Hallå?"_s);
    QVERIFY(composer->hasFocus());
    QTest::keyClicks(composer, u"rin"_s);
    QCOMPARE(composer->toPlainText(), u"Hej Karin"_s);
}

void SetAsideTest::itCountsInTheLoad()
{
    m_scene->clock.advance(15s);
    m_scene->internal(Robin, u"presence"_s,
                      {{u"probability"_s, 0.3}, {u"reasons"_s, QJsonArray()}});
    m_scene->internal(Karin, u"presence"_s,
                      {{u"probability"_s, 0.9}, {u"reasons"_s, QJsonArray()}});
    const auto *load = m_scene->find<LoadBar>(u"loadBar"_s);
    QCOMPARE(load->text(), u"1.20 / 2.00"_s);
    setAside(Robin);
    QCOMPARE(load->text(), u"1.20 / 2.00"_s);
    QVERIFY(load->toolTip().startsWith(u"2 open"_s));
}

void SetAsideTest::whatIsNoLongerHisIsGone()
{
    setAside(Robin);
    m_scene->outbound(Robin, u"end_session"_s);
    QVERIFY(!card(Robin));
    QVERIFY(m_scene->preferences->values().aside.isEmpty());
    m_scene->bringToAgent(Robin, u"Robin Eriksson"_s); // another session
    QVERIFY(columns().contains(Robin));
}

void SetAsideTest::itIsStillAsideAfterARestart()
{
    setAside(Robin);
    m_scene->preferences->flush();
    model::Preferences read(m_scene->folder.filePath(u"preferences.json"_s));
    QCOMPARE(read.values().aside, m_scene->preferences->values().aside);
    model::SetAside aside(m_scene->store, *m_scene->controller, read, m_scene->clock);
    QCOMPARE(aside.users(), QList<UserId>{UserId(Robin)});
}

void SetAsideTest::whatWasWrittenMeanwhileBringsItBackAtOnce()
{
    setAside(Robin);
    m_scene->preferences->flush();
    model::Preferences read(m_scene->folder.filePath(u"preferences.json"_s));
    says(Robin, u"Hallå"_s);
    model::SetAside aside(m_scene->store, *m_scene->controller, read, m_scene->clock);
    QSignalSpy back(&aside, &model::SetAside::cameBack);
    emit m_scene->store.caughtUp(); // the desk has read what happened
    QCOMPARE(back.size(), 1);
    QCOMPARE(back.first().at(0).value<UserId>(), UserId(Robin));
}

QTEST_MAIN(SetAsideTest)
#include "tst_setaside.moc"
