// SPDX-License-Identifier: GPL-3.0-or-later
// What the desk says of its connection and of the broker behind it.
#include "tests/console/deskscene.h"
#include "ui/console/banner.h"

#include <QLabel>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sermo;
using namespace sermo::ui;
using sermo::test::DeskScene;

class ConnectionTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_scene.reset(); }
    void aLostConnectionIsTold();
    void aBrokerThatStoresNothingIsTold();
    void whatABrokerHasLostIsTold();
    void aDiskThatTakesNothingIsTold();
    void aDeskThatHostsSaysThatItStarts();

private:
    std::unique_ptr<DeskScene> m_scene;
};

void ConnectionTest::init()
{
    m_scene = std::make_unique<DeskScene>();
    m_scene->show();
}

void ConnectionTest::aLostConnectionIsTold()
{
    auto *label = m_scene->find<QLabel>(u"connectionLabel"_s);
    QCOMPARE(label->text(), u"Connected"_s);
    m_scene->link.become(model::EventLink::State::Offline, u"The broker has gone."_s);
    QCOMPARE(label->text(), u"No connection"_s);
    QVERIFY(m_scene->window->banner().isVisible());
    QVERIFY(m_scene->window->banner().text().contains(u"The broker has gone."_s));
    m_scene->link.become(model::EventLink::State::Online);
    QVERIFY(!m_scene->window->banner().isVisible());
}

void ConnectionTest::aBrokerThatStoresNothingIsTold()
{
    const Banner &banner = m_scene->window->banner();
    const auto state = [this](const QString &storage, const QString &why) {
        m_scene->link.deliver(
            {compose(Direction::Internal, {}, event::BrokerState{storage, why}).bytes()});
    };
    state(u"failing"_s, u"<b>the disk is full</b>"_s);
    QVERIFY(banner.isVisible());
    QVERIFY(banner.text().contains(u"<b>the disk is full</b>"_s));
    QCOMPARE(banner.textFormat(), Qt::PlainText);
    state(u"ok"_s, {});
    QVERIFY(!banner.isVisible());
}

void ConnectionTest::whatABrokerHasLostIsTold()
{
    const Banner &banner = m_scene->window->banner();
    m_scene->link.deliver({compose(Direction::Internal, {},
                                   event::BrokerState{u"damaged"_s, u"the log was damaged"_s})
                               .bytes()});
    QVERIFY(banner.isVisible());
    QVERIFY2(banner.text().contains(u"lost"_s) && banner.text().contains(u"the log was damaged"_s),
             qPrintable(banner.text()));
}

//! For as long as it is so, and after what everybody suffers from.
void ConnectionTest::aDiskThatTakesNothingIsTold()
{
    const Banner &banner = m_scene->window->banner();
    m_scene->window->setUnsaved(u"<b>no space left</b>"_s);
    QVERIFY(banner.isVisible());
    QVERIFY(banner.text().contains(u"cannot be saved on this computer"_s));
    QVERIFY(banner.text().contains(u"<b>no space left</b>"_s));
    m_scene->link.become(model::EventLink::State::Offline, u"The broker has gone."_s);
    QVERIFY(banner.text().contains(u"The broker has gone."_s));
    m_scene->link.become(model::EventLink::State::Online);
    QVERIFY(banner.text().contains(u"no space left"_s));
    m_scene->window->setUnsaved({});
    QVERIFY(!banner.isVisible());
}

//! The window is there before the broker is: calm, and nothing is said that a moment takes back.
void ConnectionTest::aDeskThatHostsSaysThatItStarts()
{
    Hosting &hosting = m_scene->window->hosting();
    const auto *label = m_scene->find<QLabel>(u"connectionLabel"_s);
    const auto *title = m_scene->find<QLabel>(u"welcomeTitle"_s);
    m_scene->link.become(model::EventLink::State::Offline);
    hosting.setDemoPage({});
    hosting.begin();
    QCOMPARE(label->text(), u"Starting…"_s);
    QCOMPARE(title->text(), u"One moment"_s);
    QVERIFY(!m_scene->window->banner().isVisible());
    QVERIFY(!m_scene->find(u"demoAddress"_s)->isVisible());
    m_scene->link.become(model::EventLink::State::Online);
    QCOMPARE(label->text(), u"Starting…"_s); // until it is known who is here

    hosting.setDemoPage(QUrl(u"http://127.0.0.1:4711/"_s));
    m_scene->link.deliver(
        {R"({"type":"welcome","epoch":"e1","seq":0})",
         R"({"type":"queue_state","direction":"internal","queueId":"general","waiting":0})"});
    QCOMPARE(label->text(), u"Connected"_s);
    QCOMPARE(title->text(), u"No customers yet"_s);
    QVERIFY(m_scene->find(u"demoAddress"_s)->isVisible());
    QCOMPARE(m_scene->find<QLabel>(u"demoAddress"_s)->text(), u"http://127.0.0.1:4711/"_s);
}

QTEST_MAIN(ConnectionTest)
#include "tst_connection.moc"
