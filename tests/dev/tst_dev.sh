#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Holds ./dev and the counting of tests against made-up runs. Writes JUnit to $SERMO_RESULTS.
set -uo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.." || exit 1

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cases='' failures=0

# holds NAME EXPECTED ACTUAL
holds() {
    if [ "$2" = "$3" ]; then
        cases+="<testcase name=\"$1\"/>"$'\n'
        printf 'PASS   : %s\n' "$1"
        return
    fi
    cases+="<testcase name=\"$1\"><failure message=\"see the log\"/></testcase>"$'\n'
    failures=$((failures + 1))
    printf 'FAIL!  : %s\n   Expected: %s\n   Actual:   %s\n' "$1" "$2" "$3"
}

# A ctest report with a program of each NAME=STATUS.
ctest_report() {
    local pair
    printf '<testsuite name="all">\n'
    for pair in "$@"; do
        printf '\t<testcase name="%s" classname="%s" time="1" status="%s">\n\t</testcase>\n' \
            "${pair%=*}" "${pair%=*}" "${pair#*=}"
    done
    printf '</testsuite>\n'
}

# adds_up REPORT…: "passed failed skipped" of $place/ctest.xml and these.
adds_up() { awk -f .ci/lib/count.awk "$place/ctest.xml" "$@" 2>/dev/null; }

unknown_commands_are_told_in_one_line() {
    local said status
    said=$(./dev frobnicate 2>&1)
    status=$?
    holds 'an unknown command exits 2' 2 "$status"
    holds 'an unknown command is told in one line' 1 "$(wc -l <<<"$said")"
    ./dev build no-such-preset >/dev/null 2>&1
    holds 'an unknown preset exits 2' 2 "$?"
    ./dev soak everything >/dev/null 2>&1
    holds 'an unknown part of the soak exits 2' 2 "$?"
    ./dev help >/dev/null 2>&1
    holds 'help exits 0' 0 "$?"
}

every_command_of_the_contract_is_there() {
    local command
    for command in run demo test build bench lint fmt asan soak shots package; do
        ./dev help | grep -qE "^  $command( |\$)"
        holds "help tells of $command" 0 "$?"
    done
}

functions_and_rows_are_counted() {
    cat >"$place/tst_rows.xml" <<'XML'
<testsuite name="Rows">
  <testcase name="initTestCase" classname="Rows" time="0"/>
  <testcase name="a(first)" classname="Rows" time="0"/>
  <testcase name="a(second)" classname="Rows" time="0">
    <failure type="fail" message="it &quot;is&quot; 1 &amp; not&#x000A; 2"/>
  </testcase>
  <testcase name="b" classname="Rows" time="0">
    <skipped message="not here"/>
  </testcase>
  <testcase name="cleanupTestCase" classname="Rows" time="0"/>
</testsuite>
XML
    ctest_report tst_rows=fail >"$place/ctest.xml"
    holds 'rows are counted, the frame around them is not' '1 1 1' "$(adds_up "$place/tst_rows.xml")"
    holds 'what failed is told with its reason, on one line' 'failed: tst_rows: a(second): it "is" 1 & not 2' \
        "$(awk -f .ci/lib/count.awk "$place/ctest.xml" "$place/tst_rows.xml" 2>&1 >/dev/null | grep ^failed)"
}

several_cases_on_a_line_are_counted() {
    printf '<testsuites><testsuite><testcase name="a" time="0"/><testcase name="b"><failure/></testcase></testsuite></testsuites>\n' \
        >"$place/widget.xml"
    ctest_report widget=fail >"$place/ctest.xml"
    holds 'several cases on a line are counted' '1 1 0' "$(adds_up "$place/widget.xml")"
}

crashes_are_not_lost() {
    printf '<testsuite>\n<testcase name="a" classname="A"/>\n</testsuite>\n' >"$place/tst_leaks.xml"
    ctest_report tst_leaks=fail tst_crashed=fail script=run gone=notrun >"$place/ctest.xml"
    holds 'a leak after the last test fails' '2 2 1' "$(adds_up "$place/tst_leaks.xml")"
}

