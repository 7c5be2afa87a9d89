#!/bin/sh
# Packages made-up weights with a made-up executable, and the demo's nets with a real EXECUTABLE.
#   package_test.sh EXECUTABLE          needs zip, binutils and python3
set -eu
if [ $# -ne 1 ] || [ ! -f "$1" ]; then
    echo "usage: package_test.sh EXECUTABLE" >&2
    exit 2
fi
executable=$(realpath "$1")
source=$(realpath "$(dirname "$0")/../../submission")
demo=$(realpath "$(dirname "$0")/../../weights/demo")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
# No Kaggle settings of whoever runs the test.
export HOME="$work/home"
unset KAGGLE_USERNAME KAGGLE_CONFIG_DIR

passed() { echo "ok    $1"; }
failed() {
    echo "FAIL  $1" >&2
    sed 's/^/      /' log >&2
    exit 1
}
runs() { # SENTENCE COMMAND...: what it says goes into the log
    sentence=$1
    shift
    "$@" >log 2>&1 || failed "$sentence"
    passed "$sentence"
}
check() { # SENTENCE CONDITION...: perhaps about the log
    sentence=$1
    shift
    "$@" || failed "$sentence"
    passed "$sentence"
}
refuses() { # SENTENCE MESSAGE COMMAND...: it fails, and says so in one line
    sentence="refuses $1"
    message=$2
    shift 2
    if "$@" >log 2>&1; then failed "$sentence"; fi
    if ! grep -q -e "$message" log || [ "$(wc -l <log)" -ne 1 ]; then failed "$sentence"; fi
    passed "$sentence"
}
package() { "$source/package.sh" "$@"; }
names() { python3 -c 'import sys, zipfile; print(*zipfile.ZipFile(sys.argv[1]).namelist())' "$1"; }

mkdir weights weights/cache bin dynamic
for net in one two; do
    echo "net $net" >weights/$net.safetensors
    echo '{"config_file": "cfg_stage1_s1"}' >weights/$net.json
done
echo "net three" >weights/three.pt
echo '{}' | tee weights/three.json >weights/manifest.json
echo "decoded series" >weights/cache/series.safetensors
echo "labels" >weights/train.csv
cp /bin/true dynamic/lumbar # a small dynamic executable, to which every ensemble is complete

refuses "a missing executable" "no executable missing" package missing weights out
refuses "an executable that is none" "weights/one.json is no ELF executable" package weights/one.json weights out
refuses "a dynamic executable without lib/" "not static and has no lib/" package dynamic/lumbar weights out
mkdir dynamic/lib
echo "library" >dynamic/lib/libfirst.so.1

refuses "a missing folder of weights" "no folder of weights missing" package dynamic/lumbar missing out
refuses "a folder without nets" "no nets in bin" package dynamic/lumbar bin out
mv weights/two.json two.json
refuses "weights without JSON" "two.safetensors has no two.json" package dynamic/lumbar weights out
mv two.json weights
mv weights/three.pt .
refuses "JSON without weights" "three.json has no .safetensors" package dynamic/lumbar weights out
mv three.pt weights
refuses "a user name that is none" "no Kaggle user name: a/b" env KAGGLE_USERNAME=a/b "$source/package.sh" \
    dynamic/lumbar weights out
mkdir precious
refuses "to replace another folder" "precious exists and is no package" package dynamic/lumbar weights precious
printf '#!/bin/sh\nprintf "Filesystem\\nnone 9 9 9 0%%%% /\\n"\n' >bin/df
chmod +x bin/df
refuses "too little disk space" "200 MB of disk space are needed for out" env PATH="$work/bin:$PATH" \
    "$source/package.sh" dynamic/lumbar weights out
rm bin/df
check "leaves nothing behind then" [ -z "$(find . -name 'out*')" ]

runs "packages a dynamic executable with lib/" package dynamic/lumbar weights out
check "says that the user name is unknown" grep -q "user name is unknown" log
check "keeps the word KAGGLE_USERNAME then" grep -q '"KAGGLE_USERNAME/lumbar"' out/dataset-metadata.json
nets="weights/manifest.json weights/one.json weights/one.safetensors weights/three.json weights/three.pt \
weights/two.json weights/two.safetensors"
metadata="dataset-metadata.json kernel-metadata.json"
check "zips lib/ and the nets, but no cache/ and no labels" \
    [ "$(names out.zip)" = "$metadata lib/libfirst.so.1 lumbar lumbar-submission.ipynb $nets" ]
check "links nets" [ "$(stat -c %h out/weights/one.safetensors)" -eq 2 ]
check "copies what may be edited" [ "$(stat -c %h out/weights/one.json)" -eq 1 ]

time_of() { stat -c %Y "$1/dataset-metadata.json"; }
check "keeps the times of files" [ "$(time_of out)" = "$(time_of "$source")" ]

cp out.zip first.zip
touch -a -d 2001-01-01 weights/* # that somebody has read them makes no difference
runs "packages again" package dynamic/lumbar weights out
check "makes the same zip of the same files" cmp first.zip out.zip
printf '#!/bin/sh\nexit 15\n' >bin/zip
chmod +x bin/zip
if env PATH="$work/bin:$PATH" "$source/package.sh" dynamic/lumbar weights out >log 2>&1; then
    failed "fails when zip does"
fi
check "fails when zip does" grep -q "package: zip failed" log
check "leaves the earlier zip then" cmp first.zip out.zip
check "leaves nothing half done" [ -z "$(find . -name 'out.??????')" ]
rm bin/zip

ln -s "$executable" bin/lumbar
libraries=
if LC_ALL=C readelf -lW bin/lumbar | grep -q INTERP; then # a quick build
    cp -r dynamic/lib bin
    libraries="lib/libfirst.so.1 "
fi
mkdir home home/.kaggle
echo '{"username":"some-one","key":"0"}' >home/.kaggle/kaggle.json
runs "packages $1 with the user of kaggle.json" package bin/lumbar "$demo" real
nets=$(cd "$demo" && find . -name '*.json' -o -name '*.safetensors' | sed 's|^\.|weights|' | LC_ALL=C sort | tr '\n' ' ')
check "zips what it should" [ "$(names real.zip)" = "$metadata ${libraries}lumbar lumbar-submission.ipynb ${nets% }" ]
check "packs the executable whole" cmp "$executable" real/lumbar
for file in dataset-metadata.json kernel-metadata.json lumbar-submission.ipynb; do
    runs "$file is JSON" python3 -m json.tool real/$file
done
check "names the user's dataset" grep -q '"id": "some-one/lumbar"' real/dataset-metadata.json
check "names the user's notebook" grep -q '"id": "some-one/lumbar-submission"' real/kernel-metadata.json
check "asks for two T4s" grep -q '"machine_shape": "NvidiaTeslaT4"' real/kernel-metadata.json
check "asks for a GPU" grep -q '"enable_gpu": true' real/kernel-metadata.json
check "gives the dataset to the notebook" grep -q '"dataset_sources": \["some-one/lumbar"\]' real/kernel-metadata.json
check "leaves no KAGGLE_USERNAME" [ -z "$(cat real/*.json | grep KAGGLE_USERNAME)" ]
runs "prefers KAGGLE_USERNAME" env KAGGLE_USERNAME=other-one "$source/package.sh" dynamic/lumbar weights out
check "names that user" grep -q '"id": "other-one/lumbar"' out/dataset-metadata.json

# The real executable decides which ensembles are complete.
mkdir incomplete
cp "$demo"/* incomplete
rm incomplete/cfg_stage1_s1_*
refuses "nets without stage 1 for a kind of series" "no stage 1 net for T1 series" package bin/lumbar incomplete real
cp "$demo"/cfg_stage1_s1_* incomplete
rm incomplete/cfg_stage2_s1_fo_*
refuses "a kind of series without a net" "no stage 2 net for T1 series" package bin/lumbar incomplete real
echo '{' >incomplete/cfg_stage2_s2_su_fold0_seed1.json
refuses "damaged metadata" "cfg_stage2_s2_su_fold0_seed1.json: not a JSON file" package bin/lumbar incomplete real
check "leaves the earlier package then" cmp "$executable" real/lumbar
