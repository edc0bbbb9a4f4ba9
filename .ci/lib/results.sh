# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2016  # backquotes of Markdown
# tests/bench/RESULTS.md: what was measured, a part for each command that measures. A part is replaced whole, by its
# command; nobody writes in there by hand.

# The parts in the order in which they stand there: a benchmark each, by name, then what the long tests held.
# results_parts FILE NAME: those of FILE, and NAME.
results_parts() {
    {
        [ ! -e "$1" ] || sed -n 's/^<!-- \(bench-[^ ]*\) -->$/\1/p' "$1"
        [[ $2 != bench-* ]] || printf '%s\n' "$2"
    } | sort -u
    printf 'soak-%s\n' tests hold crowds desk fuzz walks
}

# The machine in words: what a figure means nothing without.
machine() {
    local model memory system
    model=$(awk -F': *' '/^model name/ { print $2; exit }' /proc/cpuinfo)
    memory=$(awk '/^MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo)
    system=$(. /etc/os-release && printf '%s' "$PRETTY_NAME")
    printf '%s cores of %s, %s of memory, %s, Linux %s, Qt %s' "$(nproc)" "${model:-an unnamed processor}" "$memory" "$system" \
        "$(uname -r | cut -d- -f1)" "$(qmake6 -query QT_VERSION 2>/dev/null || echo unknown)"
}

# The commit that was measured, marked where the tree differs from it; the results themselves do not count.
measured_commit() {
    local mark=''
    git diff --quiet HEAD -- . ':!tests/bench/RESULTS.md' || mark=-dirty
    printf '%s%s' "$(git rev-parse --short HEAD)" "$mark"
}

# provenance COMMAND PRESET: where figures come from.
provenance() {
    printf '| | |\n| --- | --- |\n| command | `%s` |\n| commit | %s |\n| date | %s |\n| machine | %s |\n| build | preset %s |\n\n' \
        "$1" "$(measured_commit)" "$(date -u +%F)" "$(machine)" "$2"
}

# provenance_line COMMAND PRESET: the same, in one line under a table.
provenance_line() {
    printf '`%s`, commit %s, %s, preset %s; %s.\n' \
        "$1" "$(measured_commit)" "$(date -u +%F)" "$2" "$(machine)"
}

# part_of FILE NAME: the lines between the marks of that part.
part_of() {
    [ -e "$1" ] || return 0
    awk -v name="$2" '$0 == "<!-- end of " name " -->" { exit } inside; $0 == "<!-- " name " -->" { inside = 1 }' "$1"
}

# write_results NAME: puts standard input in the place of that part of RESULTS.md; the other parts stay.
write_results() {
    local file=tests/bench/RESULTS.md name new text
    new=$(mktemp)
    text=$(cat)
    {
        printf '# Measured\n\nWritten by `./dev bench --write` and `./dev soak --write`; never by hand.\n'
        printf '`README.md` beside this tells how each is measured.\n'
        while read -r name; do
            if [ "$name" = "$1" ]; then
                printf '\n<!-- %s -->\n%s\n<!-- end of %s -->\n' "$name" "$text" "$name"
            elif [ -n "$(part_of "$file" "$name")" ]; then
                printf '\n<!-- %s -->\n%s\n<!-- end of %s -->\n' "$name" "$(part_of "$file" "$name")" "$name"
            fi
        done < <(results_parts "$file" "$1")
    } >"$new"
    cat "$new" >"$file"
    rm -f "$new"
    say "written to $file"
}
