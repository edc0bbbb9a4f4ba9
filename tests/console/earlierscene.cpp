// SPDX-License-Identifier: GPL-3.0-or-later
// What Robin talked about before, as design/console-light.png has it.
#include "tests/console/deskscene.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sermo::test
{

namespace
{

const QString Robin = u"robin-before"_s;

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject conversation(int session, const QString &began, const QString &opening)
{
    return {{u"session"_s, session},
            {u"userId"_s, Robin},
            {u"beganAt"_s, began},
            {u"lastAt"_s, began},
            {u"ended"_s, true},
            {u"queueId"_s, u"general"_s},
            {u"agentId"_s, u"sara"_s},
            {u"customerId"_s, u"1234567"_s},
            {u"customerName"_s, u"Robin Eriksson"_s},
            {u"rating"_s, QJsonValue()},
            {u"reason"_s, u"Klart"_s},
            {u"tags"_s, QJsonArray()},
            {u"opening"_s, opening}};
}

QJsonObject event(int seq, const QString &direction, const QString &type, QJsonObject fields)
{
    fields.insert(u"type"_s, type);
    fields.insert(u"direction"_s, direction);
    fields.insert(u"userId"_s, Robin);
    fields.insert(u"seq"_s, seq);
    fields.insert(u"receivedAt"_s, u"2026-02-03T10:%1:00.000Z"_s.arg(10 + seq % 50));
    return fields;
}

QJsonArray moved()
{
    const QJsonObject sara{
        {u"id"_s, u"sara"_s}, {u"name"_s, u"Sara Nyström"_s}, {u"type"_s, u"human"_s}};
    const QJsonObject webchat{{u"platformId"_s, u"webchat"_s}};
    return {event(20, u"inbound"_s, u"start"_s, {{u"params"_s, webchat}}),
            event(21, u"inbound"_s, u"text"_s, {{u"text"_s, u"Flytt av bredband"_s}}),
            event(22, u"internal"_s, u"handover_to_queue"_s, {{u"queueId"_s, u"general"_s}}),
            event(23, u"internal"_s, u"claim_session"_s, {{u"agentId"_s, u"sara"_s}}),
            event(24, u"outbound"_s, u"text"_s,
                  {{u"text"_s, u"Hej Robin! Vart flyttar du, och när?"_s}, {u"agent"_s, sara}}),
            event(25, u"inbound"_s, u"text"_s, {{u"text"_s, u"Till Storgatan 4, den 20 mars"_s}}),
            event(26, u"internal"_s, u"note"_s,
                  {{u"agentId"_s, u"sara"_s}, {u"text"_s, u"Adressen ändrad i CRM"_s}}),
            event(27, u"outbound"_s, u"text"_s,
                  {{u"text"_s, u"Klart, allt är bokat."_s}, {u"agent"_s, sara}}),
            event(28, u"outbound"_s, u"end_session"_s, {{u"reasonText"_s, u"Klart"_s}})};
}

} // namespace

model::HistoryAnswer DeskScene::historyPage(const QList<QJsonObject> &conversations)
{
    QJsonArray all;
    for (const QJsonObject &one : conversations)
        all.append(one);
    return {200, json({{u"conversations"_s, all}, {u"next"_s, QJsonValue()}})};
}

void DeskScene::rememberRobin()
{
    const QJsonObject move
        = conversation(20, u"2026-02-03T10:30:00.000Z"_s, u"Flytt av bredband"_s);
    const QJsonObject bill = conversation(7, u"2026-01-12T08:05:00.000Z"_s, u"Faktura 70441"_s);
    history.answers.insert("GET /api/history?", historyPage({}));
    history.answers.insert("GET /api/history?customer=1234567", historyPage({move, bill}));
    history.answers.insert(
        "GET /api/history/20",
        {200,
         json({{u"conversation"_s, move}, {u"events"_s, moved()}, {u"next"_s, QJsonValue()}})});
    history.answers.insert("GET /api/history/", {404, "{\"error\":\"gone\"}"});
    window->offerHistory(history, [](const QString &) {});
}

} // namespace sermo::test
