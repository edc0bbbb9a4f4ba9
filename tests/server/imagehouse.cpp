// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/imagehouse.h"

#include "tests/imaging/images.h"

using namespace Qt::StringLiterals;

namespace sermo::test
{

QByteArray request(const QByteArray &method, const QByteArray &target, const QByteArray &more)
{
    return method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more + "\r\n";
}

QString idOf(const QByteArray &address)
{
    return QString::fromLatin1(address.sliced(address.lastIndexOf('/') + 1));
}

Guest::Guest(const House &house)
    : client(house.chat())
{
    client.send(QJsonObject{{u"type"_s, u"hello"_s}, {u"platformId"_s, u"webchat"_s}});
    const QJsonObject welcome = client.take(u"welcome"_s);
    user = welcome.value("userId"_L1).toString();
    bearer = "Authorization: Bearer " + welcome.value("token"_L1).toString().toLatin1() + "\r\n";
}

QString Guest::refusalOf(QJsonObject event)
{
    event.insert(u"userId"_s, user);
    event.insert(u"direction"_s, u"inbound"_s);
    event.insert(u"id"_s, u"id %1"_s.arg(++events));
    client.send(event);
    QString code = u"no answer"_s;
    (void)eventually([&] {
        for (const QByteArray &frame : client.frames()) {
            const QJsonObject answer = objectOf(frame);
            if (answer.value("id"_L1) != event.value("id"_L1))
                continue;
            code = answer.value("code"_L1).toString();
            return true;
        }
        return false;
    });
    return code;
}

void ImageHouse::begin()
{
    m_house = std::make_unique<House>();
    QVERIFY(m_house->isReady());
    m_png = encoded(picture(64, 48), "png");
}

RawAnswer ImageHouse::upload(const QByteArray &fields, const QByteArray &body)
{
    return exchange(m_house->port(),
                    request("POST", "/images",
                            fields + "Content-Length: " + QByteArray::number(body.size()) + "\r\n")
                        + body);
}

RawAnswer ImageHouse::look(const QByteArray &method, const QByteArray &address,
                           const QByteArray &fields)
{
    return exchange(m_house->port(), request(method, address, fields));
}

QByteArray ImageHouse::bearer(const QString &keyName) const
{
    return "Authorization: Bearer " + m_house->key(keyName) + "\r\n";
}

QByteArray ImageHouse::uploaded(const QByteArray &fields)
{
    const RawAnswer answer = upload(fields + "Content-Type: image/png\r\n", m_png);
    return answer.status() == 201 ? answer.header("Location") : QByteArray();
}

} // namespace sermo::test
