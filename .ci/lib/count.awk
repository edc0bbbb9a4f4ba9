# SPDX-License-Identifier: GPL-3.0-or-later
# Adds up JUnit files to "passed failed skipped". First file: what ctest wrote (one case a program).
# The others: what each program wrote (one case a test function and data row).
# A program that ctest failed but whose own file shows no failure (a crash, a leak, a timeout) counts as one more.

# A record is a tag: "testcase name=…>" and the text after it.
BEGIN { RS = "<" }

function attribute(line, name,    found)
{
    if (!match(line, " " name "=\"[^\"]*\""))
        return ""
    found = substr(line, RSTART, RLENGTH)
    sub(/^[^"]*"/, "", found)
    sub(/"$/, "", found)
    return found
}

# Why it failed, on one line.
function reason(line,    text)
{
    text = attribute(line, "message")
    gsub(/&#[xX]?0*[aAdD0-3]*;/, " ", text)
    gsub(/&quot;/, "\"", text)
    gsub(/&apos;|&#39;/, "'", text)
    gsub(/&lt;/, "<", text)
    gsub(/&gt;/, ">", text)
    gsub(/&amp;/, "\\&", text)
    gsub(/[ \t\n]+/, " ", text)
    return text == "" ? "" : ": " text
}

function close_case()
{
    if (!open)
        return
    open = 0
    # Qt's own frame around every class is no test, unless it fails.
    if (state == "passed" && (testcase == "initTestCase" || testcase == "cleanupTestCase"))
        return
    count[program, state]++
    total[state]++
    if (state != "passed")
        printf "%s: %s: %s%s\n", state, program, testcase, why > "/dev/stderr"
}

FNR == 1 {
    close_case()
    program = FILENAME
    sub(/.*\//, "", program)
    sub(/\.xml$/, "", program)
    detailed[program] = 1
    next
}

NR == FNR {
    if (/^testcase /)
        status[attribute($0, "name")] = attribute($0, "status")
    next
}

/^testcase / {
    close_case()
    open = 1
    state = "passed"
    why = ""
    testcase = attribute($0, "name")
}

/^(failure|error)[ >\/]/ { state = "failed"; why = why reason($0) }
/^skipped[ >\/]/ { state = "skipped"; why = reason($0) }
/^\/testcase>/ { close_case() }

END {
    close_case()
    for (name in status) {
        if (status[name] == "fail" && !count[name, "failed"]) {
            total["failed"]++
            printf "failed: %s (crash, leak or timeout)\n", name > "/dev/stderr"
        } else if (status[name] == "run" && !(name in detailed)) {
            total["passed"]++
        } else if (status[name] != "run" && status[name] != "fail") {
            total["skipped"]++
            printf "not run: %s\n", name > "/dev/stderr"
        }
    }
    print total["passed"] + 0, total["failed"] + 0, total["skipped"] + 0
}
