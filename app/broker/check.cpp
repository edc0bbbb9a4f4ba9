// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/broker/check.h"

#include "broker/store/logcheck.h"

#include <cstdio>

namespace sermo::app
{

int check(const call::Check &call)
{
    const auto report = store::checkLog(call.dataDirectory);
    if (!report) {
        std::fprintf(stderr, "sermo-broker: %s\n", qPrintable(report.error()));
        return Failure;
    }
    for (const QString &problem : report->problems)
        std::fprintf(stderr, "sermo-broker: %s\n", qPrintable(problem));
    if (report->unlisted > 0)
        std::fprintf(stderr, "sermo-broker: and %lld more\n",
                     static_cast<long long>(report->unlisted));
    if (!report->isWhole())
        return Failure;
    std::printf("%llu events, %llu of them erased: the log is whole\n",
                static_cast<unsigned long long>(report->events),
                static_cast<unsigned long long>(report->erased));
    return Success;
}

} // namespace sermo::app
