// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QUrl>

namespace sermo::server
{

//! The other one of two hosts that are one desk (broker/pair), as clients are told of it in
//! `welcome`: where to go when this one is gone. A value.
struct OtherHost {
    QUrl at; //!< `https://HOST:PORT`; empty: there is none, and nobody is told anything
    QByteArray pin; //!< SHA-256 of its certificate, 32 bytes; empty: authorities judge
    quint64 term = 0; //!< of the one that speaks: of two who do, the higher one is the host

    //! A browser trusts no certificate that a broker has made itself, and would only hang there.
    [[nodiscard]] bool isForCustomers() const { return !at.isEmpty() && pin.isEmpty(); }
    //! `welcome` with `term` and `hosts`; for applications also `pins`, by which they trust it.
    //! Customers are told only of one that isForCustomers().
    [[nodiscard]] QByteArray named(const QByteArray &welcome, bool toApplication) const;
    //! As a browser says where a page is from: `https://chat.example.com`; empty: there is none.
    [[nodiscard]] QString origin() const;
};

} // namespace sermo::server
