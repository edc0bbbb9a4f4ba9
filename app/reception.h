// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/bot/dialogue.h"
#include "broker/protocol/clock.h"
#include "broker/server/configuration.h"

#include <QObject>

#include <optional>

namespace sermo::bot
{
class ReceptionBot;
}

namespace sermo::server
{
class Broker;
}

namespace sermo::app
{

//! The reception bot of a broker, as an application through a pipe. Where its connection is cut it
//! comes back after a moment, and knows from the log how far it had come; so it does when it is
//! told to go by other rules. Belongs to the broker and lives in its thread.
class Reception : public QObject
{
    Q_OBJECT
public:
    //! `clock` must outlive it. To be made in the broker's thread, or before it is moved there.
    Reception(server::Broker &broker, const Clock &clock);

    //! Meets the broker's customers by these rules from now on; none: it leaves them alone.
    void follow(const std::optional<bot::Rules> &rules);

    //! Of several brokers' receptions only one is awake. Asleep it meets nobody; it is made awake.
    void setAwake(bool isAwake);

private:
    void leave();
    void come();

    server::Broker &m_broker;
    const Clock &m_clock;
    std::optional<bot::Rules> m_rules;
    bot::ReceptionBot *m_bot = nullptr;
    bool m_isAwake = true;
};

//! By what the configuration's bot goes; none: it is off. An error names the key `bot.script`.
[[nodiscard]] Result<std::optional<bot::Rules>, server::Configuration::Error> rulesOf(
    const server::Configuration &configuration);

} // namespace sermo::app