packages_are_known_by_group() {
    printf '%s\n' '[build]' 'one  # why' 'sh-as-a-package unless sh' '[test]' 'two' >"$place/packages.txt"
    mkdir -p "$place/.ci"
    mv "$place/packages.txt" "$place/.ci/"
    # shellcheck source=/dev/null
    holds 'only what is missing of the group is asked for' one \
        "$(. .ci/lib/say.sh && . .ci/lib/setup.sh && cd "$place" && missing_packages build)"
}

# with_set_up COMMAND…: in the made-up place, as whoever runs this.
with_set_up() (
    # shellcheck source=/dev/null
    . .ci/lib/say.sh && . .ci/lib/setup.sh && cd "$place" || exit 1
    # shellcheck disable=SC2317  # set-up calls it
    as_root() { "$@"; }
    "$@"
)

what_is_installed_starts_no_service() {
    local policy=$place/policy-rc.d
    mkdir -p "$place/.ci"
    printf '%s\n' '[test]' 'webserver off webd  # why' 'unrelated' '[bench]' 'webserver off webd' >"$place/.ci/packages.txt"
    holds 'a service that is wanted off is named once' webd "$(with_set_up services_kept_off unrelated webserver)"
    holds 'nobody else'"'"'s service is' '' "$(with_set_up services_kept_off unrelated)"
    holds 'its package is asked for all the same' 'unrelated webserver' "$(with_set_up missing_packages test | sort | xargs)"
    # shellcheck disable=SC2016  # for that shell
    holds 'an installer hears no' 101 "$(with_set_up without_services "$policy" sh -c '"$0" webd start; echo $?' "$policy")"
    holds 'only while something is installed' gone "$([ -e "$policy" ] && echo there || echo gone)"
    with_set_up without_services "$policy" false
    holds 'what fails is told' 1 "$?"
    holds 'and nothing is left then either' gone "$([ -e "$policy" ] && echo there || echo gone)"
    echo 'the own one' >"$policy"
    with_set_up without_services "$policy" true
    holds 'a policy that the machine has stays' 'the own one' "$(cat "$policy")"
}

parts_of_the_results_are_written_apart() {
    mkdir -p "$place/tests/bench"
    (
        # shellcheck source=/dev/null
        . .ci/lib/say.sh && . .ci/lib/results.sh && cd "$place" || exit 1
        echo 'fast | 1' | write_results bench-speed
        echo 'held | 2' | write_results soak-hold
        echo 'fast | 3' | write_results bench-speed
        echo 'small | 4' | write_results bench-size
    ) 2>/dev/null
    holds 'a part written again replaces itself' 'fast | 3' "$(grep fast "$place/tests/bench/RESULTS.md")"
    holds 'the other part stays' 'held | 2' "$(grep held "$place/tests/bench/RESULTS.md")"
    holds 'benchmarks stand in the order of their names, before the long tests' 'small fast held' \
        "$(grep -oE 'small|fast|held' "$place/tests/bench/RESULTS.md" | xargs)"
    holds 'nothing else piles up' 1 "$(grep -c '^# Measured' "$place/tests/bench/RESULTS.md")"
}

every_part_of_the_soak_has_its_place_in_the_results() {
    local parts places
    # shellcheck source=/dev/null disable=SC2154  # soak.sh has them
    parts=$(. .ci/lib/soak.sh && printf 'soak-%s\n' "${soak_parts[@]}" | sort | xargs)
    # shellcheck source=/dev/null
    places=$(. .ci/lib/results.sh && results_parts "$place/nowhere.md" soak-hold | sort | xargs)
    holds 'each part of the soak has its place in the results' "$parts" "$places"
}

unknown_commands_are_told_in_one_line
every_command_of_the_contract_is_there
functions_and_rows_are_counted
several_cases_on_a_line_are_counted
crashes_are_not_lost
packages_are_known_by_group
what_is_installed_starts_no_service
parts_of_the_results_are_written_apart
every_part_of_the_soak_has_its_place_in_the_results

[ -z "${SERMO_RESULTS:-}" ] || printf '<testsuite name="tst_dev">\n%s</testsuite>\n' "$cases" >"$SERMO_RESULTS"
exit $((failures > 0))
