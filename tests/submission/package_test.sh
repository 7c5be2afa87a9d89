#!/bin/sh
# Packages made-up weights with a real EXECUTABLE, then runs the notebook's cells on a made-up /kaggle/input.
#   package_test.sh EXECUTABLE          needs zip, binutils and python3
set -eu
if [ $# -ne 1 ] || [ ! -f "$1" ]; then
    echo "usage: package_test.sh EXECUTABLE" >&2
    exit 2
fi
executable=$(realpath "$1")
source=$(realpath "$(dirname "$0")/../../submission")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
# No Kaggle settings of whoever runs the test, and no LUMBAR_ variables but the test's own.
export HOME="$work/home"
unset KAGGLE_USERNAME KAGGLE_CONFIG_DIR LUMBAR_WEIGHTS LUMBAR_DATA LD_LIBRARY_PATH

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

# --- package.sh

mkdir weights weights/cache bin dynamic
for net in one two; do
    echo "net $net" >weights/$net.safetensors
    echo '{"config_file": "cfg_stage1_s1"}' >weights/$net.json
done
echo "net three" >weights/three.pt
echo '{}' | tee weights/three.json >weights/manifest.json
echo "decoded series" >weights/cache/series.safetensors
echo "labels" >weights/train.csv
cp "$(command -v env)" dynamic/lumbar # a small executable that is surely dynamic

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
runs "packages $1 with the user of kaggle.json" package bin/lumbar weights real
check "zips what it should" [ "$(names real.zip)" = "$metadata ${libraries}lumbar lumbar-submission.ipynb $nets" ]
check "packs the executable whole" cmp "$executable" real/lumbar
for file in dataset-metadata.json kernel-metadata.json lumbar-submission.ipynb; do
    runs "$file is JSON" python3 -m json.tool real/$file
done
check "names the user's dataset" grep -q '"id": "some-one/lumbar"' real/dataset-metadata.json
check "names the user's notebook" grep -q '"id": "some-one/lumbar-submission"' real/kernel-metadata.json
check "gives the dataset to the notebook" grep -q '"dataset_sources": \["some-one/lumbar"\]' real/kernel-metadata.json
check "leaves no KAGGLE_USERNAME" [ -z "$(cat real/*.json | grep KAGGLE_USERNAME)" ]
runs "prefers KAGGLE_USERNAME" env KAGGLE_USERNAME=other-one "$source/package.sh" dynamic/lumbar weights out
check "names that user" grep -q '"id": "other-one/lumbar"' out/dataset-metadata.json

# --- the notebook

python3 - "$source/lumbar-submission.ipynb" >notebook.py <<'END'
import json, sys
cells = json.load(open(sys.argv[1]))["cells"]
print("\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"))
END
notebook() { python3 notebook.py; }
competition=rsna-2024-lumbar-spine-degenerative-classification
dataset=input/datasets/some-one/lumbar
mkdir -p $dataset/weights $dataset/lib input/competitions/$competition working
printf 'study_id,series_id,series_description\n7,1,Sagittal T1\n7,2,Sagittal T2/STIR\n8,3,Sagittal T1\n' \
    >input/competitions/$competition/test_series_descriptions.csv
# Without its run bit, as Kaggle hands it out.  $FAKE_STUDIES are graded; $FAKE_EXIT is how it ends.
cat >$dataset/lumbar <<'END'
#!/bin/sh
[ "$1" != --version ] || { echo "lumbar 0.0-fake"; exit; }
echo "$* with $LD_LIBRARY_PATH"
[ "$1 $2 $4 $6" = "predict --data --weights --output" ] || exit 2
[ -f "$3/test_series_descriptions.csv" ] && [ -d "$5" ] || exit 3
echo "warning: made up" >&2
[ "${FAKE_EXIT:-0}" -eq 0 ] || { echo "unusable weights: made up" >&2; exit "$FAKE_EXIT"; }
echo row_id,normal_mild,moderate,severe >"$7"
for study in ${FAKE_STUDIES:-7 8}; do
    for row in $(seq 25); do echo "${study}_row_$row,0.5,0.25,${FAKE_SEVERE:-0.25}"; done
done >>"$7"
END
chmod 644 $dataset/lumbar
export LUMBAR_INPUT="$work/input" LUMBAR_OUTPUT="$work/working/submission.csv" LUMBAR_RUN_FOLDER="$work/run"

runs "the notebook runs" notebook
for line in "lumbar 0.0-fake" "warning: made up" "^row_id,normal_mild,moderate,severe" "^7_row_1,0.5,0.25,0.25" \
    "^2 studies, 50 rows" "^each study has its 25 rows"; do
    check "the notebook shows $line" grep -q -e "$line" log
done
check "the notebook leads the loader to lib/" grep -q "with $work/run/lib\$" log
check "the notebook copies the executable" [ -x run/lumbar ]
check "the notebook links lib/" [ -L run/lib ]
check "the notebook leaves nothing but submission.csv in its output" [ "$(ls working)" = submission.csv ]
runs "the notebook runs twice" notebook
mv $dataset input/lumbar
mv input/competitions/$competition input
rm -r input/lumbar/lib run
runs "the notebook finds Kaggle's older folders, without lib/" notebook
runs "the notebook takes data from elsewhere" env LUMBAR_DATA="$work/input/$competition" python3 notebook.py

fails() { # SENTENCE MESSAGE VARIABLE=VALUE: the script ends non-zero, with that as its last line
    if env "$3" python3 notebook.py >log 2>&1; then failed "$1"; fi
    tail -n 1 log | grep -q "$2" || failed "$1"
    passed "$1"
}
fails "a failing lumbar fails the notebook, and says why" "predict ended with exit code 4: unusable weights" FAKE_EXIT=4
fails "a missing study fails the notebook" "studies without 25 rows \['8'\]" FAKE_STUDIES=7
fails "an unknown study fails the notebook" "not listed \['9'\]" FAKE_STUDIES="7 8 9"
fails "rows that do not sum to 1 fail the notebook" "do not sum to 1 \['7_row_1'" FAKE_SEVERE=nan
fails "a missing dataset fails the notebook" "no lumbar under $work/home" LUMBAR_INPUT="$work/home"
