// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/server/imagequota.h"

#include <algorithm>
#include <cmath>

namespace sermo::server
{

namespace
{

using Seconds = std::chrono::duration<double>;
constexpr std::chrono::minutes SweepEvery{10};

double uploadsPerSecond(const ImageQuota::Share &share)
{
    return 1 / Seconds(share.uploadEvery).count();
}

double bytesPerSecond(const ImageQuota::Share &share)
{
    return share.bytes / Seconds(share.bytesIn).count();
}

} // namespace

std::chrono::seconds ImageQuota::take(const desk::Sender &sender, qint64 bytes, Time now)
{
    if (now - m_swept >= SweepEvery)
        forgetTheIdle(now);
    const bool isCustomer = sender.role == Role::Customer;
    const Share &share = isCustomer ? Customer : Application;
    auto &accounts = isCustomer ? m_customers : m_applications;
    auto found = accounts.find(sender.name);
    if (found == accounts.end())
        found = accounts.insert(sender.name, Account{0, 0, now});
    Account &account = *found;
    giveBack(account, share, now);
    const double uploads = account.uploads + 1 - share.uploads;
    const double over = account.bytes + double(bytes) - share.bytes;
    if (uploads > 0 || over > 0) {
        const double wait
            = std::max(uploads / uploadsPerSecond(share), over / bytesPerSecond(share));
        return std::chrono::seconds(std::max(1LL, static_cast<long long>(std::ceil(wait))));
    }
    account.uploads += 1;
    account.bytes += double(bytes);
    return std::chrono::seconds(0);
}

void ImageQuota::giveBack(Account &account, const Share &share, Time now)
{
    const double seconds = Seconds(now - account.at).count();
    account.uploads = std::max(0.0, account.uploads - seconds * uploadsPerSecond(share));
    account.bytes = std::max(0.0, account.bytes - seconds * bytesPerSecond(share));
    account.at = now;
}

void ImageQuota::forgetTheIdle(Time now)
{
    m_swept = now;
    const auto sweep = [now](QHash<SenderName, Account> &accounts, const Share &share) {
        accounts.removeIf([&share, now](QHash<SenderName, Account>::iterator it) {
            giveBack(*it, share, now);
            return it->uploads <= 0 && it->bytes <= 0;
        });
    };
    sweep(m_customers, Customer);
    sweep(m_applications, Application);
}

} // namespace sermo::server
