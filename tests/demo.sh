#!/bin/sh
# The main job on bundled nets: synthetic studies that they have not seen in, grades and their score out.
#   demo.sh EXECUTABLE FOLDER
set -eu
lumbar=$1
demo=$2
weights=$(dirname "$0")/../weights/demo
rm -rf "$demo"
"$lumbar" synth --output "$demo/data" --studies 10 --seed 2024
"$lumbar" predict --data "$demo/data" --weights "$weights" --output "$demo/submission.csv"
echo
echo "The first rows of $demo/submission.csv.  The nets were trained on synthetic studies: of no medical use."
head -6 "$demo/submission.csv"
echo
"$lumbar" evaluate --labels "$demo/data/train.csv" --predictions "$demo/submission.csv" \
    --prior-labels "$weights/train.csv"
echo
"$lumbar" synth --output "$demo/export" --studies 10 --seed 2024 --layout plain --quiet >/dev/null
"$lumbar" grade "$demo/export" --weights "$weights" --output "$demo/graded" --quiet >/dev/null
echo "The same studies as an archive exports them, without a list, a page for each patient:"
echo "open $demo/graded/index.html in a browser."
