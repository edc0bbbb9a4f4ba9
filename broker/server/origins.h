// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

#include <functional>

namespace sermo::server
{

//! From which web pages customers may come (contract 2 and 6): the origins of the configuration, or
//! any when none is named and the broker listens on loopback only. The broker's own origin always
//! belongs to an allowed page: the widget's frame is loaded from it; so does that of the other one
//! of two hosts, from which a chat comes over when that one is gone. Pure.
class Origins
{
public:
    Origins() = default;
    using Other = std::function<QString()>; //!< the origin of the other host; or empty
    Origins(QStringList allowed, bool onLoopback, Other other = {});

    //! `host` is the request's Host field. An empty origin is no browser's, and allowed.
    [[nodiscard]] bool allows(const QByteArray &origin, const QByteArray &host) const;
    //! As the `frame-ancestors` of a content security policy.
    [[nodiscard]] QByteArray frameAncestors() const;
    [[nodiscard]] QString other() const { return m_other ? m_other() : QString(); }

private:
    QStringList m_allowed;
    Other m_other; //!< none: it is one alone
    bool m_onLoopback = false;
};

} // namespace sermo::server
