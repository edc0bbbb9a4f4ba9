# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The long tests, and everything compiled and tested with the newer Qt of Debian 13.

# What the tests of the last run say they held, one table. A test prints a line for each promise, anywhere on its
# standard output:  SOAK| the promise | how it was tried | what came of it |
soak_table() {
    printf '| promise | tried | held |\n| --- | --- | --- |\n'
    sed -n 's/^.*SOAK|/|/p' build/soak/Testing/Temporary/LastTest.log
}

# On this machine, whichever Debian it is: optimised, every test, the long ones among them.
soak_here() {
    local table
    set_up build test soak
    configure soak -DSERMO_SOAK=ON -DSERMO_SPEED=ON
    compile soak
    run_ctest soak
    table=$(soak_table)
    # What goes wrong once in ten times goes wrong for somebody every day.
    run_ctest soak -L e2e --repeat "until-fail:${SERMO_SOAK_ROUNDS:-10}"
    printf '%s\n' "$table"
    # shellcheck disable=SC2154  # run_ctest adds them up
    if [ "$1" = yes ] && [ "$failed" -gt 0 ]; then
        say "a test failed: nothing is written"
    elif [ "$1" = yes ]; then
        { provenance './dev soak --write' soak && printf '## promises\n\n%s\n' "$table"; } | write_results soak
    fi
    close_counts
}

soak_steps() {
    local root=$1 status=0
    in_root "$root" ./dev soak --here "${@:2}" || status=$?
    if [ $# -gt 1 ]; then cp "$root/root/sermo-desk/tests/bench/RESULTS.md" tests/bench/RESULTS.md; fi
    return "$status"
}

command_soak() {
    local here=no write=no
    while [ $# -gt 0 ]; do
        case $1 in
            --here) here=yes ;;
            --write) write=yes ;;
            *) wrong_call "soak takes --here, --write or nothing" ;;
        esac
        shift
    done
    if [ "$here" = yes ]; then
        soak_here "$write"
    elif [ "$write" = yes ]; then
        with_root trixie soak_steps --write
    else
        with_root trixie soak_steps
    fi
}
