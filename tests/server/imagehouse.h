// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/server/house.h"

#include <QTest>

#include <memory>

namespace sermo::test
{

[[nodiscard]] QByteArray request(const QByteArray &method, const QByteArray &target,
                                 const QByteArray &more); //!< with a host, without a body
[[nodiscard]] QString idOf(const QByteArray &address); //!< of an image

//! A customer in a chat, and the header that proves who it is.
struct Guest {
    explicit Guest(const House &house);

    //! The code that refuses this event; empty: it was acknowledged.
    [[nodiscard]] QString refusalOf(QJsonObject event);

    Client client;
    QString user;
    QByteArray bearer;
    int events = 0;
};

//! A broker that takes images and shows them, by raw sockets.
class ImageHouse : public QObject
{
    Q_OBJECT

protected:
    void begin();
    void end() { m_house.reset(); }

    [[nodiscard]] RawAnswer upload(const QByteArray &fields, const QByteArray &body);
    [[nodiscard]] RawAnswer look(const QByteArray &method, const QByteArray &address,
                                 const QByteArray &fields = {});
    [[nodiscard]] QByteArray bearer(const QString &keyName) const;
    //! The address of a new image, uploaded with these fields.
    [[nodiscard]] QByteArray uploaded(const QByteArray &fields);

    std::unique_ptr<House> m_house;
    QByteArray m_png;
};

} // namespace sermo::test
