// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace sermo::server
{

//! From which web pages customers may come (contract 2 and 6): the origins of the configuration, or
//! any when none is named and the broker listens on loopback only. The broker's own origin always
//! belongs to an allowed page: the widget's frame is loaded from it. Pure.
class Origins
{
public:
    Origins() = default;
    Origins(QStringList allowed, bool onLoopback);

    //! `host` is the request's Host field. An empty origin is no browser's, and allowed.
    [[nodiscard]] bool allows(const QByteArray &origin, const QByteArray &host) const;
    //! As the `frame-ancestors` of a content security policy.
    [[nodiscard]] QByteArray frameAncestors() const;

private:
    QStringList m_allowed;
    bool m_onLoopback = false;
};

} // namespace sermo::server
