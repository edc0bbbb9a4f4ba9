// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <algorithm>

namespace sermo::desk
{

//! What a team's canned replies may be. They have an end, since everyone is told all of them at
//! each start.
struct CannedReplies {
    static constexpr int Most = 500;
    static constexpr int MaxShortcut = 40; //!< characters; also of a tag
    static constexpr int MaxText = 4000; //!< characters

    //! One word, typed after a `/`.
    [[nodiscard]] static bool isShortcut(QStringView word)
    {
        const auto isOdd = [](QChar letter) { return letter.isSpace() || letter == u'/'; };
        return !word.isEmpty() && word.size() <= MaxShortcut && std::ranges::none_of(word, isOdd);
    }
};

} // namespace sermo::desk
