// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/data.h"

namespace sermo::test
{

QString testData(QStringView name)
{
    return QStringLiteral(SERMO_TEST_DATA "/").append(name);
}

} // namespace sermo::test
