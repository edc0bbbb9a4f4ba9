// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace sermo::ui
{

//! The letters of one row that are marked, as a mouse or a search has drawn them: from an anchor to
//! a cursor, either way round.
struct MarkedText {
    int row = -1; //!< -1: nothing is
    int anchor = 0;
    int cursor = 0;

    [[nodiscard]] int from() const { return std::min(anchor, cursor); }
    [[nodiscard]] int to() const { return std::max(anchor, cursor); }
    [[nodiscard]] bool isEmpty() const { return row < 0 || anchor == cursor; }
};

} // namespace sermo::ui
