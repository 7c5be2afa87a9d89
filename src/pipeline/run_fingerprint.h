// Describes all that decides what predict writes, so that a journal of another run is not taken for this
// one's.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "files/json.h"
#include "models/registry.h"
#include "pipeline/predict_options.h"

namespace lumbar {

// The program's version, the options that matter, the list of studies, the manifest, the CPU's tuning, given
// points, and of each net its .json and the size and the checksum of samples of its weights (64 pieces of
// 64 KB, which any training changes).  Where the outputs go and the deadline are no part of it.
// `studies`: StudyList::identity.
Json run_fingerprint(const PredictOptions& options, const std::string& studies,
                     const std::vector<NetFile>& nets);

// The fingerprint of a file under that name, if there is one.
void add_file(Json& run, const char* name, const std::filesystem::path& path);

// The part of it that predict and grade share: options, manifest, tuning, points and nets.
void add_grading(Json& run, const GradingOptions& options, const std::filesystem::path& weights,
                 const std::vector<NetFile>& nets);

}  // namespace lumbar
