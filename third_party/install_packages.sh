#!/bin/sh
# Installs the packages of the lists that are missing, if it may (root or sudo); else says what to type.
#   install_packages.sh [LIST...]     (packages.txt)
set -eu
[ $# -gt 0 ] || set -- "$(dirname "$0")/packages.txt"
missing=
for package in $(cat "$@" | grep -v '^#' | cut -d' ' -f1) ${EXTRA_PACKAGES:-}; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

sudo=
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo=sudo
    elif command -v sudo >/dev/null && [ -t 0 ]; then
        sudo=sudo
    else
        echo "Packages are missing.  As root:  apt-get install$missing" >&2
        exit 1
    fi
fi
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
# shellcheck disable=SC2086  # a list of words
$sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
