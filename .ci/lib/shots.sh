# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Pictures of every view of the desk: light and dark, at 100 % and 200 %, in English and Swedish. To be looked at.

# What each program of pictures draws, beside its first view: what it is told after the file and the palette. In the
# order of the desk's tabs.
declare -A shot_views=(
    [console]='empty offers log transfer end palette undo find guide shortcuts replies buttons emoji aside asidemenu
        spelling status settingsmenu image transcriptmenu earlier before takeover goon'
    [dashboard]='empty alarms hand wall session past'
    [history]='words empty dates erase figure reports agents'
    [settings]='look sounds replies keys invite revoke loopback platforms combo unsaved queues allocation bot retention access
        encryption firststart join trouble standbyinvite standbycard standbygo standbydone standbytrouble standbyend'
)

# The screen that is drawn on: at 200 % it has room for half as much, as a laptop's has.
shot_screen=build/shots-screen.json

# shoot_one FILE PROGRAM LOOK SCALE LANGUAGE [VIEW]
shoot_one() {
    local words=("$1" "$3")
    [ -z "${6:-}" ] || words+=("$6")
    [ "$5" = en ] || words+=(sv)
    QT_QPA_PLATFORM=offscreen:configfile=$shot_screen QT_SCALE_FACTOR=$4 LC_ALL=C.UTF-8 TZ=UTC \
        "build/dev/tests/$2" "${words[@]}" 2>/dev/null || die "$1: no picture"
}

# shoot FOLDER: one file a view, palette, scale and language; says where it stands.
shoot() {
    local folder=$1 room view look scale language views name
    printf '{"screens":[{"name":"shots","x":0,"y":0,"width":2880,"height":1800,"logicalDpi":96,"dpr":1}]}\n' >"$shot_screen"
    for room in console dashboard history settings; do
        read -r -d '' -a views <<<"${shot_views[$room]}" || true
        [ "$room" = settings ] || views=('' "${views[@]}") # the settings have no view without a name
        for view in "${views[@]}"; do
            name=$room${view:+-$view}
            for look in light dark; do
                for scale in 1 2; do
                    for language in en sv; do
                        shoot_one "$folder/$name-$look-${scale}00-$language.png" "${room}_pictures" "$look" "$scale" "$language" "$view"
                    done
                done
            done
        done
    done
}

command_shots() {
    [ $# -le 1 ] || wrong_call "shots takes nothing or a folder"
    local folder=${1:-build/shots}
    set_up build test
    configure dev
    compile dev console_pictures dashboard_pictures history_pictures settings_pictures
    mkdir -p "$folder"
    shoot "$folder"
    say "$(find "$folder" -name '*.png' | wc -l) pictures in $folder"
}
