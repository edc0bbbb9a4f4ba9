// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/sightingtalk.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sermo::server
{

namespace
{

using namespace desk;

QJsonObject named(QLatin1StringView what, const QString &who)
{
    return {{u"seen"_s, QString(what)}, {u"who"_s, nameToJson(who)}};
}

struct Writer {
    QJsonObject operator()(const seen::LinkUp &up) const
    {
        QJsonObject object = named("linkUp"_L1, up.user.value());
        object.insert(u"platform"_s, up.platform.value());
        return object;
    }
    QJsonObject operator()(const seen::LinkDown &down) const
    {
        return named("linkDown"_L1, down.user.value());
    }
    QJsonObject operator()(const seen::LinkBeat &beat) const
    {
        QJsonObject object = named("linkBeat"_L1, beat.user.value());
        if (beat.hidden)
            object.insert(u"hidden"_s, *beat.hidden);
        return object;
    }
    QJsonObject operator()(const seen::Typing &typing) const
    {
        QJsonObject object = named("typing"_L1, typing.user.value());
        object.insert(u"customers"_s, typing.isCustomers);
        return object;
    }
    QJsonObject operator()(const seen::Unload &unload) const
    {
        return named("unload"_L1, unload.user.value());
    }
    QJsonObject operator()(const seen::AgentUp &up) const
    {
        return named("agentUp"_L1, up.agent.value());
    }
    QJsonObject operator()(const seen::AgentDown &down) const
    {
        return named("agentDown"_L1, down.agent.value());
    }
    QJsonObject operator()(const seen::BotUp &up) const { return named("botUp"_L1, up.bot); }
    QJsonObject operator()(const seen::BotDown &down) const
    {
        return named("botDown"_L1, down.bot);
    }
    QJsonObject operator()(const seen::BotBeat &beat) const
    {
        QJsonObject object = named("botBeat"_L1, beat.bot);
        object.insert(u"available"_s, beat.available);
        return object;
    }
};

std::optional<Sighting> ofCustomer(const QString &what, const UserId &user,
                                   const QJsonObject &object)
{
    if (what == "linkUp"_L1)
        return seen::LinkUp{user, PlatformId(object.value("platform"_L1).toString())};
    if (what == "linkDown"_L1)
        return seen::LinkDown{user};
    if (what == "unload"_L1)
        return seen::Unload{user};
    if (what == "typing"_L1)
        return seen::Typing{user, object.value("customers"_L1).toBool()};
    if (what != "linkBeat"_L1)
        return std::nullopt;
    seen::LinkBeat beat{user, {}};
    if (const QJsonValue hidden = object.value("hidden"_L1); hidden.isBool())
        beat.hidden = hidden.toBool();
    return beat;
}

std::optional<Sighting> ofApplication(const QString &what, const QString &who,
                                      const QJsonObject &object)
{
    if (what == "agentUp"_L1)
        return seen::AgentUp{AgentId(who)};
    if (what == "agentDown"_L1)
        return seen::AgentDown{AgentId(who)};
    if (what == "botUp"_L1)
        return seen::BotUp{who};
    if (what == "botDown"_L1)
        return seen::BotDown{who};
    if (what == "botBeat"_L1)
        return seen::BotBeat{who, object.value("available"_L1).toBool()};
    return std::nullopt;
}

} // namespace

QJsonValue nameToJson(const QString &name)
{
    if (name.isValidUtf16())
        return name;
    QJsonArray numbers;
    for (const QChar unit : name)
        numbers.append(unit.unicode());
    return numbers;
}

QString nameIn(const QJsonValue &value)
{
    QString name = value.toString();
    const QJsonArray numbers = value.toArray();
    for (const QJsonValue &unit : numbers)
        name.append(QChar(static_cast<char16_t>(unit.toInt())));
    return name;
}

QJsonObject toJson(const desk::Sighting &sighting)
{
    return std::visit(Writer(), sighting);
}

std::optional<desk::Sighting> sightingIn(const QJsonObject &object)
{
    const QString what = object.value("seen"_L1).toString();
    const QString who = nameIn(object.value("who"_L1));
    if (who.isEmpty())
        return std::nullopt;
    const auto sighting = ofCustomer(what, UserId(who), object);
    return sighting ? sighting : ofApplication(what, who, object);
}

} // namespace sermo::server
