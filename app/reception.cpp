// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reception.h"

#include "broker/bot/receptionbot.h"
#include "broker/desk/sendernames.h"
#include "broker/server/broker.h"

#include <QFile>
#include <QTimer>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::app
{

namespace
{

constexpr auto Rest = 1s;
constexpr qint64 MaxScript = 1 << 20;

} // namespace

Reception::Reception(server::Broker &broker, const Clock &clock)
    : QObject(&broker)
    , m_broker(broker)
    , m_clock(clock)
{
}

void Reception::follow(const std::optional<bot::Rules> &rules)
{
    m_rules = rules;
    leave();
    come();
}

void Reception::setAwake(bool isAwake)
{
    if (std::exchange(m_isAwake, isAwake) == isAwake)
        return;
    leave();
    come();
}

void Reception::leave()
{
    if (!m_bot)
        return;
    m_bot->disconnect(this);
    delete std::exchange(m_bot, nullptr); // it takes its leave with the pipe's end
}

void Reception::come()
{
    if (!m_rules || m_bot || !m_isAwake)
        return;
    auto [near, far] = PipeEnd::make();
    desk::Sender identity;
    identity.role = Role::Bot;
    identity.name = desk::keyHolderName(u"reception"_s);
    m_bot = new bot::ReceptionBot(std::move(near), *m_rules, m_clock, this);
    connect(m_bot, &bot::ReceptionBot::closed, this, [this](CloseCode code) {
        std::exchange(m_bot, nullptr)->deleteLater();
        if (code != CloseCode::Draining)
            QTimer::singleShot(Rest, this, &Reception::come);
    });
    m_broker.attach(std::move(far), identity);
}

Result<std::optional<bot::Rules>, server::Configuration::Error> rulesOf(
    const server::Configuration &configuration)
{
    using Error = server::Configuration::Error;
    const QString path = u"bot.script"_s;
    if (!configuration.botEnabled)
        return std::optional<bot::Rules>();
    if (configuration.botScript.isEmpty())
        return std::optional(bot::Rules{bot::Script::reception(), configuration.desk});
    QFile file(configuration.botScript);
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            Error{path, u"cannot read %1: %2"_s.arg(configuration.botScript, file.errorString())});
    const auto script = bot::Script::parse(file.read(MaxScript));
    if (!script)
        return failure(Error{path,
                             u"%1: %2 %3"_s.arg(configuration.botScript, script.error().path,
                                                script.error().message)});
    return std::optional(bot::Rules{*script, configuration.desk});
}

} // namespace sermo::app
