# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Static checks. Each is a function that prints what is wrong and returns non-zero; each counts as one.

# Files of the project with these endings, those not yet committed among them.
sources() { git ls-files --cached --others --exclude-standard -- "$@" | while read -r f; do [ ! -e "$f" ] || printf '%s\n' "$f"; done; }

cpp_files() { sources 'app/*.cpp' 'app/*.h' 'broker/*.cpp' 'broker/*.h' 'ui/*.cpp' 'ui/*.h' 'tests/*.cpp' 'tests/*.h'; }

# Where a change starts: what it branched from; on the main line itself, the last commits.
change_base() {
    local base
    base=$(git merge-base HEAD origin/main 2>/dev/null || git merge-base HEAD main 2>/dev/null || true)
    if [ -z "$base" ] || [ "$base" = "$(git rev-parse HEAD)" ]; then
        base=$(git rev-parse -q --verify HEAD~20 || git rev-list --max-parents=0 HEAD | tail -n 1)
    fi
    printf '%s\n' "$base"
}

# What changed, the latest first, without what is gone.
changed_files() {
    local base
    base=$(change_base)
    {
        git diff --name-only HEAD
        git ls-files --others --exclude-standard
        git log --format= --name-only "$base..HEAD"
    } | awk 'NF && !seen[$0]++' | while read -r f; do [ ! -e "$f" ] || printf '%s\n' "$f"; done
}

# The translation units that show what is in these files: a header is seen through its own source, or one that has it.
translation_units() {
    local file
    while read -r file; do
        case $file in
            *.cpp) printf '%s\n' "$file" ;;
            *.h)
                if [ -e "${file%.h}.cpp" ]; then
                    printf '%s\n' "${file%.h}.cpp"
                else
                    git grep -l --untracked "#include \"$file\"" -- '*.cpp' | head -n 1
                fi
                ;;
        esac
    done | awk '!seen[$0]++'
}

check_format() { cpp_files | xargs -r -P 2 -n 20 clang-format --dry-run -Werror; }

check_shell() { { printf '%s\n' dev .ci/run .ci/smoke .ci/package-proof && sources '*.sh'; } | xargs shellcheck -x; }

