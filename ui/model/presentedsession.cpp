// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/presentedsession.h"

#include "ui/model/names.h"

#include <QCoreApplication>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 SilentMs = 2 * 60 * 1000; // before that, he is just reading
constexpr qsizetype ShortIdLength = 6;

struct Running {
    PresentedSession::Clock clock;
    qint64 sinceMs;
};

Running running(const desk::Session &session, const LiveState &live, qint64 nowMs)
{
    using Clock = PresentedSession::Clock;
    switch (session.stage) {
    case desk::Stage::Bot:
        return {Clock::WithBot, session.startedMs};
    case desk::Stage::Queued:
        return {Clock::Waiting, session.enteredMs};
    case desk::Stage::Assigned:
    case desk::Stage::BotClosing: {
        const qint64 spokenMs = std::max(live.lastAgentMs, session.stageSinceMs);
        const bool agentSpokeLast = live.lastAgentMs > live.lastCustomerMs;
        if (agentSpokeLast && nowMs - spokenMs >= SilentMs)
            return {Clock::Silent, live.lastAgentMs};
        return {Clock::Handling, session.stageSinceMs};
    }
    case desk::Stage::Done:
    case desk::Stage::Ended:
        break;
    }
    return {Clock::None, nowMs};
}

qint64 secondsSince(qint64 ms, qint64 nowMs)
{
    return std::max<qint64>(0, nowMs - ms) / 1000;
}

//! Since when the customer has been waiting for this agent's words.
std::optional<qint64> answerDueSince(const desk::Session &session, const LiveState &live)
{
    if (session.stage != desk::Stage::Assigned || live.lastCustomerMs == 0
        || live.lastAgentMs > live.lastCustomerMs)
        return std::nullopt;
    return std::max(live.lastCustomerMs,
                    session.stageSinceMs); // the line's wait is not the agent's
}

} // namespace

PresentedSession present(const desk::Session &session, const LiveState &live,
                         const QString &queueName, qint64 nowMs)
{
    PresentedSession head;
    head.name = displayName(session);
    head.customerNumber = oneLine(session.customerId);
    head.verified = !session.customerId.isEmpty();
    head.brand = oneLine(session.brandId.isEmpty() ? session.platform.value() : session.brandId);
    head.queue = queueName;
    head.stage = session.stage;
    const Running clock = running(session, live, nowMs);
    head.clock = clock.clock;
    head.clockSeconds = secondsSince(clock.sinceMs, nowMs);
    if (const auto since = answerDueSince(session, live))
        head.answerDueSeconds = secondsSince(*since, nowMs);
    head.presence = live.presence;
    head.presenceReasons = presenceReasons(live.presenceReasons);
    head.tabClosed = live.tabClosed;
    head.handRaised = live.hand.has_value();
    return head;
}

QString displayName(const desk::Session &session)
{
    const QString known = oneLine(session.customerName);
    if (!known.isEmpty())
        return known;
    const QString own = oneLine(session.startParams.value("name"_L1).toString());
    return own.isEmpty() ? visitorName(session.user) : own;
}

QString visitorName(const UserId &user)
{
    return QCoreApplication::translate("Transcript", "Visitor %1")
        .arg(oneLine(user.value()).left(ShortIdLength));
}

QString clockText(qint64 seconds)
{
    const qint64 whole = std::max<qint64>(0, seconds);
    const auto padded = [](qint64 number) { return u"%1"_s.arg(number, 2, 10, QLatin1Char('0')); };
    const QString minutesOn = padded(whole % 60);
    if (whole < 3600)
        return u"%1:%2"_s.arg(whole / 60).arg(minutesOn);
    return u"%1:%2:%3"_s.arg(whole / 3600).arg(padded(whole / 60 % 60), minutesOn);
}

} // namespace sermo::model
