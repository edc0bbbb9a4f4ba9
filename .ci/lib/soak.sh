# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The long tests, and everything compiled and tested with the newer Qt of Debian 13.

# On this machine, whichever Debian it is: optimised, every test, the long ones among them.
soak_here() {
    set_up build test
    configure soak -DSERMO_SOAK=ON -DSERMO_SPEED=ON
    compile soak
    run_ctest soak
    # What goes wrong once in ten times goes wrong for somebody every day.
    run_ctest soak -L e2e --repeat "until-fail:${SERMO_SOAK_ROUNDS:-10}"
    close_counts
}

soak_steps() { in_root "$1" ./dev soak --here; }

command_soak() {
    case ${1:-} in
        --here) soak_here ;;
        '') with_root trixie soak_steps ;;
        *) wrong_call "soak takes nothing or --here" ;;
    esac
}
