// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sermo::test
{

//! Where a file or folder of tests/data lies in this clone. The one place that knows, so that no
//! other object holds the path of the machine that compiled it.
[[nodiscard]] QString testData(QStringView name);

} // namespace sermo::test
