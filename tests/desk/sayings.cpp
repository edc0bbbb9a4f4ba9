// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/desk/sayings.h"

using namespace Qt::StringLiterals;

namespace sermo::test
{

namespace
{

QByteArray member(const char *name, const char *value)
{
    return '"' + QByteArray(name) + "\":\"" + value + '"';
}

} // namespace

EventFrame saying(const char *type, const char *direction, const char *user, const QByteArray &more)
{
    QByteArrayList members{member("type", type), member("direction", direction)};
    if (user)
        members.append(member("userId", user));
    if (!more.isEmpty())
        members.append(more);
    const auto frame = EventFrame::fromSender('{' + members.join(',') + '}');
    Q_ASSERT_X(frame, "saying", "a test's own event must be one");
    return *frame;
}

EventFrame start(const char *user, const char *platform)
{
    return saying("start", "inbound", user,
                  platform ? "\"params\":{" + member("platformId", platform) + '}'
                           : QByteArray("\"params\":{}"));
}

EventFrame text(const char *user)
{
    return saying("text", "inbound", user, member("text", "Hej"));
}

EventFrame handoverToQueue(const char *user, const char *queue)
{
    return saying("handover_to_queue", "internal", user, member("queueId", queue));
}

EventFrame handoverToAgent(const char *user, const char *agent)
{
    return saying("handover_to_agent", "internal", user,
                  agent ? member("agentId", agent) : QByteArray());
}

EventFrame claim(const char *user, const char *agent, bool force)
{
    return saying("claim_session", "internal", user,
                  member("agentId", agent) + (force ? ",\"force\":true" : ""));
}

EventFrame agentStatus(const char *agent, const char *status)
{
    return saying("agent_status", "internal", nullptr,
                  member("agentId", agent) + ',' + member("status", status));
}

desk::Sender customer(const char *user)
{
    return {Role::Customer, u"customer:"_s + latin(user), {}, UserId(latin(user)), {}};
}

desk::Sender application(Role role, const char *name, const char *agent)
{
    return {role, u"key:"_s + latin(name), agent ? AgentId(latin(agent)) : AgentId(), {}, {}};
}

desk::Sender agent(const char *id)
{
    return application(Role::Agent, id, id);
}

desk::Sender bot()
{
    return application(Role::Bot, "reception");
}

desk::Sender supervisor()
{
    return application(Role::Supervisor, "boss");
}

desk::Sender channel()
{
    return application(Role::Channel, "messenger");
}

} // namespace sermo::test
