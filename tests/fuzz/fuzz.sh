#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# fuzz.sh TARGET [SECONDS]: builds that fuzzer with clang, and lets it run from its corpus on. A finding fails it.
set -euo pipefail

target=$1 seconds=${2:-600}
tree=$(cd "$(dirname "$0")/../.." && pwd)
build=${SERMO_FUZZ_BUILD:-$tree/build/fuzz}
mkdir -p "$build"
(
    flock 9 # one configures and builds, however many are started
    cmake -S "$tree" -B "$build" -G Ninja -DCMAKE_CXX_COMPILER=clang++ \
        -DCMAKE_BUILD_TYPE=RelWithDebInfo -DSERMO_FUZZ=ON -DSERMO_WIDGET=OFF >"$build/configure.log"
    cmake --build "$build" --target "fuzz_$target" -- --quiet
) 9>"$build.lock"

seeds=("$tree/tests/fuzz/corpus/$target")
if [ "$target" = event ]; then mapfile -t seeds < <(find "$tree/tests/data/events" -type d); fi
found=$build/found/$target
mkdir -p "$found"
# Its ten minutes count, not how much it gets done in them: what is timed beside it comes first.
nice -n 19 "$build/bin/fuzz_$target" -max_len=4000 -timeout=20 -rss_limit_mb=2048 -max_total_time="$seconds" -print_final_stats=1 \
    -artifact_prefix="$build/finding-$target-" "$found" "${seeds[@]}" >"$build/$target.log" 2>&1 || {
    tail -n 60 "$build/$target.log"
    exit 1
}
runs=$(awk '/^stat::number_of_executed_units/ { print $2 }' "$build/$target.log")
printf 'SOAK| libFuzzer finds nothing in %s | %s s, address and undefined-behaviour sanitizers | %s inputs, 0 findings |\n' \
    "$target" "$seconds" "$runs"
