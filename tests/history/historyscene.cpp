// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/history/historyscene.h"

#include <QAbstractButton>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace sermo::test
{

namespace
{

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject event(int seq, const QString &time, const QString &direction, const QString &type,
                  QJsonObject fields)
{
    fields.insert(u"type"_s, type);
    fields.insert(u"direction"_s, direction);
    fields.insert(u"userId"_s, u"robin"_s);
    fields.insert(u"seq"_s, seq);
    fields.insert(u"receivedAt"_s, u"2026-03-01T%1.000Z"_s.arg(time));
    return fields;
}

QJsonArray robinsEvents()
{
    const QJsonObject sara{
        {u"id"_s, u"sara"_s}, {u"name"_s, u"Sara Nyström"_s}, {u"type"_s, u"human"_s}};
    return {
        event(10, u"09:30:00"_s, u"inbound"_s, u"start"_s,
              {{u"params"_s, QJsonObject{{u"platformId"_s, u"webchat"_s}}}}),
        event(11, u"09:30:05"_s, u"inbound"_s, u"text"_s,
              {{u"text"_s, u"=HYPERLINK(1) min faktura är <b>dubbelt</b> så dyr"_s},
               {u"precise"_s, 0}}),
        event(12, u"09:30:20"_s, u"internal"_s, u"handover_to_queue"_s,
              {{u"queueId"_s, u"general"_s}}),
        event(13, u"09:31:00"_s, u"internal"_s, u"claim_session"_s, {{u"agentId"_s, u"sara"_s}}),
        event(14, u"09:31:30"_s, u"outbound"_s, u"text"_s,
              {{u"text"_s, u"Hej Robin! Jag krediterar den."_s}, {u"agent"_s, sara}}),
        event(15, u"09:32:00"_s, u"internal"_s, u"note"_s,
              {{u"agentId"_s, u"sara"_s}, {u"text"_s, u"Krediteras enligt avtal 12"_s}}),
        event(16, u"09:33:00"_s, u"inbound"_s, u"text"_s, {{u"text"_s, u"Tack!"_s}}),
        event(17, u"09:34:00"_s, u"outbound"_s, u"end_session"_s, {{u"reasonText"_s, u"Klart"_s}}),
        event(18, u"09:35:00"_s, u"inbound"_s, u"rating"_s, {{u"score"_s, 5}})};
}

} // namespace

HistoryScene::HistoryScene(const QString &role)
    : view(new ui::HistoryView(window->context(), history))
{
    window->insertView(1, u"historyTab"_s, u"History"_s, view,
                       QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    window->offerHistory(history, [this](const QString &customer) {
        window->showView(view);
        view->lookFor(customer);
    });
    QObject::connect(view, &ui::HistoryView::noticed, window.get(), &ui::MainWindow::tell);
    link.deliver({json(
        {{u"type"_s, u"welcome"_s}, {u"epoch"_s, u"e1"_s}, {u"seq"_s, 0}, {u"role"_s, role}})});
    internal({}, u"queue_state"_s,
             {{u"queueId"_s, u"general"_s}, {u"name"_s, u"Com Hem allmänt"_s}, {u"waiting"_s, 0}});
    internal(
        {}, u"queue_state"_s,
        {{u"queueId"_s, u"technical"_s}, {u"name"_s, u"Teknisk support"_s}, {u"waiting"_s, 0}});
    internal(
        {}, u"agent_status"_s,
        {{u"agentId"_s, u"sara"_s}, {u"status"_s, u"available"_s}, {u"name"_s, u"Sara Nyström"_s}});
    fill();
}

HistoryScene::~HistoryScene()
{
    window.reset(); // before what its view refers to
}

QJsonObject HistoryScene::conversation(int session, const QString &user, const QString &name)
{
    return {{u"session"_s, session},
            {u"userId"_s, user},
            {u"beganAt"_s, u"2026-03-01T09:30:00.000Z"_s},
            {u"lastAt"_s, u"2026-03-01T09:35:00.000Z"_s},
            {u"ended"_s, true},
            {u"queueId"_s, u"general"_s},
            {u"agentId"_s, u"sara"_s},
            {u"brand"_s, u"Com Hem"_s},
            {u"customerId"_s, u"70557076"_s},
            {u"customerName"_s, name},
            {u"rating"_s, QJsonValue()},
            {u"reason"_s, u"Klart"_s},
            {u"tags"_s, QJsonArray()}};
}

model::HistoryAnswer HistoryScene::page(const QList<QJsonObject> &conversations, qint64 next)
{
    QJsonArray all;
    for (const QJsonObject &one : conversations)
        all.append(one);
    return {200,
            json({{u"conversations"_s, all},
                  {u"next"_s, next > 0 ? QJsonValue(next) : QJsonValue()},
                  {u"indexed"_s, 99}})};
}

void HistoryScene::fill()
{
    QJsonObject robin = conversation(10, u"robin"_s, u"Robin Eriksson"_s);
    robin.insert(u"rating"_s, 5);
    robin.insert(u"tags"_s, QJsonArray{u"faktura"_s});
    const QJsonObject karin = conversation(30, u"karin"_s, u"Karin Åberg"_s);
    QJsonObject omar = conversation(50, u"omar"_s, {});
    omar.insert(u"ended"_s, false);
    omar.insert(u"customerId"_s, QString());
    omar.insert(u"reason"_s, QString());
    omar.insert(u"queueId"_s, u"technical"_s);
    QJsonObject found = robin;
    found.insert(u"excerpt"_s, u"min faktura är <b>dubbelt</b> så dyr"_s);
    found.insert(u"found"_s, QJsonArray{QJsonArray{4, 7}});
    history.answers.insert("GET /api/history?", page({omar, karin, robin}));
    history.answers.insert("GET /api/history?customer=1234567", page({robin}));
    history.answers.insert("GET /api/history?text=faktura", page({found}));
    history.answers.insert("GET /api/history?text=ingenting", page({}));
    QJsonObject waited = robin;
    waited.insert(u"behind"_s,
                  QJsonArray{QJsonObject{{u"from"_s, 12},
                                         {u"to"_s, 13},
                                         {u"at"_s, u"2026-03-02T09:30:20.000Z"_s},
                                         {u"value"_s, 40}}});
    history.answers.insert("GET /api/history?figure=wait.mean", page({waited}));
    QByteArray opened = json(
        {{u"conversation"_s, robin}, {u"events"_s, robinsEvents()}, {u"next"_s, QJsonValue()}});
    // A number that no double holds, for the export.
    opened.replace("\"precise\":0", "\"precise\":12345678901234567890123");
    history.answers.insert("GET /api/history/10", {200, opened});
    history.answers.insert("GET /api/history/", {404, "{\"error\":\"gone\"}"});
    history.answers.insert("DELETE /api/customers/robin", {204, {}});
}

void HistoryScene::openFigure()
{
    view->lookInto({u"wait.mean"_s, u"Average wait"_s, 1772409600000, 0, u"general"_s, {}});
}

void HistoryScene::open()
{
    if (auto *tab = find<QAbstractButton>(u"historyTab"_s))
        tab->click();
    (void)QTest::qWaitFor([this] { return !view->found().isSearching(); });
}

} // namespace sermo::test
