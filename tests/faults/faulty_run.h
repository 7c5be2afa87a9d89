// Runs the program under test so that one of its calls of the C library fails.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "support/run_lumbar.h"

namespace lumbar::test {

struct Fault {
    std::string call;          // write, fsync, rename, mmap, read or malloc
    std::uint64_t number = 0;  // which of them fails, from 1; 0: none
    int reason = 0;            // errno
};

struct FaultyOutcome : Outcome {
    std::uint64_t calls = 0;  // of that name, all in all
};

FaultyOutcome run_with_fault(const Arguments& arguments, const Fault& fault);

// Empty, or why no call can be made to fail here: a static executable loads no library.
std::string reason_to_skip_faults();

}  // namespace lumbar::test
