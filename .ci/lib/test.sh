# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Runs the tests and adds them up.

passed=0 failed=0 skipped=0

# counts BUILD_DIRECTORY: "passed failed skipped" of its last test run.
counts() {
    local results
    mapfile -t results < <(find "$1/results" -name '*.xml' | sort)
    awk -f .ci/lib/count.awk "$1/ctest.xml" "${results[@]}"
}

# run_ctest PRESET [CTEST OPTIONS]: runs them and adds to the sums.
run_ctest() {
    local preset=$1 directory=build/$1 status=0 p f s
    shift
    find "$directory/results" -name '*.xml' -delete
    rm -f "$directory/ctest.xml"
    (cd "$directory" && ctest --output-on-failure --no-tests=error -j2 --output-junit ctest.xml "$@") >&2 || status=$?
    [ -s "$directory/ctest.xml" ] || die "ctest ran no test in preset $preset"
    read -r p f s < <(counts "$directory")
    # Whatever ctest holds against the run is never lost in the sums.
    [ "$status" -eq 0 ] || [ "$f" -gt 0 ] || f=1
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

# test_programs PRESET [CTEST OPTIONS]: what its tests run, one a line: each is named like its program. Scripts, which have
# none, bring their own.
test_programs() {
    ctest --test-dir "build/$1" -N "${@:2}" | awk '/Test +#[0-9]+: tst_/ { print $3 }'
}

# The closing line; in CI a test that did not run is a failure.
close_counts() {
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    [ "$failed" -eq 0 ] || return 1
    [ "$passed" -gt 0 ] || return 1
    [ "${CI:-}" != true ] || [ "$skipped" -eq 0 ]
}

# Whether the tree has tests marked with this word of sermo_add_test().
tree_has() { grep -rqw --include=CMakeLists.txt "$1" tests/*/; }

sanitized_preset() { if [ "${CI:-}" = true ]; then echo ci; else echo asan; fi; }

# sanitized_tests [NAME]
sanitized_tests() {
    local preset
    preset=$(sanitized_preset)
    configure "$preset"
    compile "$preset"
    run_ctest "$preset" ${1:+-R "$1"}
}

command_test() {
    [ $# -le 1 ] || wrong_call "test takes one name"
    if [ "${1:-}" = fresh ]; then
        prove_fresh
        return
    fi
    set_up build test
    sanitized_tests "$@"
    if [ $# -eq 0 ] && tree_has SPEED; then
        local programs
        configure release -DSERMO_SPEED=ON
        mapfile -t programs < <(test_programs release)
        compile release "${programs[@]}"
        run_ctest release
    fi
    close_counts
}

command_asan() {
    [ $# -le 1 ] || wrong_call "asan takes one name"
    set_up build test
    sanitized_tests "$@"
    close_counts
}
