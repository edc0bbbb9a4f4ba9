# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Empty Debian systems to prove things in. Needs root; every mount is gone with the process that made it.

# The mirror this machine itself uses, from its apt configuration; empty if none stands out.
debian_mirror() {
    # shellcheck disable=SC2016  # apt's own variables
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
        awk '$3 == "main" && $2 !~ /-/ && $1 ~ /^https?:/ && $1 !~ /security/ { print $1; exit }'
}

# make_root SUITE DIRECTORY: unpacks an empty Debian there, from a cached archive after the first time.
make_root() {
    local suite=$1 root=$2 archive
    archive=$(cache_directory)/root-$suite.tar
    if [ ! -s "$archive" ]; then
        say "making an empty Debian $suite with debootstrap"
        mkdir -p "$(dirname "$archive")"
        # shellcheck disable=SC2046  # no mirror: debootstrap's own default
        debootstrap --variant=minbase "$suite" "$root" $(debian_mirror) >&2
        tar -C "$root" -cf "$archive.new" . && mv "$archive.new" "$archive"
        return
    fi
    mkdir -p "$root"
    tar -C "$root" -xf "$archive"
}

# How this machine reaches the network is its own affair: proxies and the like of its apt go along.
lend_apt_configuration() {
    apt-config dump | grep -E '^Acquire::(https?|Check|Retries)' >"$1/etc/apt/apt.conf.d/90host" || true
}

# Bundles of certificates named in the environment go to a place of their own, and the variables point there.
# Prints the variables.
lend_certificates() {
    local root=$1 place=/etc/lent-certificates.pem
    [ -s "${SSL_CERT_FILE:-}" ] || return 0
    cp -L "$SSL_CERT_FILE" "$root$place"
    printf '%s=%s\n' SSL_CERT_FILE "$place" NODE_EXTRA_CA_CERTS "$place" npm_config_cafile "$place"
}

# Proxies and npm's settings, as this machine has them; paths of this machine would mean nothing in there.
lend_environment() {
    env | grep -E '^([a-zA-Z]+_proxy|[A-Z]+_PROXY|npm_config_[a-z_]+|CI)=' | grep -v '=/' || true
}

# copy_clone DIRECTORY: this clone, and what is changed but not committed.
copy_clone() {
    git clone -q --no-hardlinks . "$1"
    git ls-files -z --modified --others --exclude-standard | while IFS= read -r -d '' file; do
        if [ -e "$file" ]; then printf '%s\0' "$file"; fi
    done | tar --null -T - -cf - | tar -C "$1" -xf -
}

# in_root ROOT [--alone] COMMAND…: runs it in the clone there, with processes and mounts of its own;
# --alone: without this machine's network, so that its ports are free.
in_root() {
    local root=$1 alone=() environment
    shift
    if [ "$1" = --alone ]; then
        shift
        if command -v ip >/dev/null; then alone=(--net); fi
    fi
    mapfile -t environment < <(cat "$root/etc/lent-environment")
    # shellcheck disable=SC2016  # expanded inside
    unshare --mount --pid --fork --kill-child "${alone[@]}" bash -c '
        set -e
        root=$1; shift
        mount --make-rprivate /
        mount -t proc proc "$root/proc"
        mount --rbind /dev "$root/dev"
        mount -t tmpfs tmpfs "$root/dev/shm"
        mount -t tmpfs tmpfs "$root/tmp"
        mount --bind "$LENT_CACHE" "$root/root/.cache"
        mount --bind "$LENT_CACHE/archives" "$root/var/cache/apt/archives"
        if command -v ip >/dev/null; then ip link set lo up; fi
        cd /
        exec chroot "$root" env -i "$@"' in_root "$root" \
        HOME=/root USER=root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        "${environment[@]}" sh -c 'cd /root/sermo-desk && exec "$@"' sh "$@"
}

# with_root SUITE FUNCTION [MORE…]: an empty system with this clone in it, for FUNCTION ROOT MORE…; gone afterwards.
with_root() {
    local suite=$1 action=$2 root status=0
    shift 2
    [ "$(id -u)" = 0 ] || die "an empty Debian in a chroot needs root"
    install_packages fresh
    root=$(mktemp -d "${SERMO_ROOTS:-/var/tmp}/sermo-$suite.XXXXXX")
    chmod 755 "$root"
    # shellcheck disable=SC2064  # the root of now
    trap "rm -rf --one-file-system '$root'" EXIT
    # Downloads and compiled objects may be kept between proofs: what they hold is the same, only quicker.
    LENT_CACHE=$(cache_directory)/in-$suite
    export LENT_CACHE
    mkdir -p "$LENT_CACHE/archives/partial"
    make_root "$suite" "$root"
    mkdir -p "$root/root/.cache"
    lend_apt_configuration "$root"
    # The base image may delete what apt has fetched; in here that is the cache.
    printf 'APT::Keep-Downloaded-Packages "true";\nAPT::Sandbox::User "root";\n' >"$root/etc/apt/apt.conf.d/91keep"
    { lend_environment; lend_certificates "$root"; } >"$root/etc/lent-environment"
    copy_clone "$root/root/sermo-desk"
    "$action" "$root" "$@" || status=$?
    return "$status"
}
