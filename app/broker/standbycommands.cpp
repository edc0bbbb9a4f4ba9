// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/standbycommands.h"

#include "app/broker/orders.h"
#include "broker/pair/charterfile.h"
#include "broker/server/controlsocket.h"

#include <QJsonDocument>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace sermo::app
{

namespace
{

Answer ask(const call::StandbyOrder &call)
{
    const auto told = server::ControlSocket::ask(call.dataDirectory,
                                                 {{u"do"_s, u"standby"_s}, {u"what"_s, call.what}});
    if (!told)
        return failure(u"no broker runs on %1"_s.arg(call.dataDirectory));
    return *told;
}

Answer end(const call::StandbyOrder &call)
{
    const auto ended = pair::endPair(call.dataDirectory);
    if (!ended)
        return failure(ended.error());
    return QJsonObject{{u"ok"_s, true}};
}

} // namespace

int standby(const call::StandbyOrder &call)
{
    return conclude(call.what == "end"_L1 ? end(call) : ask(call), [](const QJsonObject &answer) {
        const QJsonObject told = answer.value("standby"_L1).toObject();
        if (!told.isEmpty())
            std::printf("%s", QJsonDocument(told).toJson(QJsonDocument::Indented).constData());
    });
}

} // namespace sermo::app
