#!/bin/sh
# Makes libraries that hold nothing but the names that the worker may use, each with the version that the first glibc
# for x86-64 gave it (2.2.5, 2002).  A linker copies the version from the library that it sees, so a worker linked with
# these starts on every glibc; one linked with the system's would ask for 2.34 (dlopen, __libc_start_main).
# A name that is not listed does not link.
#   stubs.sh CC FOLDER
set -eu
compiler=$1 folder=$2
mkdir -p "$folder"
stub() {  # SONAME NAME...
    soname=$1
    shift
    for name; do echo "void $name(void) {}"; done > "$folder/$soname.c"
    { echo "GLIBC_2.2.5 { global:"; printf '%s; ' "$@"; echo "local: *; };"; } > "$folder/$soname.map"
    "$compiler" -w -fno-builtin -nostdlib -shared -Wl,-soname,"$soname" \
        -Wl,--version-script="$folder/$soname.map" "$folder/$soname.c" -o "$folder/$soname"
}
stub libc.so.6 __libc_start_main mmap read write snprintf strlen strcmp memset memcpy
stub libdl.so.2 dlopen dlsym dlerror  # their home until 2.34; newer systems keep an empty libdl and look in libc, too
