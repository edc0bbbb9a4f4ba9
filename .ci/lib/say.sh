# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What ./dev tells: one voice, on standard error, so that standard output stays for results.

say() { printf 'dev: %s\n' "$*" >&2; }

die() {
    say "$*"
    exit 1
}

wrong_call() {
    say "$*"
    exit 2
}

cache_directory() { printf '%s/sermo-desk' "${XDG_CACHE_HOME:-$HOME/.cache}"; }
