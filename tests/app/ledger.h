// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/server/house.h"

#include <QMap>

namespace sermo::test
{

using namespace Qt::StringLiterals;

//! What one reader has been shown: each number once, in order.
class Shown
{
public:
    //! Takes what the client has got since; what is wrong with it, or nothing.
    QString take(const Client &client, qsizetype &read)
    {
        for (; read < client.frames().size(); ++read) {
            const QJsonObject event = objectOf(client.frames().at(read));
            const qint64 seq = event.value("seq"_L1).toInteger();
            if (event.value("type"_L1) != u"text"_s)
                continue;
            if (seq <= m_last)
                return u"%1 was shown after %2"_s.arg(seq).arg(m_last);
            m_last = seq;
            m_ids.insert(event.value("id"_L1).toString(), seq);
        }
        return {};
    }
    [[nodiscard]] qint64 last() const { return m_last; }
    [[nodiscard]] const QHash<QString, qint64> &ids() const { return m_ids; }

private:
    qint64 m_last = 0;
    QHash<QString, qint64> m_ids;
};

//! Says numbered texts to one customer at the asked pace, and what was not answered again after
//! each loss, under the same ids, as any client does.
class Speaker
{
public:
    void resume(Client &client)
    {
        m_read = 0;
        m_unanswered.swap(m_sent);
        for (const int number : std::as_const(m_unanswered))
            say(client, number);
        m_unanswered.clear();
    }
    void speak(Client &client, int count)
    {
        for (int i = 0; i < count; ++i)
            say(client, ++m_last);
    }
    //! Enters the answers into the ledger.
    void hear(const Client &client)
    {
        for (; m_read < client.frames().size(); ++m_read) {
            const QJsonObject answer = objectOf(client.frames().at(m_read));
            if (answer.value("type"_L1) != u"ack"_s)
                continue;
            const QString id = answer.value("id"_L1).toString();
            m_ledger.insert(id, answer.value("seq"_L1).toInteger());
            m_sent.remove(id.toInt());
        }
    }
    [[nodiscard]] bool isAnswered() const { return m_sent.isEmpty(); }
    [[nodiscard]] int spoken() const { return m_last; }
    [[nodiscard]] const QHash<QString, qint64> &ledger() const { return m_ledger; }

private:
    void say(Client &client, int number)
    {
        m_sent.insert(number, number);
        client.send(R"({"type":"text","direction":"outbound","userId":"u","text":"x","id":")"
                    + QByteArray::number(number) + R"("})");
    }

    int m_last = 0;
    qsizetype m_read = 0;
    QMap<int, int> m_sent; //!< and not answered
    QMap<int, int> m_unanswered;
    QHash<QString, qint64> m_ledger; //!< id → seq, as acknowledged
};

} // namespace sermo::test
