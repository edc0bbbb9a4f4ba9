// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/dashboard/boardscene.h"

#include <QAbstractButton>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sermo::test
{

namespace
{

constexpr int Now = 14 * 3600 + 41 * 60 + 37;

qint64 midnight(const Clock &clock)
{
    return QDateTime::fromMSecsSinceEpoch(clock.now().wallMs)
        .date()
        .startOfDay()
        .toMSecsSinceEpoch();
}

} // namespace

BoardScene::BoardScene(const QString &role)
    : figures(clock)
    , supervision(store, link, *controller, clock)
    , board(new ui::Dashboard(window->context(), figures, supervision))
{
    QObject::connect(&link, &model::EventLink::framesReceived, &figures, &CountedFigures::take);
    window->insertView(1, u"dashboardTab"_s, u"Dashboard"_s, board);
    at(0);
    link.deliver({QJsonDocument(QJsonObject{{u"type"_s, u"welcome"_s},
                                            {u"epoch"_s, u"e1"_s},
                                            {u"seq"_s, 0},
                                            {u"role"_s, role}})
                      .toJson(QJsonDocument::Compact)});
    queue(u"general"_s, u"Com Hem allmänt"_s);
    queue(u"technical"_s, u"Teknisk support"_s);
    queue(u"cancel"_s, u"Uppsägning"_s);
    at(Now);
    find<QAbstractButton>(u"dashboardTab"_s)->click();
    acknowledgeAll(); // our own status
    link.forgetSent();
}

BoardScene::~BoardScene()
{
    window.reset(); // before what its board refers to
}

void BoardScene::at(int secondOfDay)
{
    clock.setWall(midnight(clock) + qint64(secondOfDay) * 1000);
}

void BoardScene::agent(const QString &id, const QString &name, const QString &status)
{
    internal({}, u"agent_status"_s, {{u"agentId"_s, id}, {u"status"_s, status}, {u"name"_s, name}});
}

void BoardScene::queue(const QString &id, const QString &name, std::optional<int> expectedSeconds)
{
    QJsonObject state{{u"queueId"_s, id}, {u"name"_s, name}, {u"waiting"_s, 0}};
    state.insert(u"expectedWaitSeconds"_s,
                 expectedSeconds ? QJsonValue(*expectedSeconds) : QJsonValue());
    internal({}, u"queue_state"_s, state);
}

void BoardScene::conversation(const QString &user, const QString &name, const QString &agent,
                              std::optional<double> presence)
{
    bringToQueue(user, name, u"general"_s, u"Hej"_s);
    internal(user, u"claim_session"_s, {{u"agentId"_s, agent}});
    if (presence)
        internal(user, u"presence"_s, {{u"probability"_s, *presence}});
}

void BoardScene::past(const QString &user, const QString &queue, const QString &agent, int atSecond,
                      int waited, int handled)
{
    at(atSecond);
    inbound(user, u"start"_s);
    internal(user, u"handover_to_queue"_s, {{u"queueId"_s, queue}});
    at(atSecond + waited);
    internal(user, u"claim_session"_s, {{u"agentId"_s, agent}});
    at(atSecond + waited + handled);
    outbound(user, u"end_session"_s);
}

void BoardScene::leftAlone(const QString &user, const QString &queue, int atSecond, int waited)
{
    at(atSecond);
    inbound(user, u"start"_s);
    internal(user, u"handover_to_queue"_s, {{u"queueId"_s, queue}});
    at(atSecond + waited);
    inbound(user, u"client_left"_s);
}

void BoardScene::settle() const
{
    board->tick();
}

} // namespace sermo::test
