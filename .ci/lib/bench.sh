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

# run_bench PROGRAM: its heading and its table.
run_bench() {
    local name runner=() status=0
    name=$(basename "${1%.mjs}")
    printf '## %s\n\n' "${name#bench_}"
    [ "$name" = "$(basename "$1")" ] || runner=("$(pinned_node)")
    "${runner[@]}" "$1" </dev/null || status=$?
    printf '\n'
    return "$status"
}

# One after the other, each with a part of RESULTS.md of its own: what failed writes nothing, and undoes nothing.
# run_benches WRITE NAME…: the benchmarks of these names, or all.
run_benches() {
    local write=$1 program name out status=0
    shift
    export SERMO_BUILD_DIR=$PWD/build/release LC_ALL=C.UTF-8 TZ=UTC
    out=$(mktemp)
    while read -r program; do
        name=$(basename "${program%.mjs}")
        name=${name#bench_}
        [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
        say "bench $name"
        if ! run_bench "$program" >"$out"; then
            say "bench $name failed: nothing is written of it"
            status=1
        elif [ "$write" = yes ]; then
            { cat "$out" && provenance_line "./dev bench $name --write" release; } | write_results "bench-$name"
        fi
        cat "$out"
    done < <(bench_programs)
    rm -f "$out"
    return "$status"
}

command_bench() {
    local write=no names=() name known
    while [ $# -gt 0 ]; do
        case $1 in
            --write) write=yes ;;
            -*) wrong_call "bench takes names of benchmarks and --write" ;;
            *) names+=("$1") ;;
        esac
        shift
    done
    set_up build test bench
    configure release -DSERMO_BENCH=ON
    compile release
    known=$(bench_programs | sed 's|.*/||; s|^bench_||; s|[.]mjs$||')
    [ -n "$known" ] || die "there is no benchmark"
    for name in "${names[@]}"; do
        grep -qx -- "$name" <<<"$known" || wrong_call "no benchmark '$name'; there are: $(tr '\n' ' ' <<<"$known")"
    done
    run_benches "$write" "${names[@]}" || die "a benchmark failed"
}
