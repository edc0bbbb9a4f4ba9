# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Debian packages, and the proof that they do what a package should on an empty system.

# make_packages DIRECTORY [VERSION]: into that directory; the version is the project's own unless given.
make_packages() {
    local into=$1 version=()
    [ -z "${2:-}" ] || version=(-D "CPACK_PACKAGE_VERSION=$2")
    configure release
    compile release
    mkdir -p "$into"
    cpack --config build/release/CPackConfig.cmake -B "$into" "${version[@]}" >build/cpack.log 2>&1 || {
        tail -n 40 build/cpack.log >&2
        die "no packages"
    }
    rm -rf "$into/_CPack_Packages"
    find "$into" -name '*.deb' | sort
}

# In the empty system: installed, started, upgraded with its data kept, removed, purged.
package_steps() {
    local place=$1/root/packages
    make_packages "$place/old" >&2
    make_packages "$place/new" 99.0 >&2
    # What they depend on while there is a network; everything else with ports of its own.
    in_root "$1" bash -c 'apt-get install -y --no-install-recommends --download-only /root/packages/old/*.deb >/dev/null'
    in_root "$1" --alone .ci/package-proof /root/packages
}

command_package() {
    set_up build package
    case ${1:-} in
        '') make_packages build/packages ;;
        proof) with_root bookworm package_steps ;;
        *) wrong_call "package takes nothing or 'proof'" ;;
    esac
}
