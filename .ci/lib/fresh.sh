# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The proof that a machine with nothing on it can do the two things README promises.

fresh_steps() {
    local status=0
    say "fresh: ./dev test in an empty Debian 12"
    in_root "$1" ./dev test || status=1
    say "fresh: ./dev run in the same system"
    in_root "$1" --alone .ci/smoke || status=1
    return "$status"
}

prove_fresh() { with_root bookworm fresh_steps; }
