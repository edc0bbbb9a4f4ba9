// SPDX-License-Identifier: GPL-3.0-or-later
// The right side: who the customer is, verified or by his own word, and what the session is about.
#include "tests/console/deskscene.h"
#include "ui/console/tagrow.h"

#include <QAbstractButton>
#include <QCompleter>
#include <QLineEdit>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::DeskScene;

namespace
{

const QString Robin = u"robin"_s;

} // namespace

class CustomerPanelTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_scene.reset(); }
    void tellsWhetherHeIsVerified_data();
    void tellsWhetherHeIsVerified();
    void tagsAreShownAsTheLogSays();
    void thePlusStandsBehindTheLastTag();
    void aTagIsAdded();
    void aTagIsTakenAway();
    void escapeAddsNoTag();
    void knownTagsAreOffered();
    void whatWasBegunForOneIsNotForTheNext();
    void aKeyForOnesTagTakesNoOthersAway();

private:
    [[nodiscard]] TagRow *tags() const { return m_scene->find<TagRow>(u"tags"_s); }
    void click(const QString &name)
    {
        auto *button = m_scene->find<QAbstractButton>(name);
        QVERIFY2(button && button->isVisible(), qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void tag(const QString &user, const QString &word)
    {
        m_scene->internal(user, u"tag"_s, {{u"agentId"_s, u"sara"_s}, {u"tag"_s, word}});
    }

    std::unique_ptr<DeskScene> m_scene;
};

void CustomerPanelTest::init()
{
    m_scene = std::make_unique<DeskScene>();
    m_scene->show();
    m_scene->bringToAgent(Robin, u"Robin Eriksson"_s);
    m_scene->link.forgetSent();
}

void CustomerPanelTest::tellsWhetherHeIsVerified_data()
{
    QTest::addColumn<QString>("event");
    QTest::addColumn<QString>("shown");
    QTest::newRow("by a system") << u"customer_identified"_s << u"✓ verified"_s;
    QTest::newRow("by his own word") << u"start"_s << u"only claimed"_s;
    QTest::newRow("by nothing") << u""_s << u""_s;
}

void CustomerPanelTest::tellsWhetherHeIsVerified()
{
    QFETCH(const QString, event);
    QFETCH(const QString, shown);
    const QString user = u"karin"_s;
    m_scene->inbound(user, u"start"_s,
                     {{u"params"_s,
                       QJsonObject{{u"platformId"_s, u"webchat"_s},
                                   {u"name"_s, event == "start"_L1 ? u"Karin"_s : QString()}}}});
    if (event == "customer_identified"_L1)
        m_scene->internal(user, event,
                          {{u"brandId"_s, u"comhem"_s},
                           {u"customerId"_s, u"1234567"_s},
                           {u"name"_s, u"Karin Lund"_s}});
    m_scene->internal(user, u"claim_session"_s, {{u"agentId"_s, u"anan01"_s}});
    m_scene->find(u"composer-karin"_s)->setFocus();
    QString identity;
    const QStringList facts = m_scene->find(u"customerPanel"_s)->property("facts").toStringList();
    for (const QString &fact : facts) {
        if (fact.startsWith("Identity: "_L1))
            identity = fact.mid(10);
    }
    QCOMPARE(identity, shown);
}

void CustomerPanelTest::tagsAreShownAsTheLogSays()
{
    tag(Robin, u"faktura"_s);
    tag(Robin, u"<b>adress</b>"_s);
    QCOMPARE(tags()->words(), (QStringList{u"faktura"_s, u"<b>adress</b>"_s}));
    auto *chip = m_scene->find<QAbstractButton>(u"removeTag-1"_s);
    QVERIFY(chip && chip->isVisible());
    QCOMPARE(chip->text(), u"<b>adress</b>"_s);
    m_scene->internal(Robin, u"tag"_s, {{u"tag"_s, u"faktura"_s}, {u"removed"_s, true}});
    QCOMPARE(tags()->words(), QStringList{u"<b>adress</b>"_s});
}

//! In its line while there is room; else in one of its own.
void CustomerPanelTest::thePlusStandsBehindTheLastTag()
{
    const QWidget *plus = m_scene->find(u"addTagButton"_s);
    const auto isBehind = [this, plus](const QString &chip) {
        const QRect tag = m_scene->find(chip)->geometry();
        return plus->x() > tag.right() && plus->y() < tag.bottom() && tag.y() < plus->y() + 16;
    };
    tag(Robin, u"faktura"_s);
    QTRY_VERIFY(isBehind(u"removeTag-0"_s));
    tag(Robin, u"w"_s.repeated(60)); // as wide as the panel
    QTRY_VERIFY(plus->y() > m_scene->find(u"removeTag-1"_s)->geometry().bottom());
    tag(Robin, u"adress"_s);
    QTRY_VERIFY(isBehind(u"removeTag-2"_s));
}

void CustomerPanelTest::aTagIsAdded()
{
    click(u"addTagButton"_s);
    auto *field = m_scene->find<QLineEdit>(u"tagField"_s);
    QVERIFY(field->hasFocus());
    QTest::keyClicks(field, u" faktura "_s);
    QTest::keyClick(field, Qt::Key_Return);
    const auto said = m_scene->link.sentOfType(u"tag"_s);
    QCOMPARE(said.size(), 1);
    QCOMPARE(said.first()["tag"_L1].toString(), u"faktura"_s);
    QCOMPARE(said.first()["userId"_L1].toString(), Robin);
    QCOMPARE(said.first()["agentId"_L1].toString(), u"anan01"_s);
    m_scene->acknowledgeAll();
    QCOMPARE(tags()->words(), QStringList{u"faktura"_s});
    QVERIFY(!field->isVisible());
}

void CustomerPanelTest::aTagIsTakenAway()
{
    tag(Robin, u"faktura"_s);
    click(u"removeTag-0"_s);
    const auto said = m_scene->link.sentOfType(u"tag"_s);
    QCOMPARE(said.size(), 1);
    QCOMPARE(said.first()["removed"_L1].toBool(), true);
    m_scene->acknowledgeAll();
    QVERIFY(tags()->words().isEmpty());
}

void CustomerPanelTest::escapeAddsNoTag()
{
    click(u"addTagButton"_s);
    auto *field = m_scene->find<QLineEdit>(u"tagField"_s);
    QTest::keyClicks(field, u"fak"_s);
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(!field->isVisible());
    QVERIFY(m_scene->find(u"addTagButton"_s)->hasFocus());
    QVERIFY(m_scene->link.sentOfType(u"tag"_s).isEmpty());
}

void CustomerPanelTest::knownTagsAreOffered()
{
    m_scene->bringToQueue(u"omar"_s, u"Omar"_s, u"general"_s, u"Hej"_s);
    tag(u"omar"_s, u"router"_s);
    click(u"addTagButton"_s);
    auto *field = m_scene->find<QLineEdit>(u"tagField"_s);
    QVERIFY(field->completer());
    field->completer()->setCompletionPrefix(u"ROU"_s);
    QCOMPARE(field->completer()->currentCompletion(), u"router"_s);
}

void CustomerPanelTest::whatWasBegunForOneIsNotForTheNext()
{
    m_scene->bringToAgent(u"karin"_s, u"Karin"_s);
    m_scene->find(u"composer-robin"_s)->setFocus();
    click(u"addTagButton"_s);
    auto *field = m_scene->find<QLineEdit>(u"tagField"_s);
    QTest::keyClicks(field, u"uppsagn"_s);
    QTest::keyClick(m_scene->window.get(), Qt::Key_2, Qt::ControlModifier); // Karin
    QVERIFY(!field->isVisible());
    click(u"addTagButton"_s);
    QVERIFY(field->text().isEmpty());
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(m_scene->link.sentOfType(u"tag"_s).isEmpty());
}

void CustomerPanelTest::aKeyForOnesTagTakesNoOthersAway()
{
    m_scene->bringToAgent(u"karin"_s, u"Karin"_s);
    tag(Robin, u"faktura"_s);
    tag(u"karin"_s, u"adress"_s);
    m_scene->find(u"composer-robin"_s)->setFocus();
    m_scene->find(u"removeTag-0"_s)->setFocus();
    m_scene->internal(Robin, u"claim_session"_s, {{u"agentId"_s, u"sara"_s}, {u"force"_s, true}});
    QTest::keyClick(m_scene->window->focusWidget() ? m_scene->window->focusWidget()
                                                   : m_scene->window.get(),
                    Qt::Key_Space);
    QVERIFY(m_scene->link.sentOfType(u"tag"_s).isEmpty());
    QCOMPARE(m_scene->window->focusWidget(), m_scene->window.get());
}

QTEST_MAIN(CustomerPanelTest)
#include "tst_customerpanel.moc"
