// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/invariants.h"

#include <QtGlobal>

namespace sermo::fuzz
{

void hold(bool promise, const char *what)
{
    if (!promise)
        qFatal("broken: %s", what);
}

QList<Target> targets()
{
    return {{"event", holdEvent},
            {"head", holdHead},
            {"configuration", holdConfiguration},
            {"firstframe", holdFirstFrame},
            {"packets", holdPackets},
            {"row", holdRow},
            {"image", holdImage}};
}

} // namespace sermo::fuzz
