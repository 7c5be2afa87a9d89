// The options of `lumbar merge`: flags and help.
#pragma once

#include <filesystem>
#include <vector>

namespace lumbar {

class Flags;

struct MergeOptions {
    std::vector<std::filesystem::path> parts;
    std::filesystem::path output;
};

void declare(Flags& flags, MergeOptions& to);

}  // namespace lumbar
