# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Configures and builds presets; starts the desk.

# configure PRESET [-DX=Y …]: quiet unless it fails. What an earlier command switched on is off again unless asked for.
configure() {
    local preset=$1 log
    shift
    log=$(mktemp)
    # What the machine lacks is left out for people; here nothing is left out without a word.
    [ -z "${CI:-}" ] || set -- -DSERMO_NATS=ON "$@"
    if ! cmake --preset "$preset" -DSERMO_SPEED=OFF -DSERMO_BENCH=OFF -DSERMO_SOAK=OFF "$@" >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        die "could not configure preset $preset"
    fi
    rm -f "$log"
}

# compile PRESET [TARGET …]: progress for people, only trouble for logs.
compile() {
    local preset=$1 targets=() quiet=()
    shift
    [ $# -eq 0 ] || targets=(--target "$@")
    [ -t 1 ] || quiet=(-- --quiet)
    say "building preset $preset"
    cmake --build --preset "$preset" "${targets[@]}" "${quiet[@]}" >&2 || die "preset $preset does not build"
}

command_build() {
    [ $# -le 1 ] || wrong_call "build takes one preset"
    local preset=${1:-release}
    grep -q "\"configurePreset\": \"$preset\"" CMakePresets.json || wrong_call "no preset '$preset' in CMakePresets.json"
    set_up build
    configure "$preset"
    compile "$preset"
}

# http_status HOST PORT PATH: the status code of a GET, empty while nobody answers.
http_status() {
    (
        exec 3<>"/dev/tcp/$1/$2" || exit 1
        printf 'GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$3" "$1" >&3
        IFS=' ' read -r -t 5 _ status _ <&3 && printf '%s' "$status"
    ) 2>/dev/null || true
}

# announce HOST PORT: once the broker answers, where the demo page is.
announce() {
    local tries
    for ((tries = 0; tries < 120; tries++)); do
        if [ "$(http_status "$1" "$2" /health)" = 200 ]; then
            printf 'Demo page, for a customer: http://%s:%s/\n' "$1" "$2"
            return
        fi
        sleep 0.25
    done
    say "the broker has not answered on $1:$2"
}

# The desk to be started, and a screen for it where there is none.
build_desk() {
    set_up build
    configure release
    compile release
    if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; then
        say "there is no display here: the desk runs without a window you can see, its broker all the same"
        export QT_QPA_PLATFORM=offscreen
    fi
}

command_run() {
    build_desk
    announce 127.0.0.1 8080 &
    exec build/release/bin/sermo-desk --listen 127.0.0.1:8080 "$@"
}

command_demo() {
    build_desk
    exec build/release/bin/sermo-desk --demo "$@"
}
