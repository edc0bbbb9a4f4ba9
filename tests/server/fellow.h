// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/server/fellows.h"
#include "broker/server/sightingtalk.h"
#include "tests/server/hub.h"
#include "tests/support/fakeclock.h"

#include <QJsonObject>

#include <utility>

namespace sermo::test
{

//! One broker's part of it, and what it was told to see.
struct Fellow {
    Fellow(Hub &itsHub, const QByteArray &name, const Clock &clock)
        : hub(itsHub)
        , voice(hub, name)
        , fellows(voice, clock, nullptr)
    {
        QObject::connect(
            &fellows, &server::Fellows::seen, &fellows, [this](const desk::Sighting &sighting) {
                const QJsonObject words = server::toJson(sighting);
                seen.append(words.value(QLatin1String("seen")).toString() + QLatin1Char(' ')
                            + words.value(QLatin1String("who")).toString());
            });
        QObject::connect(&fellows, &server::Fellows::passed, &fellows,
                         [this](const EventFrame &frame, Seq after) {
                             passed.append(frame.bytes() + ' ' + QByteArray::number(after));
                         });
    }
    QStringList take()
    {
        hub.deliver();
        return std::exchange(seen, {});
    }

    Hub &hub;
    Voice voice;
    server::Fellows fellows;
    QStringList seen;
    QList<QByteArray> passed;
};

} // namespace sermo::test
