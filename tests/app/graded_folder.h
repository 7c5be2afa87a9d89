// A folder of synthetic studies without a list, and `lumbar grade` on it.
#pragma once

#include <filesystem>
#include <string>

#include "support/drawn_studies.h"
#include "support/run_lumbar.h"

namespace lumbar::test {

// Two studies in the competition's layout, the same files in one flat folder without extensions, tiny nets.
struct FlatFolder : DrawnStudies {
    FlatFolder();
};

// Made when first asked for.
const FlatFolder& flat_folder();

Outcome grade(const std::filesystem::path& output, const std::string& weights = flat_folder().weights());

}  // namespace lumbar::test
