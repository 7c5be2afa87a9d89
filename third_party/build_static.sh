#!/usr/bin/env bash
# Builds the archives of the static edition from Debian's source packages.  What is there already costs nothing.
#
#   build_static.sh [NAME...]             builds them (default: all of recipes/) and what they need
#   build_static.sh --prefixes [NAME...]  prints the folders they are in, as CMake lists them; fails if one is missing
#
#   LUMBAR_CACHE=DIR   where they are kept, a folder each; default: lumbar/ in the user's cache folder
#   SOURCES=DIR        takes the source packages from that folder instead of from Debian's servers
#   SNAPSHOT=URL       where versions that Debian's servers no longer have are kept; default: https://snapshot.debian.org
#   JOBS=N             processes; default: one a processor
#
# A folder's name ends in a hash of all that shapes it: the recipe, the common flags, the compiler, what it is built
# upon.  An interrupted build goes on where it stopped: it lies in LUMBAR_CACHE/work until it is whole.
set -Eeuo pipefail
told=3  # the exit code of an end that has been explained
trap '[ $? -eq $told ] || echo "build_static.sh: failed in line $LINENO" >&2' ERR
third_party=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=$(realpath -m "${LUMBAR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/lumbar}")  # CMake wants whole paths
jobs=${JOBS:-$(nproc)}

# Baseline x86-64; functions in sections of their own, so that the link keeps only what is called.
common=(-G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=OFF -DCMAKE_POSITION_INDEPENDENT_CODE=ON
        "-DCMAKE_C_FLAGS_RELEASE=-O2 -DNDEBUG" "-DCMAKE_CXX_FLAGS_RELEASE=-O2 -DNDEBUG"
        "-DCMAKE_C_FLAGS=-ffunction-sections -fdata-sections -w"
        "-DCMAKE_CXX_FLAGS=-ffunction-sections -fdata-sections -w")

# shellcheck source=fetch_source.sh
. "$third_party/fetch_source.sh"

die() {
    echo "build_static.sh: $*" >&2
    exit $told
}

# Sets what a recipe says: version, suite, shape (files that it uses), flags (@work@: the folder it is built in), and where
# they differ from these, its steps.
load() {
    name=$1
    recipe=$third_party/recipes/$name.sh
    [ -f "$recipe" ] || die "no recipe for '$name'; there are: $(recipes | tr '\n' ' ')"
    version='' upon='' shape='' binaries='' flags=() target=all disk_gb=1
    package=$name
    environment=()
    # DCMTK installs a file by its full path, whatever the --prefix: all go below a root of their own first.
    install_built() {
        DESTDIR="$1.root" cmake --install "$build" >/dev/null
        mv -T "$1.root$folder" "$1"
        rm -rf "$1.root"
    }
    # shellcheck source=/dev/null  # one of recipes/
    . "$recipe"
}

recipes() { (cd "$third_party/recipes" && printf '%s\n' *.sh | sed 's/\.sh$//'); }

folder_of() (
    load "$1"
    below=$(for one in $upon; do folder_of "$one"; done)
    hash=$( (cat "$recipe"; for file in $shape; do cat "$third_party/$file"; done
             echo "${common[@]}" "$(c++ -dumpfullversion)" "${below//"$cache"/}") | sha256sum | cut -c1-12)
    echo "$cache/$name-$version-$hash"
)

# Every tenth of the way a line, where nobody watches a terminal.
build_with_progress() {
    if [ -t 1 ]; then
        NINJA_STATUS="[$name %f/%t] " ninja -C "$build" -j "$jobs" "$target"
        return
    fi
    NINJA_STATUS="[%f/%t] " ninja -C "$build" -j "$jobs" "$target" >"$work/log" 2>&1 &
    local ninja=$! shown=0 done_tenths
    trap 'kill $ninja 2>/dev/null' EXIT
    while kill -0 $ninja 2>/dev/null; do
        sleep 2
        done_tenths=$(sed -n 's|^\[\([0-9]*\)/\([0-9]*\)\].*|\1 \2|p' "$work/log" | tail -1 |
                      awk '{ print int(10 * $1 / $2) }')
        if [ "${done_tenths:-0}" -gt "$shown" ]; then
            shown=$done_tenths
            echo "  $name: $((shown * 10)) %"
        fi
    done
    trap - EXIT
    wait $ninja || { grep -A30 '^FAILED' "$work/log" | head -40 >&2; return 1; }
}

# Two builds in one cache would tread on each other's toes.
lock_cache() {
    [ -z "${locked:-}" ] || return 0
    mkdir -p "$cache/work" 2>/dev/null || die "cannot write to $cache; name another folder:  LUMBAR_CACHE=DIR"
    exec 9>"$cache/work/lock"
    flock --nonblock 9 || { echo "waiting for another build in $cache"; flock 9; }
    locked=yes
}

build() {
    local folder started free_gb
    folder=$(folder_of "$1")
    [ ! -d "$folder" ] || return 0
    lock_cache
    [ ! -d "$folder" ] || return 0
    for below in $(load "$1"; echo "$upon"); do build "$below"; done
    load "$1"
    for tool in cmake ninja c++ dpkg-source sha256sum; do
        command -v $tool >/dev/null || die "$tool is missing:  make deps EDITION=static"
    done
    work=$cache/work/${folder##*/} source=$cache/work/${folder##*/}/source build=$cache/work/${folder##*/}/build
    mkdir -p "$work"
    free_gb=$(df -Pk "$cache" | awk 'NR == 2 { print int($4 / 1048576) }')
    [ "$free_gb" -ge "$disk_gb" ] ||
        die "building $name takes $disk_gb GB of disk, $cache has $free_gb GB free; name another folder:  LUMBAR_CACHE=DIR"

    started=$SECONDS
    echo "$name $version: building in $work"
    fetch_source
    prefixes=$(for below in $upon; do folder_of "$below"; done | paste -sd ';')
    unset CPATH
    # LibTorch finds these, and does not ask for all of their headers.
    [ -z "$upon" ] || export CPATH="${prefixes//;//include:}/include"
    env "${environment[@]}" cmake -S "$source" -B "$build" "${common[@]}" "-DCMAKE_PREFIX_PATH=$prefixes" \
        "-DCMAKE_INSTALL_PREFIX=$folder" "${flags[@]//@work@/$work}" >"$work/configure.log" 2>&1 ||
        die "$name cannot be configured: $(grep -m1 -A3 'CMake Error' "$work/configure.log" | tr '\n' ' ') (all of it: $work/configure.log)"
    build_with_progress || die "$name does not compile; the log: $work/log"
    rm -rf "$folder.partial" "$folder.partial.root"
    install_built "$folder.partial"
    sync -f "$folder.partial"
    mv -T "$folder.partial" "$folder"
    rm -rf "$work"
    printf '%s %s: %d min %d s\n' "$name" "$version" $(((SECONDS - started) / 60)) $(((SECONDS - started) % 60))
}

print_prefixes=
if [ "${1:-}" = --prefixes ]; then
    print_prefixes=yes
    shift
fi
[ $# -gt 0 ] || mapfile -t names < <(recipes)
[ $# -eq 0 ] || names=("$@")
if [ -n "$print_prefixes" ]; then
    trap - ERR  # that one is missing is an answer
    for name in "${names[@]}"; do
        folder=$(folder_of "$name")
        [ -d "$folder" ] || exit 1
        echo "$folder"
    done | paste -sd ';'
    exit "${PIPESTATUS[0]}"
fi
for name in "${names[@]}"; do build "$name"; done
