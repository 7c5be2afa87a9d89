#!/bin/sh
# Runs `make package` in a clean copy of the tree, for the static and the CUDA edition.
#   make_package_test.sh EXECUTABLE          needs zip, binutils, file and a C compiler
#
# Nothing is compiled or installed: a made-up cmake hands out EXECUTABLE.  Where that is a quick build, which is not static,
# a small static program that runs it stands for the static edition.
set -eu
if [ $# -ne 1 ] || [ ! -f "$1" ]; then
    echo "usage: make_package_test.sh EXECUTABLE" >&2
    exit 2
fi
executable=$(realpath "$1")
tree=$(realpath "$(dirname "$0")/../..")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Nothing of a make that runs this test, nor of its user's settings.
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES EDITION PRESET LIBTORCH WEIGHTS KAGGLE_CONFIG_DIR
export HOME="$work/home" KAGGLE_USERNAME=some-one

passed() { echo "ok    $1"; }
failed() {
    echo "FAIL  $1" >&2
    sed 's/^/      /' log >&2
    exit 1
}
runs() { # SENTENCE COMMAND...
    sentence=$1
    shift
    "$@" >log 2>&1 || failed "$sentence"
    passed "$sentence"
}
check() { # SENTENCE CONDITION...
    sentence=$1
    shift
    "$@" || failed "$sentence"
    passed "$sentence"
}
fails() { # SENTENCE COMMAND...
    sentence=$1
    shift
    if "$@" >log 2>&1; then failed "$sentence"; fi
    passed "$sentence"
}

# --- a clean checkout, with a cmake that builds nothing
mkdir "$work/tree" "$work/tree/submission" "$work/tree/weights" "$work/bin" "$work/products"
cd "$work/tree"
cp -r "$tree/Makefile" "$tree/CMakeLists.txt" "$tree/CMakePresets.json" "$tree/third_party" .
cp "$tree"/submission/*.sh "$tree"/submission/*.json "$tree"/submission/*.ipynb submission
cp -r "$tree/weights/demo" weights
for script in install_packages build_static; do printf '#!/bin/sh\n' >third_party/$script.sh; done

if LC_ALL=C readelf -lW "$executable" | grep -q INTERP; then
    echo "#include <unistd.h>
int main(int count, char** arguments) { return execv(\"$executable\", arguments), count ? 127 : 1; }" |
        cc -x c -O1 -static -o "$work/products/static" -
    cp "$executable" "$work/products/cuda"
else
    cp "$executable" "$work/products/static"
    cp /bin/true "$work/products/cuda" # some dynamic executable
fi
cat >"$work/bin/cmake" <<'END_OF_CMAKE'
#!/bin/sh
set -eu
echo "$*" >>"$CMAKE_LOG"
products=$(dirname "$0")/../products
case $1 in
--build)
    [ "${FAKE_FAILURE:-}" != build ] || exit 1
    cp "$products/${2#build-}" "$2/lumbar"
    ;;
--install)
    mkdir -p "$4"
    [ "${FAKE_FAILURE:-}" != install ] || { echo "half a file" >"$4/lumbar"; exit 1; }
    cp "$2/lumbar" "$4/lumbar"
    ;;
*) # configures the folder after -B
    while [ "$1" != -B ]; do shift; done
    mkdir -p "$2"
    touch "$2/build.ninja"
    ;;
esac
END_OF_CMAKE
chmod +x "$work/bin/cmake"
export PATH="$work/bin:$PATH" CMAKE_LOG="$work/cmake.log"
package() { make --no-print-directory package WEIGHTS=weights/demo "$@"; }
is_whole() { cmp "$work/products/$1" submission/lumbar; }
is_packed() { cmp submission/lumbar submission/upload/lumbar && [ -s submission/upload.zip ]; }
nothing_is_left() { [ -z "$(find submission -name 'new.*' -o -name 'upload.??????')" ]; }

# --- the static edition
runs "make package works in a clean checkout" package
check "configures the static edition" grep -q -e "-B build-static -DLUMBAR_EDITION=static" "$CMAKE_LOG"
check "installs it" is_whole static
check "packages it" is_packed
check "leaves nothing else" nothing_is_left
runs "make package EDITION=shared packages the static edition" package EDITION=shared
check "whatever EDITION=shared means elsewhere" is_whole static
runs "make submission alone installs it" make --no-print-directory submission EDITION=static
check "and does not touch the package" is_packed

fails "a build that fails fails make package" env FAKE_FAILURE=build make package
check "and leaves the executable" is_whole static
fails "an install that fails half-way fails make package" env FAKE_FAILURE=install make package
check "and leaves the executable" is_whole static
check "and the package" is_packed
check "and nothing half done" nothing_is_left

cp -r weights/demo weights/incomplete
rm weights/incomplete/cfg_stage1_s2_*
fails "an ensemble that cannot grade every condition fails make package" package WEIGHTS=weights/incomplete
check "which says what is missing" grep -q "package: .*no stage 1 net for T2 series" log
check "and leaves the package" is_packed

# --- the CUDA edition
fails "make package EDITION=cuda without its LibTorch fails" package EDITION=cuda LIBTORCH="$work/missing"
check "and leaves the static executable" is_whole static
mkdir -p "$work/torch/lib"
cp /bin/true "$work/torch/lib/libtorch_cuda.so"
runs "make package EDITION=cuda works" package EDITION=cuda LIBTORCH="$work/torch"
check "configures the CUDA edition" grep -q -e "-B build-cuda -DLUMBAR_EDITION=cuda" "$CMAKE_LOG"
check "installs it" is_whole cuda
check "packages it" is_packed
check "packages LibTorch's libraries" [ -f submission/upload/lib/libtorch_cuda.so ]
check "leaves nothing else" nothing_is_left
rm -r "$work/torch/lib"
fails "a LibTorch without libraries fails make package" package EDITION=cuda LIBTORCH="$work/torch"
check "and leaves the executable" is_whole cuda
check "and its libraries" [ -f submission/lib/libtorch_cuda.so ]
runs "the static edition takes the place of the CUDA edition" package
check "whole" is_whole static
check "and without its libraries" [ ! -e submission/lib ]
check "which the package lacks, too" [ ! -e submission/upload/lib ]
