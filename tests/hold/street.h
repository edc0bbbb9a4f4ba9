// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/imaging/images.h"
#include "tests/server/house.h"

#include <QHash>
#include <QJsonObject>

#include <algorithm>

namespace sermo::test
{

using namespace Qt::StringLiterals;

inline const QString Victim = u"victim"_s;

//! Everyone who could be wronged, connected.
class Street
{
public:
    static server::Configuration unlimited()
    {
        server::Configuration configuration = House::byHand();
        configuration.limits = {0, 0, 0, 0};
        return configuration;
    }

    House house{unlimited()};
    Client own{house.chat()}, victim{house.chat()}, otherTab{house.chat()};
    Client bot{house.events(u"bot"_s)}, anna{house.events(u"anna"_s)},
        boss{house.events(u"boss"_s)};
    Client messenger{house.events(u"messenger"_s)}, sms{house.events(u"sms"_s)};
    QJsonObject welcome; //!< the victim's

    [[nodiscard]] QList<Client *> all()
    {
        return {&own, &victim, &otherTab, &bot, &anna, &boss, &messenger, &sms};
    }
    [[nodiscard]] Client &of(Role role)
    {
        switch (role) {
        case Role::Customer:
            return own;
        case Role::Channel:
            return messenger;
        case Role::Bot:
            return bot;
        default:
            return anna;
        }
    }
    //! Sends an event that can be told from all others; returns its mark.
    QString tryOut(Client &by, const QString &type, Direction direction, const QString &target,
                   const QJsonObject &more = {})
    {
        const QString mark = u"m%1"_s.arg(++m_marks);
        QJsonObject event{{u"type"_s, type},         {u"direction"_s, wireName(direction)},
                          {u"id"_s, mark},           {u"mark"_s, mark},
                          {u"agentId"_s, u"anna"_s}, {u"queueId"_s, u"general"_s},
                          {u"status"_s, u"away"_s},  {u"text"_s, u"x"_s}};
        if (!target.isEmpty())
            event.insert(u"userId"_s, target);
        for (auto it = more.begin(); it != more.end(); ++it)
            event.insert(it.key(), it.value());
        by.send(event);
        return mark;
    }
    //! The one answer to each (contract 3, Acknowledgement), by mark, waited for.
    [[nodiscard]] QHash<QString, QJsonObject> answers(Client &to, const QStringList &marks)
    {
        QHash<QString, QJsonObject> found;
        qsizetype from = m_read.value(&to);
        (void)eventually([&] {
            for (; from < to.frames().size(); ++from) {
                const QJsonObject object = objectOf(to.frames().at(from));
                const QString id = object.value("id"_L1).toString();
                if (marks.contains(id) && !object.contains("mark"_L1))
                    found.insert(id, object);
            }
            return found.size() == marks.size();
        });
        return found;
    }
    [[nodiscard]] QJsonObject answer(Client &to, const QString &mark)
    {
        return answers(to, {mark}).value(mark);
    }
    //! What each was told since it was asked last, when all that was to come has come.
    [[nodiscard]] QHash<Client *, QList<QJsonObject>> news()
    {
        const QList<Client *> clients = all();
        const QString last = u"last %1"_s.arg(++m_marks);
        for (Client *client : clients)
            client->send(QJsonObject{
                {u"type"_s, u"sync"_s}, {u"direction"_s, u"sideways"_s}, {u"id"_s, last}});
        QHash<Client *, QList<QJsonObject>> heard;
        (void)eventually([&] {
            return std::all_of(clients.begin(), clients.end(), [&last](const Client *client) {
                return !client->frames().isEmpty()
                    && client->frames().constLast().contains(last.toLatin1());
            });
        });
        for (Client *client : clients) {
            qsizetype &from = m_read[client];
            for (; from < client->frames().size(); ++from)
                heard[client].append(objectOf(client->frames().at(from)));
            // Who is gone, or is told more after the last word, makes the test fail.
            if (heard[client].isEmpty() || heard[client].takeLast().value("id"_L1) != last)
                heard[client].append(QJsonObject{{u"direction"_s, u"internal"_s}});
        }
        return heard;
    }

    //! The victim's, one that was sent to him, and an agent's that nobody was sent; empty: it
    //! could not be uploaded.
    [[nodiscard]] const QStringList &foreignImages()
    {
        if (!m_images.isEmpty())
            return m_images;
        const QByteArray key = house.key(u"anna"_s);
        for (const QByteArray &secret : {welcome.value("token"_L1).toString().toLatin1(), key, key})
            m_images += upload(secret);
        QJsonObject event{{u"type"_s, u"text"_s},         {u"direction"_s, u"outbound"_s},
                          {u"userId"_s, Victim},          {u"text"_s, u"look"_s},
                          {u"imageId"_s, m_images.at(1)}, {u"id"_s, u"an image"_s}};
        anna.send(event);
        if (answer(anna, u"an image"_s).value("type"_L1) != "ack"_L1)
            m_images[1].clear();
        (void)news();
        return m_images;
    }

private:
    [[nodiscard]] QString upload(const QByteArray &secret) const
    {
        const QByteArray png = encoded(picture(8, 8), "png");
        const RawAnswer answer = exchange(
            house.port(),
            "POST /images HTTP/1.1\r\nHost: x\r\nContent-Type: image/png\r\nAuthorization: Bearer "
                + secret + "\r\nContent-Length: " + QByteArray::number(png.size()) + "\r\n\r\n"
                + png);
        const QByteArray address = answer.header("Location");
        return QString::fromLatin1(address.sliced(address.lastIndexOf('/') + 1));
    }

    QStringList m_images;
    int m_marks = 0;
    QHash<Client *, qsizetype> m_read; //!< how many frames of each were looked at
};

} // namespace sermo::test
