// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

namespace sermo
{

//! What an operation gives: a value, or a typed error. Nothing of ours throws; C++20 has no
//! std::expected yet, so this is the library that became it.
template <typename T, typename E>
using Result = tl::expected<T, E>;

template <typename E>
[[nodiscard]] constexpr auto failure(E &&error)
{
    return tl::make_unexpected(std::forward<E>(error));
}

} // namespace sermo
