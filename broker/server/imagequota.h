// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker/desk/sender.h"

#include <QHash>

#include <chrono>

namespace sermo::server
{

//! How many images one sender may upload, and how many bytes of them: two buckets each, full at
//! first, that fill again slowly. What is refused is counted too, since it costs a process. Not
//! kept over a restart. A sender whose buckets are full again is forgotten. Pure: time is an
//! argument.
class ImageQuota
{
public:
    using Time = std::chrono::milliseconds; //!< on the steady clock

    struct Share {
        double uploads = 0; //!< at once
        std::chrono::seconds uploadEvery{1}; //!< then
        double bytes = 0; //!< at once
        std::chrono::hours bytesIn{1}; //!< until as many are given again
    };
    //! More than anybody has to show, and little enough that one visitor fills no disk.
    static constexpr Share Customer{100, std::chrono::seconds(20), 200.0 * 1024 * 1024,
                                    std::chrono::hours(24)};
    //! A channel carries many customers, an office many conversations.
    static constexpr Share Application{2000, std::chrono::seconds(1), 4096.0 * 1024 * 1024,
                                       std::chrono::hours(24)};

    //! One more of that size: zero, it is taken; else how long to wait for it.
    [[nodiscard]] std::chrono::seconds take(const desk::Sender &sender, qint64 bytes, Time now);

private:
    struct Account {
        double uploads = 0, bytes = 0; //!< taken and not given back
        Time at{0};
    };
    static void giveBack(Account &account, const Share &share, Time now);
    void forgetTheIdle(Time now);

    QHash<SenderName, Account> m_customers, m_applications;
    Time m_swept{0};
};

} // namespace sermo::server
