// SPDX-License-Identifier: GPL-3.0-or-later
// The scene of design/dashboard-light.png, told as events: a whole day, then now.
#include "tests/dashboard/boardscene.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sermo::test
{

namespace
{

// By quarter of an hour, from eight.
const QList<int> Arrivals{3,  6,  7,  10, 12, 10, 11, 17, 15, 15, 21, 18, 21, 19,
                          20, 17, 20, 21, 19, 18, 13, 16, 13, 10, 7,  11, 6};
const QList<int> Waits{26, 25, 28, 25, 32, 31, 29, 27, 34, 36, 27, 33, 29, 24,
                       24, 26, 25, 16, 18, 11, 14, 12, 19, 23, 21, 27, 23};

struct Colleague {
    QString id, name, status;
    QList<double> presences;
    int handled; //!< seconds, on average
};

const QList<Colleague> &colleagues()
{
    static const QList<Colleague> all{
        {u"anan01"_s, u"Anders Andersson"_s, u"available"_s, {.93, .84, .22}, 372},
        {u"sara"_s, u"Sara Nyström"_s, u"available"_s, {.97, .88, .61}, 350},
        {u"elin"_s, u"Elin Björk"_s, u"available"_s, {.91, .80, .43, .11}, 425},
        {u"yusuf"_s, u"Yusuf Demir"_s, u"available"_s, {.95, .52, .08, .04}, 400},
        {u"maria"_s, u"Maria Ek"_s, u"away"_s, {.77}, 481},
        {u"johan"_s, u"Johan Lind"_s, u"available"_s, {.99, .97}, 432},
        {u"nils"_s, u"Nils Holm"_s, u"offline"_s, {}, 390},
    };
    return all;
}

void fillDay(BoardScene &s)
{
    static const QStringList queues{u"general"_s, u"technical"_s, u"general"_s, u"cancel"_s};
    int number = 0;
    for (int quarter = 0; quarter < Arrivals.size(); ++quarter) {
        for (int i = 0; i < Arrivals.at(quarter); ++i, ++number) {
            const int at = 8 * 3600 + quarter * 900 + i * 850 / Arrivals.at(quarter);
            const Colleague &agent = colleagues().at(number % 6);
            const QString queue = queues.at(number % queues.size());
            const QString user = u"past%1"_s.arg(number);
            const int spread = (number * 37) % 41 - 20; // percent
            if (number % 90 == 70)
                s.leftAlone(user, queue, at, 95);
            else
                s.past(user, queue, agent.id, at,
                       Waits.at(quarter) * (100 + 3 * spread) / 100 + (number % 13 == 0 ? 45 : 0),
                       agent.handled * (100 + spread) / 100);
        }
    }
}

QJsonObject decision(const QString &agent, double sum, const QString &reason)
{
    return {{u"agentId"_s, agent.isEmpty() ? QJsonValue() : QJsonValue(agent)},
            {u"sum"_s, sum},
            {u"bound"_s, 2.0},
            {u"reason"_s, reason},
            {u"candidates"_s,
             QJsonArray{QJsonObject{{u"agentId"_s, u"anan01"_s}, {u"sum"_s, 1.06}, {u"open"_s, 2}},
                        QJsonObject{{u"agentId"_s, u"elin"_s},
                                    {u"sum"_s, 2.14},
                                    {u"open"_s, 3},
                                    {u"bar"_s, u"over_bound"_s}}}}};
}

void tellDecisions(BoardScene &s)
{
    constexpr int Morning = 14 * 3600 + 37 * 60;
    const auto tell = [&s](int second, const QString &user, const QJsonObject &decision) {
        s.at(Morning + second);
        s.internal(user, u"allocation"_s, decision);
    };
    tell(2, u"c8"_s, decision(u"elin"_s, 1.87, u"least_loaded"_s));
    tell(104, u"w1"_s, decision({}, 2.14, u"all_over_bound"_s));
    tell(189, u"c4"_s, decision(u"sara"_s, 1.46, u"returned"_s));
    tell(277, u"c0"_s, decision(u"anan01"_s, 1.06, u"least_loaded"_s));
    tell(292, u"c11"_s, decision(u"yusuf"_s, 0.64, u"waited_longest"_s));
}

} // namespace

void BoardScene::fillLikeTheDashboard()
{
    for (const Colleague &colleague : colleagues())
        agent(colleague.id, colleague.name, colleague.status);
    fillDay(*this);
    queue(u"general"_s, u"Com Hem allmänt"_s, 50);
    queue(u"technical"_s, u"Teknisk support"_s, 35);
    queue(u"cancel"_s, u"Uppsägning"_s, 10);
    static const QStringList customers{
        u"Robin Eriksson"_s, u"Mikael Åkerström"_s, u"Mohamed Al Dakkak"_s, u"Omar Haddad"_s,
        u"Karin Lund"_s,     u"Lena Sjö"_s,         u"Petra Wik"_s,         u"Ali Rahimi"_s,
        u"Kim Berg"_s,       u"Eva Norén"_s,        u"Jon Falk"_s,          u"Ida Ros"_s};
    at(14 * 3600 + 30 * 60);
    int number = 0;
    for (const Colleague &colleague : colleagues()) {
        for (const double presence : colleague.presences) {
            conversation(u"c%1"_s.arg(number), customers.at(number % customers.size()),
                         colleague.id, presence);
            ++number;
        }
    }
    at(14 * 3600 + 40 * 60 + 40);
    bringToQueue(u"w1"_s, u"Visitor"_s, u"general"_s, u"Hej"_s);
    bringToQueue(u"w2"_s, u"Greta Ask"_s, u"general"_s, u"Hallå"_s);
    at(14 * 3600 + 41 * 60 + 34);
    bringToQueue(u"w3"_s, u"Otto Lindh"_s, u"technical"_s, u"Internet är nere"_s);
    for (const QString &user : {u"b1"_s, u"b2"_s, u"b3"_s, u"b4"_s})
        inbound(user, u"start"_s, {{u"params"_s, QJsonObject{{u"platformId"_s, u"webchat"_s}}}});
    tellDecisions(*this);
    settle();
}

} // namespace sermo::test
