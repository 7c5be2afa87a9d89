// The options of `lumbar grade`: flags, defaults and help.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "config/grading_options.h"
#include "config/shard.h"

namespace lumbar {

class Flags;

struct GradeFoldersOptions : GradingOptions {
    std::vector<std::filesystem::path> paths;
    std::filesystem::path weights, output;
    std::vector<std::string> series;  // "UID=t1"
    Shard shard;
    bool dry_run = false, no_report = false;
    bool dicom = false;  // write a report and annotated slices as DICOM files, too
};

void declare(Flags& flags, GradeFoldersOptions& to);

}  // namespace lumbar
