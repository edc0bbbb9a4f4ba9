// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer's way in, compiled once for each target: see README.md for how to run it.
#include "tests/fuzz/invariants.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace
{

sermo::fuzz::Target target()
{
    for (const sermo::fuzz::Target &each : sermo::fuzz::targets()) {
        if (std::strcmp(each.name, SERMO_FUZZ_TARGET) == 0)
            return each;
    }
    qFatal("no such target: %s", SERMO_FUZZ_TARGET);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const sermo::fuzz::Target Target = target();
    Target.hold(QByteArrayView(data, static_cast<qsizetype>(size)));
    return 0;
}
