# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Brings a machine to where it can build: Debian packages and what npm has for the widget.

# The packages of the groups named that neither dpkg nor an "unless" command provides, one a line.
missing_packages() {
    local wanted installed
    wanted=$(awk -v groups=" $* " '
        { sub(/#.*/, "") }
        /^\[/ { gsub(/[][ \t]/, ""); wanted = index(groups, " " $0 " "); next }
        NF && wanted { print $1, ($2 == "unless" ? $3 : "-") }' .ci/packages.txt | sort -u)
    # shellcheck disable=SC2046  # package names, split on purpose
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $(cut -d' ' -f1 <<<"$wanted") 2>/dev/null |
        awk '$1 == "installed" { print $2 }' || true)
    local package command
    while read -r package command; do
        if [ "$command" != - ] && command -v "$command" >/dev/null; then continue; fi
        grep -qxF "$package" <<<"$installed" || printf '%s\n' "$package"
    done <<<"$wanted"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "installing packages needs root, and there is no sudo: run as root: $*"
    fi
}

# services_kept_off PACKAGE…: what the list says must not run of these ("off"), one a line.
services_kept_off() {
    awk -v packages=" $* " '{ sub(/#.*/, "") } $2 == "off" && index(packages, " " $1 " ") { print $3 }' .ci/packages.txt | sort -u
}

# without_services POLICY COMMAND…: runs it, and what it installs starts no service. Debian starts one as soon as it is
# installed, and nginx, which a test wants as a program, would serve port 80 of a developer's machine. Installers ask POLICY
# (/usr/sbin/policy-rc.d); one that is there already, as in a container, is the machine's own and stays.
without_services() (
    policy=$1
    shift
    if [ ! -e "$policy" ]; then
        trap 'as_root rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 755 "$policy"
    fi
    "$@"
)

install_packages() {
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null || die "not a Debian system; install by hand: ${missing[*]}"
    say "installing Debian packages: ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q=2 update
    without_services /usr/sbin/policy-rc.d \
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -q=2 -o Dpkg::Use-Pty=0 -y --no-install-recommends install \
        "${missing[@]}" >/dev/null
    # Nor at the next start of the machine, for which it was enabled all the same.
    local service
    while read -r service; do
        if command -v systemctl >/dev/null; then as_root systemctl --quiet disable "$service" >&2; fi
    done < <(services_kept_off "${missing[@]}")
}

# Folders whose package-lock.json npm is to follow.
npm_folders() {
    find . \( -name node_modules -o -name build -o -name .git \) -prune -o -name package-lock.json -printf '%h\n'
}

# What npm has for the widget, as the build itself would fetch it; quick when the lock has not changed.
install_npm() {
    local folder
    while read -r folder; do
        mkdir -p "build/npm/$folder"
        cmake -DNPM=npm -DFOLDER="$PWD/${folder#./}" -DSTAMP="$PWD/build/npm/${folder#./}/stamp" -P resources/cmake/npm-ci.cmake >&2
    done < <(npm_folders)
}

# set_up GROUP…: everything the groups of .ci/packages.txt and the lock files ask for. Quick when nothing is missing.
set_up() {
    install_packages "$@"
    install_npm
}
