// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/standingoptions.h"

#include "app/desk/hostedoffice.h"
#include "app/desk/memory.h"
#include "app/desk/ownaddress.h"
#include "app/desk/ownfiles.h"
#include "broker/store/databasefiles.h"

#include <QFile>
#include <QNetworkInterface>

#include <utility>

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

//! Another team's broker, looked at in passing: what stands in the usual directory is not its.
bool isElsewhere(const DeskOptions &given, const DeskOptions &options)
{
    const bool isByOptions = given.join && given.invitation.isEmpty() && given.dataDir.isEmpty();
    return isByOptions || options.isFromOutside || given.demoSpeed;
}

//! A network may have given this machine another address since.
QUrl asItIsNow(QUrl here)
{
    const QHostAddress address(here.host());
    if (address.isNull() || address.isLoopback()
        || QNetworkInterface::allAddresses().contains(address))
        return here;
    here.setHost(u"0.0.0.0"_s);
    return addressForOthers(here);
}

Endpoint endpointFor(const DeskOptions &options, const QUrl &here)
{
    Endpoint listen = options.listen.value_or(Endpoint());
    const bool isLocal = QHostAddress(here.host()).isLoopback();
    if (!options.listen || (listen.address.isLoopback() && !isLocal))
        listen.address
            = isLocal ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(QHostAddress::AnyIPv4);
    listen.port = quint16(here.port(listen.port));
    return listen;
}

//! Through its own port, like everybody else.
DeskOptions::Join joinOf(const Standing &standing, const Endpoint &listen)
{
    DeskOptions::Join join;
    join.broker = standing.here;
    if (listen.address == QHostAddress(QHostAddress::AnyIPv4))
        join.broker.setHost(u"127.0.0.1"_s);
    join.key = standing.deskKey;
    return join;
}

} // namespace

Result<DeskOptions, QString> withStanding(const DeskOptions &given, DeskOptions options)
{
    if (isElsewhere(given, options)) {
        options.endsStanding = false;
        return options;
    }
    options.endsStanding = options.endsStanding || Standing::isHalfEnded(options.dataDir);
    if (options.endsStanding) { // it hosts by itself from now on, or joins
        if (const auto lock = store::files::prepare(options.dataDir); !lock)
            return failure(QString(lock.error()));
        if (const auto carried = ownfiles::carryOver(options); !carried)
            return failure(QString(carried.error()));
        return options;
    }
    const auto kept = Standing::load(options.dataDir);
    if (!kept)
        return failure(QString(kept.error()));
    if (!*kept) {
        if (options.join || !QFile::exists(store::files::charterIn(options.dataDir)))
            return options;
        return failure(u"%1 is one of two hosts of sermo-broker's: end that with `sermo-broker "
                       "standby end`, or take another directory"_s.arg(options.dataDir));
    }
    if (!options.join && (*kept)->deskKey.isEmpty())
        return failure(
            u"%1 stands by for another desk: start it without --listen, --data and "
            "--config, or end that in the settings, under Stand-by"_s.arg(options.dataDir));
    options.standing = **kept;
    options.standing->here = asItIsNow(options.standing->here);
    options.listen = endpointFor(options, options.standing->here);
    if (options.configFile.isEmpty() && QFile::exists(HostedOffice::usualFile(options.dataDir)))
        options.configFile = HostedOffice::usualFile(options.dataDir);
    if (!options.join)
        options.join = joinOf(*options.standing, *options.listen);
    return options;
}

//! What led to it is forgotten last: a desk that was cut short must find its way.
Result<void, QString> leaveStanding(DeskOptions &options)
{
    if (!std::exchange(options.endsStanding, false))
        return {};
    if (const auto ended = Standing::end(options.dataDir); !ended)
        return ended;
    if (!options.join)
        Memory().forgetInvitation();
    ownfiles::forgetFormer(options);
    options.filesOf.clear();
    return {};
}

bool isOpenAlready(const DeskOptions &given, const DeskOptions &options)
{
    const bool isClicked = given.isFromOutside || !given.standbyLink.isEmpty();
    return isClicked && options.standing && !store::files::prepare(options.dataDir);
}

DeskOptions withoutStanding(const DeskOptions &now, bool serves)
{
    DeskOptions next = now;
    next.endsStanding = true;
    next.filesOf = now.owner();
    if (serves) {
        next.join.reset();
        next.invitation.clear();
        // The other one's settings may have come here since the desk began.
        if (const QString usual = HostedOffice::usualFile(now.dataDir);
            next.configFile.isEmpty() && QFile::exists(usual))
            next.configFile = usual;
        return next;
    }
    if (now.standing->deskKey.isEmpty())
        return next; // it goes on as it was invited
    const auto kept = Standing::load(now.dataDir); // the other one may have come since it began
    const Standing &agreed = kept && *kept ? **kept : *now.standing;
    next = optionsOf({agreed.other.adjusted(QUrl::RemovePath), agreed.pin, agreed.deskKey,
                      AgentId(now.agentId), now.agentName});
    next.dataDir = now.dataDir;
    next.endsStanding = true;
    next.filesOf = now.owner();
    return next;
}

} // namespace sermo::app
