# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Pictures of every view of the console: light and dark, at 100 % and 200 %, in English and Swedish. To be looked at.

# The views: what tests/console/pictures.cpp is told beside the file and the palette.
shot_views=(console empty offers log transfer palette undo find guide shortcuts replies buttons emoji)

# The pages and dialogs of tests/settings/pictures.cpp.
settings_views=(look sounds replies keys invite loopback platforms queues bot retention firststart join trouble)

# shoot FOLDER: one file a view, palette, scale and language; says where it stands.
shoot() {
    local folder=$1 view look scale language file words program
    for view in "${shot_views[@]}" "${settings_views[@]/#/settings-}"; do
        for look in light dark; do
            for scale in 1 2; do
                for language in en sv; do
                    file=$folder/$view-$look-${scale}00-$language.png
                    words=("$file" "$look")
                    program=console_pictures
                    [ "$view" = console ] || words+=("${view#settings-}")
                    [ "$view" = "${view#settings-}" ] || program=settings_pictures
                    [ "$language" = en ] || words+=(sv)
                    QT_QPA_PLATFORM=offscreen QT_SCALE_FACTOR=$scale LC_ALL=C.UTF-8 TZ=UTC \
                        "build/dev/tests/$program" "${words[@]}" 2>/dev/null || die "$file: no picture"
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
    compile dev console_pictures settings_pictures
    mkdir -p "$folder"
    shoot "$folder"
    say "$(find "$folder" -name '*.png' | wc -l) pictures in $folder"
}
