// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/historyhouse.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sermo::test
{

void HistoryHouse::begin()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_house = std::make_unique<House>(House::byHand(), std::nullopt, m_directory->path());
    QVERIFY(m_house->isReady());
    m_messenger = std::make_unique<Client>(m_house->events(u"messenger"_s));
    m_boss = std::make_unique<Client>(m_house->events(u"boss"_s));
    m_anna = std::make_unique<Client>(m_house->events(u"anna"_s));
    QVERIFY(m_boss->sync() && m_anna->sync() && m_messenger->sync());
}

void HistoryHouse::end()
{
    m_messenger.reset();
    m_boss.reset();
    m_anna.reset();
    QVERIFY(m_house->stop());
    m_house.reset();
    m_directory.reset();
}

void HistoryHouse::restart()
{
    m_messenger.reset();
    m_boss.reset();
    m_anna.reset();
    QVERIFY(m_house->stop());
    m_house = std::make_unique<House>(House::byHand(), std::nullopt, m_directory->path());
    QVERIFY(m_house->isReady());
}

void HistoryHouse::tell(Client &client, QJsonObject event)
{
    const QString id = QString::number(++m_ids);
    event.insert(u"id"_s, id);
    client.send(event);
    QVERIFY(eventually([&] {
        const QJsonObject ack = client.take(u"ack"_s);
        return ack.isEmpty() || ack.value("id"_L1) == id;
    }));
}

void HistoryHouse::hold(const QString &user, const QString &words, const QString &queue, int score)
{
    QJsonObject text = made(u"text"_s, u"inbound"_s, user);
    text.insert(u"text"_s, words);
    tell(*m_messenger, text);
    QJsonObject handover = made(u"handover_to_queue"_s, u"internal"_s, user);
    handover.insert(u"queueId"_s, queue);
    tell(*m_boss, handover);
    tell(*m_anna, claim(user, u"anna"_s, {}));
    QJsonObject who = made(u"customer_identified"_s, u"internal"_s, user);
    who.insert(u"brandId"_s, u"brand of "_s + user);
    who.insert(u"customerId"_s, u"no-"_s + user);
    who.insert(u"name"_s, u"Åsa Öberg"_s);
    tell(*m_anna, who);
    QJsonObject tag = made(u"tag"_s, u"internal"_s, user);
    tag.insert(u"agentId"_s, u"anna"_s);
    tag.insert(u"tag"_s, u"om "_s + queue);
    tell(*m_anna, tag);
    QJsonObject end = made(u"end_session"_s, u"outbound"_s, user);
    end.insert(u"reasonText"_s, u"Klart "_s + user);
    tell(*m_anna, end);
    if (score == 0)
        return;
    QJsonObject rating = made(u"rating"_s, u"inbound"_s, user);
    rating.insert(u"score"_s, score);
    tell(*m_messenger, rating);
}

RawAnswer HistoryHouse::ask(const QByteArray &method, const QByteArray &target,
                            const QByteArray &key) const
{
    return exchange(m_house->port(),
                    method + ' ' + target + " HTTP/1.1\r\nHost: x\r\n"
                        + (key.isEmpty() ? QByteArray() : "Authorization: Bearer " + key + "\r\n")
                        + "\r\n");
}

QJsonObject HistoryHouse::search(const QByteArray &query) const
{
    return objectOf(ask("GET", "/api/history" + query, m_house->key(u"anna"_s)).body());
}

QStringList HistoryHouse::found(const QByteArray &query) const
{
    QStringList users;
    const QJsonArray all = search(query).value("conversations"_L1).toArray();
    for (const QJsonValue &one : all)
        users += one["userId"_L1].toString();
    return users;
}

} // namespace sermo::test
