// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/allocationwords.h"
#include "ui/model/presentedsession.h"
#include "ui/model/telling.h"

#include <QCoreApplication>
#include <QDateTime>

namespace sermo::model
{

using namespace Qt::StringLiterals;

namespace
{

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Transcript)
};

QString joined(const QString &line, const QString &more)
{
    return more.isEmpty() ? line : line + u" · "_s + more;
}

QString agentOf(const Told &told, const Names &names)
{
    return told.agent.isEmpty() ? Tr::tr("The agent") : names.of(told.agent);
}

QString localTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).toString(u"HH:mm"_s);
}

QString sayQueued(const Told &told, const Names &names)
{
    QString line = Tr::tr("Queued in %1").arg(names.of(told.queue));
    if (told.reason == "bot_unavailable"_L1)
        line = joined(line, Tr::tr("the bot is not available"));
    else if (told.reason == "agent_offline"_L1)
        line = joined(line, Tr::tr("the agent is offline"));
    else if (told.reason == "queue_gone"_L1)
        line = joined(line, Tr::tr("the former queue is gone"));
    if (told.waitedSeconds)
        line = joined(line, Tr::tr("waited %1").arg(clockText(*told.waitedSeconds)));
    return joined(line, told.words);
}

QString sayClaimed(const Told &told, const QString &agent)
{
    if (told.reason == "allocated"_L1) {
        const QString given = Tr::tr("Given to %1").arg(agent);
        return told.allocation.agent.isEmpty() ? given : joined(given, why(told.allocation));
    }
    if (told.reason == "returned"_L1)
        return Tr::tr("Back with %1").arg(agent);
    if (told.reason == "force"_L1)
        return Tr::tr("%1 took over").arg(agent);
    return Tr::tr("%1 claimed").arg(agent);
}

QString sayHandedToBot(const Told &told)
{
    return told.reason == "confirm_present"_L1
        ? Tr::tr("Handed to the bot: is the customer still there?")
        : Tr::tr("Handed to the bot, to end the session");
}

QString sayEnded(const Told &told)
{
    QString line = Tr::tr("Ended %1").arg(localTime(told.atMs));
    if (told.reason == "gone"_L1)
        line = joined(line, Tr::tr("the customer did not come back"));
    else if (told.reason == "closed"_L1)
        line = joined(line, Tr::tr("closing time"));
    return joined(line, told.words);
}

} // namespace

QString say(const Told &told, const Names &names)
{
    const QString agent = agentOf(told, names);
    switch (told.what) {
    case Told::Happening::None:
        return told.words;
    case Told::Happening::Started:
        return Tr::tr("Started %1").arg(localTime(told.atMs));
    case Told::Happening::Queued:
        return sayQueued(told, names);
    case Told::Happening::Claimed:
        return sayClaimed(told, agent);
    case Told::Happening::Offered:
        return joined(Tr::tr("Offered to %1").arg(agent), told.words);
    case Told::Happening::Declined:
        return Tr::tr("%1 declined").arg(agent);
    case Told::Happening::TakenBack:
        return Tr::tr("%1 took the offer back").arg(agent);
    case Told::Happening::Identified:
        return Tr::tr("Identified: %1").arg(told.words);
    case Told::Happening::Done:
        return Tr::tr("%1 is done").arg(agent);
    case Told::Happening::HandedToBot:
        return sayHandedToBot(told);
    case Told::Happening::BackFromBot:
        return Tr::tr("Back from the bot");
    case Told::Happening::PlatformClosed:
        return Tr::tr("The customer was told that we are closed");
    case Told::Happening::TabClosed:
        return Tr::tr("Tab closed %1").arg(localTime(told.atMs));
    case Told::Happening::Left:
        return Tr::tr("The customer left %1").arg(localTime(told.atMs));
    case Told::Happening::Ended:
        return sayEnded(told);
    case Told::Happening::Rated:
        return joined(Tr::tr("Rated %1 of 5").arg(told.score), told.words);
    case Told::Happening::HandRaised:
        return joined(Tr::tr("%1 asks for help").arg(agent), told.words);
    case Told::Happening::HandDown:
        return Tr::tr("%1: the question is settled").arg(agent);
    }
    return {};
}

} // namespace sermo::model
