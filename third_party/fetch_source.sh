# shellcheck shell=bash disable=SC2154  # build_static.sh sets what is read here
# For build_static.sh: source packages, from Debian's servers or from the folder SOURCES, into $source.

# apt with lists of its own: other suites than the system's, whose configuration stays as it is.
apt_in_cache() {
    local tool=$1
    shift
    "$tool" -qq -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=- -o Dir::State::Lists="$apt/lists" \
        -o Dir::Cache="$apt/cache" -o Debug::NoLocking=1 -o APT::Sandbox::User="$(id -un)" "$@"
}

update_apt() {
    apt=$cache/apt
    [ -z "${apt_updated:-}" ] || return 0
    apt_updated=yes
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
    local server
    # shellcheck disable=SC2016  # apt-get's own $
    server=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Identifier: Packages' 'Component: main' |
             grep -v security | head -1) || true
    : "${server:=$(grep -hoE 'https?://[^ ]*/debian/? ' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -1 || true)}"
    [ -n "$server" ] || die "no Debian server in apt's configuration; put the source packages into a folder:  SOURCES=DIR"
    for suite_name in bookworm trixie sid; do echo "deb-src $server $suite_name main"; done >"$apt/sources.list"
    echo "deb $server trixie main" >>"$apt/sources.list"
    apt_in_cache apt-get update || die "Debian's package lists cannot be fetched; put the source packages into a folder:  SOURCES=DIR"
}

# The whole package where the server has it; else its upstream tarball alone, by the checksum in Debian's signed index;
# else from Debian's archive of all that its servers once had.
download() {
    local exact uris
    update_apt
    exact=$(apt_in_cache apt-cache showsrc "$package" | sed -n 's/^Version: //p' | grep -m1 "^${version//./\\.}[-+]") || exact=
    if [ -n "$exact" ]; then
        (cd "$sources" && apt_in_cache apt-get source --download-only "$package=$exact" >/dev/null 2>&1) && return
        uris=$(cd "$work" && apt_in_cache apt-get source --print-uris "$package=$exact" | grep '\.orig\.tar\.' | tr -d "'")
        while read -r uri file _ checksum; do
            rm -f "$sources/${file%%.orig.tar*}"-*.dsc
            download_file "$uri" "$file" "$checksum" && return
        done <<<"$uris"
    fi
    download_snapshot "${package}_$version"
}

# download_file URL NAME CHECKSUM, into $sources.
download_file() { apt_in_cache /usr/lib/apt/apt-helper download-file "$1" "$sources/$2" "$3" >/dev/null 2>&1; }

# download_snapshot START: the files whose names start so.  Debian's servers drop a version once a newer one replaces it.
download_snapshot() {
    local sha256 name sha1
    while read -r sha256 name sha1; do
        [[ $name == "$1"* && -n $sha1 ]] || continue
        download_file "${SNAPSHOT:-https://snapshot.debian.org}/file/$sha1" "$name" "SHA256:$sha256" ||
            die "neither Debian's servers nor snapshot.debian.org give $name; put it into a folder:  SOURCES=DIR"
    done <"$third_party/recipes/sources.sha256"
}

# check_sum FILE: whoever served it, it is the file that recipes/sources.sha256 lists.
check_sum() {
    local name=${1##*/} listed
    listed=$(awk -v name="$name" '$2 == name { print $1 }' "$third_party/recipes/sources.sha256")
    [ -n "$listed" ] || die "$name is not in recipes/sources.sha256: look at it, then add it there"
    [ "$(sha256sum "$1" | cut -d' ' -f1)" = "$listed" ] || die "$1 is not the file of recipes/sources.sha256: delete it"
}

first_of() { [ ! -e "$1" ] || echo "$1"; }

# Header-only packages that a recipe names in `binaries`, unpacked into $work/NAME.
fetch_binaries() {
    for binary in $binaries; do
        [ -n "$(first_of "$sources/${binary}_"*.deb)" ] || {
            update_apt
            (cd "$sources" && apt_in_cache apt-get download "$binary" >/dev/null 2>&1) || download_snapshot "${binary}_"
        }
        check_sum "$(first_of "$sources/${binary}_"*.deb)"
        dpkg-deb -x "$(first_of "$sources/${binary}_"*.deb)" "$work/$binary"
    done
}

fetch_source() {
    [ -f "$work/fetched" ] && return
    sources=${SOURCES:-$cache/sources}
    mkdir -p "$sources"
    local tarball dsc
    tarball=$(first_of "$sources/${package}_$version"*.orig.tar.*)
    if [ -z "$tarball" ]; then
        [ -z "${SOURCES:-}" ] || die "no ${package}_$version*.orig.tar.* in $SOURCES"
        download
        tarball=$(first_of "$sources/${package}_$version"*.orig.tar.*)
    fi
    [ -n "$tarball" ] || die "$package $version was not fetched"
    check_sum "$tarball"
    fetch_binaries
    rm -rf "$source"
    dsc=$(first_of "$sources/${package}_$version"*.dsc)
    if [ -n "$dsc" ]; then  # with Debian's patches
        check_sum "$dsc"  # dpkg-source checks what it lists
        dpkg-source --extract "$dsc" "$source" >"$work/unpack.log" 2>&1 || die "$dsc does not unpack: $(tail -1 "$work/unpack.log")"
    else
        mkdir -p "$source"
        tar -xf "$tarball" -C "$source" --strip-components=1 || die "$tarball does not unpack"
    fi
    touch "$work/fetched"
}
