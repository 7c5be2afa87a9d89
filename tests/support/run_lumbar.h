// Runs the program under test to its end.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lumbar::test {

using Arguments = std::vector<std::string>;

struct Outcome {
    int code = -1;
    std::string printed;  // stdout and stderr
};

// Files that it writes may be `largest_file` bytes long, as if the disk were full then; 0: of any length.
Outcome run_lumbar(const Arguments& arguments, std::uint64_t largest_file = 0);

}  // namespace lumbar::test
