#!/bin/sh
# What others say of the DICOM files of `lumbar grade --dicom`: dciodvfy finds no error, dsrdump shows the report.
# The sources are synthetic studies, a real series, and studies whose headers lack or garble what should be copied.
#   dicom_tools_test.sh LUMBAR
# Exits with 77 if a tool is missing.
set -eu
lumbar=$1
tests=$(cd "$(dirname "$0")/.." && pwd)
for tool in dciodvfy:dicom3tools dsrdump:dcmtk dcmodify:dcmtk; do
    command -v "${tool%%:*}" >/dev/null || {
        echo "SKIPPED: no DICOM file was checked: ${tool%%:*} is missing:  apt-get install ${tool##*:}"
        exit 77
    }
done
fail() {
    echo "dicom_tools: $*" >&2
    exit 1
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# grade NAME PATH [FLAG...]: the files are in $work/NAME/dicom.
grade() {
    name=$1 path=$2
    shift 2
    code=0
    "$lumbar" grade "$path" --weights "$tests/../weights/demo" --output "$work/$name" --tta 1 --device cpu --dicom "$@" \
        >"$work/printed" 2>&1 || code=$?
    case $code in
        0 | 8) ;;  # 8: some studies have no series that can be graded
        *) cat "$work/printed"; fail "lumbar grade failed: $name" ;;
    esac
}

# check NAME COUNT
check() {
    count=0
    for file in "$work/$1"/dicom/*/*.dcm; do
        dciodvfy "$file" >"$work/said" 2>&1 || true  # it fails for warnings, too
        ! grep '^Error' "$work/said" || fail "dciodvfy finds errors in $file"
        grep -q '^SCImage\|^ComprehensiveSR' "$work/said" || { cat "$work/said"; fail "dciodvfy does not know $file"; }
        count=$((count + 1))
    done
    [ "$count" -eq "$2" ] || fail "$1: $count files, not $2"
    for file in "$work/$1"/dicom/*/report.dcm; do
        dsrdump +Pl +Pc "$file" >"$work/report" 2>&1 || { cat "$work/report"; fail "dsrdump cannot read $file"; }
        for text in 'Comprehensive SR' 'Imaging Measurement Report' 'Level of L4/L5 intervertebral disc' \
            'Spinal stenosis' 'not a medical device'; do
            grep -q "$text" "$work/report" || { cat "$work/report"; fail "dsrdump shows no '$text' in $file"; }
        done
        groups=$(grep -c 'Measurement Group' "$work/report")
        [ "$groups" -eq 25 ] || fail "$file has $groups findings"
    done
}

"$lumbar" synth --output "$work/data" --studies 2 --seed 3 --image-size 128 >/dev/null 2>&1
export SOURCE_DATE_EPOCH=1700000000
grade whole "$work/data"
check whole 6
grade again "$work/data"
diff -r "$work/whole/dicom" "$work/again/dicom" || fail "the same run gives other bytes"

# A real series: of a head, so that it is taken only if one insists.
uid=$(dcmdump +P SeriesInstanceUID "$tests/data/dicom/sagittal/1.dcm" | sed 's/.*\[\(.*\)\].*/\1/')
grade real "$tests/data/dicom/sagittal" --series "$uid=t2"
check real 2

# change NAME FLAG...: grades the T2 series of one study, changed by dcmodify.
change() {
    name=$1
    shift
    mkdir "$work/in_$name"
    study=$(find "$work/data/train_images" -mindepth 1 -maxdepth 1 | sort | head -1)
    cp -r "$study" "$work/in_$name"
    find "$work/in_$name" -name '*.dcm' \
        -exec dcmodify --no-backup --ignore-errors --ignore-missing-tags "$@" {} + 2>/dev/null
    grade "$name" "$work/in_$name" --recipes stage2_s2_sp2
    check "$name" 2
}
change bare --erase PatientName --erase PatientID --erase PatientBirthDate --erase PatientSex --erase StudyDate \
    --erase StudyTime --erase AccessionNumber --erase ReferringPhysicianName --erase StudyID
change no_ids --erase StudyInstanceUID --erase SOPInstanceUID
change garbled --insert 'StudyDate=yesterday' --insert 'PatientSex=?' --insert 'PatientBirthDate=1.2.1960'
change umlauts --insert 'SpecificCharacterSet=ISO_IR 192' --insert 'PatientName=Müller^Jörg' \
    --insert 'ReferringPhysicianName=山田^太郎'
dcmdump +P PatientName "$work"/umlauts/dicom/*/report.dcm | grep -q 'Müller^Jörg' || fail "the patient has another name"
change undeclared --insert 'PatientName=Müller^Jörg'
change latin1 --insert 'SpecificCharacterSet=ISO_IR 100' --insert "PatientName=$(printf 'M\374ller')"
change anonymous --insert 'PatientIdentityRemoved=YES' --insert 'DeidentificationMethod=by hand'
echo "dciodvfy and dsrdump accept what lumbar writes"
