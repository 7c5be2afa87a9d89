#!/bin/sh
# The main job on bundled data: synthetic studies in, the first rows of submission.csv out.
#   demo.sh EXECUTABLE FOLDER
set -eu
lumbar=$1
demo=$2
rm -rf "$demo"
"$lumbar" synth --output "$demo/data" --studies 3 --seed 2024 --untrained-weights "$demo/weights"
"$lumbar" predict --data "$demo/data" --weights "$demo/weights" --output "$demo/submission.csv"
echo
echo "The first rows of $demo/submission.csv.  The nets are small and UNTRAINED: the numbers mean nothing."
head -6 "$demo/submission.csv"
echo
"$lumbar" evaluate --labels "$demo/data/train.csv" --predictions "$demo/submission.csv"
