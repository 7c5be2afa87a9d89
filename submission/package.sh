#!/bin/sh
# What goes to Kaggle: a flat folder that both kaggle commands upload from, and OUTPUT_FOLDER.zip of it for the browser.
#   package.sh EXECUTABLE WEIGHTS [OUTPUT_FOLDER]
#
# The user's name comes from KAGGLE_USERNAME or kaggle.json.  A dynamic executable takes the lib/ beside it along.
set -eu
here=$(dirname "$0")
fail() {
    echo "package: $*" >&2
    exit 1
}
[ $# -eq 2 ] || [ $# -eq 3 ] || fail "usage: package.sh EXECUTABLE WEIGHTS [OUTPUT_FOLDER]"
executable=$1
weights=${2%/}
output=${3:-$here/upload}
output=${output%/}

for tool in zip readelf; do
    command -v $tool >/dev/null || fail "$tool is missing:  apt-get install zip binutils"
done
[ -f "$executable" ] || fail "no executable $executable:  make submission"
[ -d "$weights" ] || fail "no folder of weights $weights"
# What is replaced at the end must be an earlier package, and nothing else that somebody may want to keep.
[ ! -e "$output" ] || { [ -d "$output/weights" ] && [ -f "$output/kernel-metadata.json" ]; } ||
    fail "$output exists and is no package: name another folder"

# An executable that asks for an interpreter is not static.
headers=$(LC_ALL=C readelf -lW "$executable" 2>/dev/null) || fail "$executable is no ELF executable"
libraries=
case $headers in
*INTERP*)
    libraries=$(dirname "$executable")/lib
    ls "$libraries"/* >/dev/null 2>&1 || fail "$executable is not static and has no lib/ beside it:  make submission"
    ;;
esac

# A net is a pair NAME.safetensors (or .pt, .pth) and NAME.json.  All else, such as training's cache/, stays behind.
set --
nets=0
for metadata in "$weights"/*.json; do
    [ -f "$metadata" ] || continue
    net=
    for extension in pth pt safetensors; do
        [ ! -f "${metadata%.json}.$extension" ] || net=${metadata%.json}.$extension
    done
    if [ -n "$net" ]; then
        nets=$((nets + 1))
        set -- "$@" "$net"
    elif [ "$metadata" != "$weights/manifest.json" ]; then
        fail "$metadata has no .safetensors or .pt of its name beside it"
    fi
    set -- "$@" "$metadata"
done
for net in "$weights"/*.safetensors "$weights"/*.pt "$weights"/*.pth; do
    [ ! -f "$net" ] || [ -f "${net%.*}.json" ] || fail "$net has no $(basename "${net%.*}").json beside it"
done
[ $nets -gt 0 ] || fail "no nets in $weights: a net is NAME.safetensors or NAME.pt, with NAME.json"

# The executable itself decides whether these nets can grade every condition.
case $executable in
*/*) run=$executable ;;
*) run=./$executable ;;
esac
answer=$("$run" inspect "$weights" --complete 2>&1 >/dev/null) || fail "$(printf '%s\n' "$answer" | tail -n 1)"

user=${KAGGLE_USERNAME:-}
settings=${KAGGLE_CONFIG_DIR:-${HOME:-}/.kaggle}/kaggle.json
if [ -z "$user" ] && [ -f "$settings" ]; then
    user=$(sed -n 's/.*"username" *: *"\([^"]*\)".*/\1/p' "$settings")
fi
case $user in
*[!A-Za-z0-9_-]*) fail "no Kaggle user name: $user" ;;
esac

# Everything is made in here and renamed when it is whole.
mkdir -p "$(dirname "$output")"
work=$(mktemp -d "$output.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP PIPE
folder=$work/folder
mkdir "$folder" "$folder/weights"

# Nets and libraries are gigabytes: hard links where the file system allows them.
place() { ln -L "$1" "$2" 2>/dev/null || cp -p "$1" "$2"; }
bytes=0
count() { # the size of FILES of one folder: once for the zip, and once more if they cannot be linked
    times=2
    if ln -L "$1" "$work/probe" 2>/dev/null; then
        times=1
        rm "$work/probe"
    fi
    for file; do bytes=$((bytes + times * $(wc -c <"$file"))); done
}
count "$executable"
count "$@"
[ -z "$libraries" ] || count "$libraries"/*
needed=$((bytes / 1000000 + 200)) # what may be edited or built anew is always copied, and small
free=$(df -Pk "$work" | awk 'NR == 2 { printf "%d", $4 * 1.024 / 1000 }')
[ "$free" -ge $needed ] ||
    fail "$needed MB of disk space are needed for $output and its zip, $free MB are free: name a folder elsewhere"

for file; do
    case $file in
    *.json) cp -p "$file" "$folder/weights" ;;
    *) place "$file" "$folder/weights/$(basename "$file")" ;;
    esac
done
if [ -n "$libraries" ]; then
    mkdir "$folder/lib"
    for file in "$libraries"/*; do place "$file" "$folder/lib/$(basename "$file")"; done
fi
cp -p "$executable" "$folder/lumbar"
cp -p "$here/lumbar-submission.ipynb" "$folder"
for file in dataset-metadata.json kernel-metadata.json; do
    sed "s/KAGGLE_USERNAME/${user:-KAGGLE_USERNAME}/" "$here/$file" >"$folder/$file"
    touch -r "$here/$file" "$folder/$file"
done

# The same files give the same zip: names sorted, no owners, times in UTC.  Weights hardly compress.
echo "zipping $nets nets and the executable"
(cd "$folder" && find . -type f | sed 's|^\./||' | LC_ALL=C sort |
    TZ=UTC zip -q -1 -X -n .safetensors:.pt:.pth ../package.zip -@) || fail "zip failed"
# Only renames from here on, which no signal interrupts.
trap '' INT TERM HUP PIPE
[ ! -e "$output" ] || mv -T "$output" "$work/old"
mv -T "$folder" "$output"
mv "$work/package.zip" "$output.zip"

[ -n "$user" ] || echo "Your Kaggle user name is unknown: write it over KAGGLE_USERNAME in $output/*-metadata.json"
cat <<END
$output.zip is $output in one file, for the browser.  With the kaggle command:

  kaggle datasets create -p $output --dir-mode zip
  kaggle kernels push -p $output

The second, once "kaggle datasets status ${user:-KAGGLE_USERNAME}/lumbar" says ready.  A later package goes up with
"kaggle datasets version -p $output --dir-mode zip -m NOTE".  Both datasets commands zip weights/ in TMPDIR first,
which takes as much space there.
END
