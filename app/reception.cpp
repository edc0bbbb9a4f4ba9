// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reception.h"

#include "broker/bot/receptionbot.h"
#include "broker/server/broker.h"

#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::app
{

namespace
{

constexpr auto Rest = 1s;

} // namespace

void startReception(server::Broker &broker, const desk::DeskConfig &desk, const Clock &clock)
{
    auto [near, far] = PipeEnd::make();
    desk::Sender identity;
    identity.role = Role::Bot;
    identity.name = u"key:reception"_s;
    auto *bot = new bot::ReceptionBot(std::move(near), bot::Rules{bot::Script::reception(), desk},
                                      clock, &broker);
    QObject::connect(bot, &bot::ReceptionBot::closed, &broker,
                     [&broker, bot, desk, &clock](CloseCode code) {
                         bot->deleteLater();
                         if (code != CloseCode::Draining)
                             QTimer::singleShot(Rest, &broker, [&broker, desk, &clock] {
                                 startReception(broker, desk, clock);
                             });
                     });
    broker.attach(std::move(far), identity);
}

} // namespace sermo::app
