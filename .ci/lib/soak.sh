# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# The long tests, and everything compiled and tested with the newer Qt of Debian 13. In parts, since all of them
# together take two hours: each builds what it needs and no more, and writes a part of RESULTS.md of its own.

soak_parts=(tests hold crowds desk fuzz walks)

# What the tests of the last run say they held, one table. A test prints a line for each promise, anywhere on its
# standard output:  SOAK| the promise | how it was tried | what came of it |
soak_table() {
    printf '| promise | tried | held |\n| --- | --- | --- |\n'
    sed -n 's/^.*SOAK|/|/p' build/soak/Testing/Temporary/LastTest.log
}

# Everything compiled, and every test but the long ones.
soak_tests() {
    compile soak
    run_ctest soak -LE 'hold|crowds|desk|fuzz'
}

# soak_label LABEL: its programs, and their tests.
soak_label() {
    local programs
    mapfile -t programs < <(test_programs soak -L "^$1\$")
    compile soak "${programs[@]}"
    run_ctest soak -L "^$1\$"
}

# What is promised against failures and floods.
soak_hold() { soak_label hold; }

# What is promised to crowds, by the clock on the wall: it needs the machine to itself.
soak_crowds() { soak_label crowds; }

# What is promised to who works at a full desk: an hour in twelve columns, simulated in some minutes.
soak_desk() { soak_label desk; }

# The fuzzers, with clang and a build of their own.
soak_fuzz() { run_ctest soak -L '^fuzz$'; }

# The walks from outside: what goes wrong once in ten times goes wrong for somebody every day.
soak_walks() {
    compile soak
    run_ctest soak -L '^e2e$' --repeat "until-fail:${SERMO_SOAK_ROUNDS:-10}"
}

# On this machine, whichever Debian it is: optimised. soak_here WRITE PART…
soak_here() {
    local write=$1 part table before
    shift
    set_up build test soak
    configure soak -DSERMO_SOAK=ON -DSERMO_SPEED=ON
    for part in "$@"; do
        # shellcheck disable=SC2154  # run_ctest adds them up
        before=$failed
        "soak_$part"
        table=$(soak_table)
        printf '%s\n' "$table"
        if [ "$write" = yes ] && [ "$failed" -gt "$before" ]; then
            say "a test of part '$part' failed: nothing is written of it"
        elif [ "$write" = yes ] && [ "$(wc -l <<<"$table")" -gt 2 ]; then
            { provenance "./dev soak $part --write" soak && printf '## promises: %s\n\n%s\n' "$part" "$table"; } | write_results "soak-$part"
        fi
    done
    close_counts
}

soak_steps() {
    local root=$1 status=0
    in_root "$root" ./dev soak --here "${@:2}" || status=$?
    case " $* " in *' --write '*) cp "$root/root/sermo-desk/tests/bench/RESULTS.md" tests/bench/RESULTS.md ;; esac
    return "$status"
}

command_soak() {
    local here=no write=no parts=() options=()
    while [ $# -gt 0 ]; do
        case " ${soak_parts[*]} --here --write " in
            *" $1 "*) ;;
            *) wrong_call "soak takes ${soak_parts[*]}, --here and --write" ;;
        esac
        case $1 in
            --here) here=yes ;;
            --write) write=yes options+=(--write) ;;
            *) parts+=("$1") ;;
        esac
        shift
    done
    [ ${#parts[@]} -gt 0 ] || parts=("${soak_parts[@]}")
    if [ "$here" = yes ]; then
        soak_here "$write" "${parts[@]}"
    else
        with_root trixie soak_steps "${options[@]}" "${parts[@]}"
    fi
}
