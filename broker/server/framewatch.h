// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <chrono>

namespace sermo::server
{

//! Whose pages show an empty frame where the chat should be, because the configuration's `origins`
//! do not name them: no browser tells more than that, so the log does. Once a minute for each at
//! most, and of so many different ones in a minute that a stranger fills no disk. Pure.
class FrameWatch
{
public:
    using Time = std::chrono::milliseconds; //!< on the steady clock

    static constexpr Time Pause{60'000};
    static constexpr qsizetype MostOrigins = 50;

    //! The origin of the page that asks for the chat's own page to frame it, by the fields of that
    //! request; empty: it is a page of its own, or does not say.
    [[nodiscard]] static QByteArray framer(const QByteArray &referer, const QByteArray &fetchDest);
    //! This origin was refused now; true: that is worth a line.
    [[nodiscard]] bool isNews(const QByteArray &origin, Time now);

private:
    QHash<QByteArray, Time> m_told;
};

} // namespace sermo::server
