// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/model/countedfigures.h"
#include "tests/model/told.h"
#include "tests/support/fakeclock.h"
#include "ui/model/alarms.h"
#include "ui/model/boardagents.h"
#include "ui/model/figurecards.h"

#include <QAbstractItemModelTester>

namespace sermo::test
{

using namespace model;
using namespace Qt::StringLiterals;

inline const UserId Robin(u"robin"_s);
inline const UserId Karin(u"karin"_s);
inline const UserId Omar(u"omar"_s);
inline const AgentId Anders(u"an01"_s);
inline const AgentId Berit(u"be01"_s);
inline const QueueId General(u"general"_s);
inline const QueueId Technical(u"technical"_s);

using Tester = QAbstractItemModelTester;

//! All models of a dashboard, each held by a model tester.
struct Board {
    test::Told told;
    test::FakeClock clock;
    SessionStore store;
    test::CountedFigures figures{clock};
    BoardQueues queues{store, figures, clock};
    BoardAgents agents{store, figures, clock};
    FigureCards cards{queues, agents, figures, clock};
    Alarms alarms{store, queues, clock};
    Tester queuesTester{&queues, Tester::FailureReportingMode::QtTest};
    Tester agentsTester{&agents, Tester::FailureReportingMode::QtTest};
    Tester cardsTester{&cards, Tester::FailureReportingMode::QtTest};
    Tester alarmsTester{&alarms, Tester::FailureReportingMode::QtTest};

    Board()
    {
        tell({told.welcome(), test::Told::queueState(General, u"General"_s),
              test::Told::queueState(Technical, u"Technical"_s)});
    }
    void tell(const QList<QByteArray> &frames)
    {
        store.apply(frames);
        figures.take(frames);
        settle();
    }
    void settle()
    {
        figures.advance();
        queues.tick();
        agents.settle();
        cards.tick();
        alarms.refresh();
    }
    void after(std::chrono::milliseconds time)
    {
        told.after(time);
        clock.advance(time);
        settle();
    }
    void wait(const UserId &user, const QueueId &queue = General)
    {
        tell({told.inbound(user, event::Start{}), told.queues(user, queue)});
    }
    void give(const UserId &user, const AgentId &agent, std::optional<double> presence = {})
    {
        wait(user);
        tell({told.claims(user, agent)});
        if (presence)
            believe(user, *presence);
    }
    void believe(const UserId &user, double presence)
    {
        tell({test::Told::passing(Direction::Internal, user, event::Presence{presence, {}})});
    }
    void status(const AgentId &agent, const QString &name, const QString &status)
    {
        tell({told.agentStatus(agent, name, status)});
    }
    [[nodiscard]] QStringList alarmKeys() const
    {
        QStringList keys;
        for (const Alarm &alarm : alarms.items())
            keys += alarm.key;
        return keys;
    }
    void lessons(int count, double believed, double came)
    {
        QList<QByteArray> frames;
        for (int i = 0; i < count; ++i) {
            event::PresencePoint point;
            point.state = u"S0"_s;
            point.link = u"ok"_s;
            point.probability = believed;
            point.label = i < count * came ? 1 : 0;
            frames += told.internal(Robin, point);
        }
        tell(frames);
    }
};

} // namespace sermo::test
