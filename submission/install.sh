#!/bin/sh
# Installs BUILD's executable as submission/lumbar; for the CUDA edition also the libraries of LIBTORCH as submission/lib.
# What lies there stays until its successor is whole.
#   install.sh BUILD [LIBTORCH]
set -eu
[ $# -eq 1 ] || [ $# -eq 2 ] || {
    echo "usage: install.sh BUILD [LIBTORCH]" >&2
    exit 2
}
build=$1
libtorch=${2:-}
submission=$(dirname "$0")

work=$(mktemp -d "$submission/new.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP PIPE
cmake --install "$build" --prefix "$work" --strip >"$work/log" || {
    cat "$work/log" >&2
    exit 1
}
[ -f "$work/lumbar" ] || {
    echo "install.sh: cmake installed no lumbar" >&2
    exit 1
}
[ -z "$libtorch" ] || "$submission/../third_party/libtorch/copy_libraries.sh" "$libtorch" "$work/lib"

# Only renames from here on, which no signal interrupts.
trap '' INT TERM HUP PIPE
[ ! -e "$submission/lib" ] || mv -T "$submission/lib" "$work/old_lib"
[ ! -d "$work/lib" ] || mv -T "$work/lib" "$submission/lib"
mv -T "$work/lumbar" "$submission/lumbar"

file "$submission/lumbar"
du -shL "$submission/lumbar"
[ -z "$libtorch" ] || du -shL "$submission/lib"
