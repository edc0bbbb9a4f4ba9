// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/desk/presence/point.h"

#include <cmath>

namespace sermo::presence
{

namespace
{

QJsonArray namesOf(Signals signs)
{
    QJsonArray names;
    for (const Signal signal : AllSignals) {
        if (signs.testFlag(signal))
            names.append(QString(wireName(signal)));
    }
    return names;
}

Signals signsOf(const QJsonArray &names)
{
    Signals signs;
    for (const QJsonValue &name : names) {
        if (const auto signal = signalNamed(name.toString()))
            signs.setFlag(*signal);
    }
    return signs;
}

//! To whole seconds: what is stored is what is learned from, so both must be the same.
int seconds(double value)
{
    return static_cast<int>(std::lround(value));
}

} // namespace

event::PresencePoint Point::toEvent() const
{
    return {.state = wireName(glimpse.turn),
            .link = wireName(glimpse.link),
            .silence = seconds(glimpse.silence),
            .probability = std::round(probability * 1e6) / 1e6,
            .label = came ? 1 : 0,
            .after = seconds(double(afterMs) / 1000),
            .number = number,
            .sinceAct = seconds(glimpse.sinceAct),
            .tempo = seconds(glimpse.tempo),
            .turns = glimpse.turns,
            .unanswered = glimpse.unanswered,
            .length = glimpse.length,
            .inARow = glimpse.inARow,
            .gap = seconds(glimpse.gap),
            .asks = glimpse.asks,
            .asked = glimpse.wasAsked,
            .waiting = glimpse.isWaiting,
            .signs = namesOf(glimpse.signs)};
}

std::optional<Point> Point::fromEvent(const event::PresencePoint &event)
{
    const auto turn = turnNamed(event.state);
    const auto link = linkNamed(event.link);
    const bool areCounts = event.silence >= 0 && event.sinceAct >= 0 && event.tempo >= 0
        && event.turns >= 0 && event.unanswered >= 0 && event.length >= 0 && event.after >= 0
        && event.inARow >= 0 && event.gap >= 0 && event.number >= 1;
    if (!turn || !link || !areCounts || (event.label != 0 && event.label != 1))
        return std::nullopt;
    Point point;
    point.glimpse.turn = *turn;
    point.glimpse.link = *link;
    point.glimpse.signs = signsOf(event.signs);
    point.glimpse.silence = event.silence;
    point.glimpse.sinceAct = event.sinceAct;
    point.glimpse.tempo = event.tempo;
    point.glimpse.turns = event.turns;
    point.glimpse.unanswered = event.unanswered;
    point.glimpse.length = event.length;
    point.glimpse.inARow = event.inARow;
    point.glimpse.gap = event.gap;
    point.glimpse.asks = event.asks;
    point.glimpse.wasAsked = event.asked;
    point.glimpse.isWaiting = event.waiting;
    point.probability = event.probability;
    point.came = event.label == 1;
    point.afterMs = qint64(event.after) * 1000;
    point.number = event.number;
    return point;
}

} // namespace sermo::presence
