# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Runs the benchmarks and, when asked, writes down what they said. tests/bench/README.md tells how to add one.

# The programs, one a line: those built, then the scripts that drive what was built.
bench_programs() {
    find build/release/bench -maxdepth 1 -name 'bench_*' -type f -executable 2>/dev/null | sort
    sources 'tests/bench/*.mjs' | sort
}

# The Node that package.json pins; Debian's is too old.
pinned_node() {
    find "$PWD"/resources/widget/node_modules/node-linux-*/bin -name node -type f | head -n 1
}

run_benches() {
    local program name status runner
    export SERMO_BUILD_DIR=$PWD/build/release LC_ALL=C.UTF-8 TZ=UTC
    while read -r program; do
        name=$(basename "${program%.mjs}")
        say "bench ${name#bench_}"
        printf '## %s\n\n' "${name#bench_}"
        runner=()
        [ "$name" = "$(basename "$program")" ] || runner=("$(pinned_node)")
        "${runner[@]}" "$program" </dev/null || status=1
        printf '\n'
    done < <(bench_programs)
    return "${status:-0}"
}

command_bench() {
    local write=no out
    case ${1:-} in
        --write) write=yes ;;
        '') ;;
        *) wrong_call "bench takes nothing or --write" ;;
    esac
    set_up build test bench
    configure release -DSERMO_BENCH=ON
    compile release
    [ -n "$(bench_programs)" ] || die "there is no benchmark"
    out=$(mktemp)
    run_benches | tee "$out" || die "a benchmark failed: nothing is written"
    if [ "$write" = yes ]; then
        { provenance './dev bench --write' release && cat "$out"; } | write_results bench
    fi
    rm -f "$out"
}
