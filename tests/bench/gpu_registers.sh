#!/bin/sh
# Registers, spills and shared memory of the GPU kernels, as NVIDIA's ptxas compiles them: a table in Markdown, and
# gpu_registers.csv beside this file, which gpu_roofline reads.  The build needs no ptxas.
#
#   cmake --build build --target gpu_ptx
#   PTXAS=.../bin/ptxas tests/bench/gpu_registers.sh [build/ptx]      e.g. of PyPI's nvidia-cuda-nvcc-cu12 (sm_60 to sm_90)
set -eu
ptxas=${PTXAS:-ptxas}
folder=${1:-build/ptx}
csv=$(dirname "$0")/gpu_registers.csv
log=$(mktemp)
trap 'rm -f "$log"' EXIT

version=$("$ptxas" --version | sed -n 's/.*release .*, V\(.*\)/\1/p')
computes="60 75 80 90"

# The PTX that a GPU takes, as find_ptx chooses it: of the highest compute capability that the GPU has.
chosen_ptx() {  # NAME COMPUTE
    for of in 80 75 60; do
        if [ "$of" -le "$2" ] && [ -e "$folder/$1.$of.ptx" ]; then
            echo "$folder/$1.$of.ptx"
            return
        fi
    done
}

for name in $(cd "$folder" && printf '%s\n' ./*.ptx | sed -n 's|^\./\(.*\)\.[0-9]*\.ptx$|\1|p' | sort -u); do
    for compute in $computes; do
        ptx=$(chosen_ptx "$name" "$compute")
        [ -n "$ptx" ] || continue
        "$ptxas" -v -arch="sm_$compute" -o /dev/null "$ptx" 2>&1 | awk -v compute="$compute" '
            /Compiling entry function/ { split($0, quoted, "\x27"); kernel = quoted[2] }
            /spill stores/ { match($0, /[0-9]+ bytes spill stores/); spills = substr($0, RSTART) + 0 }
            /Used [0-9]+ registers/ {
                match($0, /Used [0-9]+/); registers = substr($0, RSTART + 5) + 0
                shared = match($0, /[0-9]+ bytes smem/) ? substr($0, RSTART) + 0 : 0
                print kernel "," compute "," registers "," spills "," shared
            }' >> "$log"
    done
done

{
    echo "# Written by gpu_registers.sh on $(date -u +%Y-%m-%d) with ptxas $version."
    echo "kernel,compute,registers,spill_bytes,shared_bytes"
    sort -t, -k1,1 -k2,2n "$log"
} > "$csv"

# Registers / shared memory; spills where there are any.
echo "ptxas $version, registers / bytes of shared memory:"
echo
echo "| kernel | sm_60 | sm_75 | sm_80 | sm_90 |"
echo "|---|---|---|---|---|"
sort -t, -k1,1 -k2,2n "$log" | awk -F, -v computes="$computes" '
    function cell(key) { return key in text ? text[key] : "" }
    function row(  line, i) {
        line = "| `" kernel "` |"
        for (i = 1; i <= count; ++i) line = line " " cell(kernel "," each[i]) " |"
        print line
    }
    BEGIN { count = split(computes, each, " ") }
    $1 != kernel { if (kernel != "") row(); kernel = $1 }
    { text[$1 "," $2] = $3 " / " $5 ($4 > 0 ? " (spills " $4 " bytes)" : "") }
    END { row() }'
