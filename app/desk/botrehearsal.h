// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/bot/botbrain.h"
#include "ui/model/rehearsal.h"

namespace sermo::app
{

//! A conversation with the reception bot itself, on a clock of its own that never waits: what it
//! says here is what it says to customers. No broker, no log.
class BotRehearsal final : public model::Rehearsal
{
public:
    //! In the language of the rules' first platform.
    explicit BotRehearsal(const bot::Rules &rules);

    [[nodiscard]] QList<Line> begin() override;
    [[nodiscard]] QList<Line> say(const QString &text, const QString &payload) override;

private:
    void hear(Direction direction, const EventBody &body);
    [[nodiscard]] QList<Line> listen();
    [[nodiscard]] QList<Line> linesOf(const EventFrame &frame) const;

    const bot::Rules m_rules;
    bot::BotBrain m_brain;
    Instant m_now;
    Seq m_seq = 0;
    bool m_isOver = false;
};

} // namespace sermo::app
