#!/bin/sh
# What makes faults of the program harder to exploit, read off what was built: full RELRO, a position-independent
# executable, no executable stack, the stack protector and the fortified C library in our own code.
#   hardened_test.sh EXECUTABLE WORKER ARCHIVE...     ARCHIVE: rooms that read untrusted input
set -eu
executable=$1 worker=$2
shift 2
failed=0
fail() {
    echo "hardened: $*" >&2
    failed=1
}

for file in "$executable" "$worker"; do
    readelf -hW "$file" | grep -q 'Type: *DYN' || fail "$file is not position-independent"
    readelf -lW "$file" >"${TMPDIR:-/tmp}/segments.$$"
    grep -q 'GNU_RELRO' "${TMPDIR:-/tmp}/segments.$$" || fail "$file has no RELRO"
    grep -q 'GNU_STACK.* RW  *0x' "${TMPDIR:-/tmp}/segments.$$" || fail "$file does not ask for a stack without code"
    grep -Eq ' RWE ' "${TMPDIR:-/tmp}/segments.$$" && fail "$file has memory that is both written and run"
    rm -f "${TMPDIR:-/tmp}/segments.$$"
    readelf -dW "$file" | grep -Eq 'BIND_NOW|FLAGS_1.* NOW' || fail "$file binds functions late: its RELRO is partial"
    readelf -dW "$file" | grep -q TEXTREL && fail "$file relocates its code"
done
# The worker has neither, by intention: src/gpu/embed.cmake says why.
for archive; do
    symbols=$(readelf -sW "$archive")
    echo "$symbols" | grep -q '__stack_chk_fail' || fail "$archive has no stack protector"
    echo "$symbols" | grep -Eq '__[a-z]+_chk' || fail "$archive is not fortified"
done
[ "$failed" -eq 0 ] && echo "hardened: RELRO, PIE, no executable stack, stack protector, FORTIFY"
exit "$failed"
