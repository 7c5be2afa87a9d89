#!/bin/sh
# What an executable linked against the CUDA LibTorch at LIBTORCH loads when it runs, into FOLDER: LibTorch's libraries
# and NVIDIA's, which PyPI's packages keep in folders beside it.  Links where the disk allows: they are gigabytes.
#   copy_libraries.sh LIBTORCH FOLDER
set -eu
libtorch=$1
folder=$2
mkdir -p "$folder"

# Not for Python, and the driver's own libcuda.so.1 belongs to the machine with the GPU.
for library in "$libtorch"/lib/*.so* "$libtorch"/../nvidia/*/lib/*.so* "$libtorch"/../cusparselt/lib/*.so*; do
    case ${library##*/} in
        '*.so*' | libtorch_python.so | libshm.so | libtorch_global_deps.so | libnvblas.so.* | libcufile_rdma.so.*) ;;
        *) cp -lf "$library" "$folder" 2>/dev/null || cp -f "$library" "$folder" ;;
    esac
done
cp -L "$(c++ -print-file-name=libz.so.1)" "$folder"  # cuDNN's

[ -e "$folder/libtorch_cuda.so" ] || { echo "copy_libraries.sh: $libtorch has no lib/libtorch_cuda.so" >&2; exit 1; }

# Nothing that they name may be missing, but for libc's own.
lacking=$(for library in "$folder"/*; do readelf -d "$library" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'; done | sort -u |
    while read -r name; do
        [ -e "$folder/$name" ] || case $name in
            libc.so.6 | libm.so.6 | libdl.so.2 | librt.so.1 | libutil.so.1 | libpthread.so.0 | ld-linux-x86-64.so.2 | libcuda.so.1) ;;
            libstdc++.so.6 | libgcc_s.so.1) ;;  # on every machine that can run CUDA's libraries
            *) echo "$name" ;;
        esac
    done)
if [ -n "$lacking" ]; then
    echo "copy_libraries.sh: LibTorch needs what was found nowhere: $lacking" >&2
    exit 1
fi
