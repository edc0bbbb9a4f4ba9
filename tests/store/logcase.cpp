// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/logcase.h"

#include "broker/store/memorylog.h"

using namespace Qt::StringLiterals;

namespace sermo::store
{

namespace
{

LogCase inMemory(const QString &, const Clock &clock)
{
    auto log = std::make_unique<MemoryLog>(clock);
    MemoryLog *raw = log.get();
    return {std::move(log), [raw] { raw->setFailure(u"the disk is full"_s); },
            [raw] { raw->setFailure({}); }};
}

} // namespace

const QList<LogFactory> &logFactories()
{
    static const QList<LogFactory> factories = {
        {"in memory", inMemory},
    };
    return factories;
}

} // namespace sermo::store