# What a system's menus, shops and manuals read of us.
check_install() {
    local page
    desktop-file-validate resources/install/*.desktop || return 1
    appstreamcli validate --no-net resources/install/*.metainfo.xml || return 1
    for page in resources/install/*.1; do
        mandoc -T lint -W warning "$page" || return 1
    done
}

check_cppcheck() {
    mkdir -p build/cppcheck
    cpp_files | grep '\.cpp$' | cppcheck --quiet --file-list=- --language=c++ --std=c++20 --library=qt -I . -j 2 \
        --enable=warning,performance,portability --inline-suppr --suppressions-list=.ci/cppcheck.txt \
        --cppcheck-build-dir=build/cppcheck --error-exitcode=1
}

# tidy_key FILE: names what clang-tidy would see: its rules, the command, every byte after preprocessing.
# Empty when the file does not preprocess.
tidy_key() {
    local command
    command=$(awk -v file="$PWD/$1" '/"command":/ { line = $0 } /"file":/ && index($0, "\"" file "\"") { print line; exit }' \
        build/tidy/compile_commands.json | sed -e 's/^ *"command": "//' -e 's/",$//' -e 's/\\"/"/g' -e 's/\\\\/\\/g' -e 's/ -o [^ ]* -c / -E -P /')
    [ -n "$command" ] || return 0
    { cat .clang-tidy tests/.clang-tidy && clang-tidy --version && (cd build/tidy && eval "${command#*ccache }" 2>/dev/null); } | sha256sum | cut -d' ' -f1
}

# tidy_one FILE: checks it unless the very same was found clean before.
tidy_one() {
    local key known
    if [ -n "${SERMO_TIDY_UNTIL:-}" ] && [ "$(date +%s)" -ge "$SERMO_TIDY_UNTIL" ]; then
        printf 'not looked at for want of time: %s\n' "$1"
        return
    fi
    key=$(tidy_key "$1")
    # Not in the compile database: not built here (a bench, say), so not checked here.
    [ -n "$key" ] || return 0
    known=$(cache_directory)/tidy/$key
    [ ! -e "$known" ] || return 0
    clang-tidy --quiet -p build/tidy "$1" 2>/dev/null || return 1
    mkdir -p "${known%/*}" && : >"$known"
}

# What moc makes, without building what the targets link.
run_moc() {
    find build/tidy -name AutogenInfo.json -print0 | xargs -r -0 -P 2 -I '{}' cmake -E cmake_autogen '{}' Debug
}

check_tidy() {
    configure tidy -DSERMO_BENCH=ON -DSERMO_SPEED=ON -DSERMO_SOAK=ON
    run_moc
    # In CI there is an hour for everything: what changed last comes first, and how far it goes depends on the change
    # alone, not on how quick the machine is; the clock is only the last resort, and what it left out is told.
    local most=cat
    if [ "${CI:-}" = true ]; then
        most='sed -n 1,40p' # which reads to the end: whoever writes into a closed pipe has failed
        export SERMO_TIDY_UNTIL=$(($(date +%s) + 900))
    fi
    # shellcheck disable=SC2016  # expanded by the shells that xargs starts
    if [ "$lint_all" = yes ]; then cpp_files; else changed_files; fi | grep -E '^(app|broker|ui|tests)/' |
        translation_units | $most | xargs -r -P 2 -n 1 bash -c '
            for part in .ci/lib/*.sh; do . "$part"; done
            tidy_one "$1"' tidy_one
}

check_layering() {
    compile tidy tst_layering
    QT_QPA_PLATFORM=offscreen build/tidy/tests/tst_layering -silent
}

check_npm() {
    local folder status=0
    while read -r folder; do
        grep -q '"lint":' "$folder/package.json" || continue
        (cd "$folder" && npm run --silent lint </dev/null) || status=1
    done < <(npm_folders)
    return "$status"
}

# Known holes in what the widget is made of and by. The registry keeps that list, and some mirrors keep none: told, and no
# failure.
check_audit() {
    local said
    said=$(cd resources/widget && npm audit --audit-level=low --fetch-retries=0 --fetch-timeout=30000 </dev/null 2>&1) && return
    if grep -qE '[0-9]+ .*vulnerabilit' <<<"$said"; then
        printf '%s\n' "$said"
        return 1
    fi
    printf 'not looked at: resources/widget, the registry answers no audit: %s\n' "$(head -n 1 <<<"$said")"
}

# check NAME FUNCTION
check() {
    local log
    log=$(mktemp)
    # A subshell: a check may die without taking the others with it.
    if ("$2") >"$log" 2>&1; then
        passed=$((passed + 1))
        grep -E '^not looked at' "$log" >&2 || true
        say "lint: $1: good"
    else
        failed=$((failed + 1))
        cat "$log" >&2
        say "lint: $1: see above"
    fi
    rm -f "$log"
}

command_lint() {
    lint_all=no
    case ${1:-} in
        --all) lint_all=yes ;;
        '') ;;
        *) wrong_call "lint takes nothing or --all" ;;
    esac
    set_up build lint
    git rev-parse -q --verify HEAD >/dev/null || die "lint needs the git clone"
    check 'format and order of includes (clang-format)' check_format
    check 'shell (shellcheck)' check_shell
    check 'menu entry, metainfo, manual pages' check_install
    check 'cppcheck' check_cppcheck
    check 'clang-tidy' check_tidy
    check 'layering' check_layering
    check 'widget (tsc, prettier)' check_npm
    check 'known holes in the widget (npm audit)' check_audit
    close_counts
}

# Alone, for who raises a version: 1 when there is something, also 0 when nobody could be asked, which is told.
command_audit() {
    set_up build lint
    check_audit || die "see above: raise the version in resources/widget/package.json and let npm write the lock anew"
}

command_fmt() {
    set_up build lint
    cpp_files | xargs -r -n 20 clang-format -i
    local folder
    while read -r folder; do
        grep -q '"format":' "$folder/package.json" || continue
        (cd "$folder" && npm run --silent format </dev/null)
    done < <(npm_folders)
}
