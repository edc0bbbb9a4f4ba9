// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer's way in: see README.md for how to run it.
#include "tests/fuzz/invariants.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    sermo::fuzz::holdInvariants(QByteArrayView(data, static_cast<qsizetype>(size)));
    return 0;
}
