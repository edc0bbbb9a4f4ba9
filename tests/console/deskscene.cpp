// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/console/deskscene.h"

#include "tests/support/data.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace sermo::test
{

namespace
{

const QString Me = u"anan01"_s;

QByteArray bytes(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

bool passes(const QString &type)
{
    static const QStringList passing
        = {u"typing_on"_s,    u"typing_off"_s,     u"heartbeat"_s,
           u"queue_number"_s, u"presence"_s,       u"queue_state"_s,
           u"draft"_s,        u"session_state"_s,  u"application_heartbeat"_s,
           u"broker_state"_s, u"customer_erased"_s};
    return passing.contains(type);
}

desk::DeskConfig comhem()
{
    desk::DeskConfig config;
    const auto queue = [&config](const QString &id, const QString &name) {
        desk::Queue q;
        q.id = QueueId(id);
        q.name = name;
        config.queues += q;
    };
    queue(u"general"_s, u"Com Hem allmänt"_s);
    queue(u"technical"_s, u"Teknisk support"_s);
    queue(u"cancel"_s, u"Uppsägning"_s);
    desk::Platform platform;
    platform.id = PlatformId(u"webchat"_s);
    platform.brand = u"comhem"_s;
    platform.queue = QueueId(u"general"_s);
    config.platforms += platform;
    return config;
}

} // namespace

QList<QByteArray> ScriptedLink::sent() const
{
    QList<QByteArray> frames;
    for (const EventFrame &frame : FakeLink::sent)
        frames += frame.bytes();
    return frames;
}

QList<QJsonObject> ScriptedLink::sentOfType(const QString &type) const
{
    QList<QJsonObject> found;
    const QList<QByteArray> frames = sent();
    for (const QByteArray &frame : frames) {
        const QJsonObject object = QJsonDocument::fromJson(frame).object();
        if (object["type"_L1] == type)
            found += object;
    }
    return found;
}

DeskScene::DeskScene(const QUrl &demoPage)
    : store(comhem())
{
    constexpr qint64 TwentyToThree = 9697000; // 14:41:37 from noon
    clock.advance(std::chrono::milliseconds(TwentyToThree));
    theme.setMode(ui::Theme::Mode::Light);
    theme.install();
    drafts = std::make_unique<model::Drafts>(folder.filePath(u"drafts.json"_s));
    replies = std::make_unique<model::ReplyBook>(folder.filePath(u"replies.json"_s), store);
    preferences = std::make_unique<model::Preferences>(folder.filePath(u"preferences.json"_s));
    spelling = std::make_unique<model::Spelling>(QStringList{testData(u"dictionaries"_s)},
                                                 folder.filePath(u"words.json"_s));
    preferences->change(&model::Preferences::Values::spellingLanguage, u"sv_SE"_s);
    preferences->change(&model::Preferences::Values::undoSeconds, 0); // what is sent, leaves
    preferences->change(&model::Preferences::Values::awayMinutes, 0); // hours pass in a test
    preferences->change(&model::Preferences::Values::hasSounds, false);
    controller = std::make_unique<model::ConsoleController>(
        store, link, *drafts, clock,
        model::ConsoleController::Identity{AgentId(Me), u"Anders Andersson"_s, {}});
    window = std::make_unique<ui::MainWindow>(
        ui::MainWindow::Parts{theme, clock, store, *controller, link, *drafts, *replies,
                              *preferences, *spelling, images, !demoPage.isEmpty()});
    window->hosting().setDemoPage(demoPage);
    controller->start();
    link.deliver({bytes({{u"type"_s, u"welcome"_s}, {u"epoch"_s, u"e1"_s}, {u"seq"_s, 0}}),
                  bytes({{u"type"_s, u"broker_state"_s}, // passing: no more is missed
                         {u"direction"_s, u"internal"_s},
                         {u"storage"_s, u"ok"_s}})});
    controller->setStatus(model::ConsoleController::Status::Available);
}

DeskScene::~DeskScene()
{
    window.reset();
    controller.reset();
}

void DeskScene::say(QJsonObject event)
{
    if (!passes(event["type"_L1].toString())) {
        event["seq"_L1] = double(++m_seq);
        event["receivedAt"_L1] = clock.now().wall().toString(Qt::ISODateWithMs);
    }
    if (m_isGathering)
        m_gathered += bytes(event);
    else
        link.deliver({bytes(event)});
}

void DeskScene::deliverGathered()
{
    m_isGathering = false;
    link.deliver(std::exchange(m_gathered, {}));
}

void DeskScene::inbound(const QString &user, const QString &type, QJsonObject fields)
{
    fields["type"_L1] = type;
    fields["direction"_L1] = u"inbound"_s;
    fields["userId"_L1] = user;
    say(fields);
}

void DeskScene::outbound(const QString &user, const QString &type, QJsonObject fields)
{
    fields["type"_L1] = type;
    fields["direction"_L1] = u"outbound"_s;
    fields["userId"_L1] = user;
    say(fields);
}

void DeskScene::internal(const QString &user, const QString &type, QJsonObject fields)
{
    fields["type"_L1] = type;
    fields["direction"_L1] = u"internal"_s;
    if (!user.isEmpty())
        fields["userId"_L1] = user;
    say(fields);
}

void DeskScene::acknowledgeAll()
{
    const QList<QByteArray> sent = link.sent();
    for (const QByteArray &frame : sent) {
        const QJsonObject object = QJsonDocument::fromJson(frame).object();
        const QString id = object["id"_L1].toString();
        if (id.isEmpty() || m_acknowledged.contains(id))
            continue;
        m_acknowledged.insert(id);
        QJsonObject ack = {{u"type"_s, u"ack"_s}, {u"id"_s, object["id"_L1]}};
        if (!passes(object["type"_L1].toString()))
            ack["seq"_L1] = double(++m_seq);
        link.deliver({bytes(ack)});
    }
}

void DeskScene::bringToQueue(const QString &user, const QString &name, const QString &queue,
                             const QString &text)
{
    inbound(
        user, u"start"_s,
        {{u"params"_s,
          QJsonObject{{u"platformId"_s, u"webchat"_s}, {u"page"_s, u"/kundservice/faktura"_s}}}});
    inbound(user, u"text"_s, {{u"text"_s, text}});
    if (!name.isEmpty())
        internal(user, u"customer_identified"_s,
                 {{u"brandId"_s, u"comhem"_s}, {u"customerId"_s, u"1234567"_s}, {u"name"_s, name}});
    internal(user, u"handover_to_queue"_s, {{u"queueId"_s, queue}});
}

void DeskScene::bringToAgent(const QString &user, const QString &name)
{
    bringToQueue(user, name, u"general"_s, u"Hej"_s);
    internal(user, u"claim_session"_s, {{u"agentId"_s, Me}});
}

void DeskScene::offer(const QString &user, const QString &name, const QString &note)
{
    bringToQueue(user, name, u"general"_s, u"Hej"_s);
    internal(user, u"claim_session"_s, {{u"agentId"_s, u"sara"_s}});
    internal(user, u"handover_to_agent"_s, {{u"agentId"_s, Me}, {u"note"_s, note}});
}

QWidget *DeskScene::find(const QString &objectName) const
{
    return window->findChild<QWidget *>(objectName);
}

void DeskScene::show(const QSize &size)
{
    window->resize(size);
    window->show();
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(window.get()));
}

} // namespace sermo::test
