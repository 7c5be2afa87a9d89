// Compares weights files with the SHA-256 that the manifest.json beside them states, if it states one.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "models/registry.h"

namespace lumbar {

// Throws Error (weights) if the manifest states another sum for the file than the one found.
void require_checksum(const std::filesystem::path& weights, const std::string& found_sha256);

// Verifies, in parallel, every net that has a stated checksum; returns how many.  Warns of sums that are
// stated for files which are not there.
//
// Hashing takes as long as loading, which only maps the files (2.1 GB on two Zen 4 cores: 0.6 s each; 3.6 s
// without the processor's SHA instructions).  So predict leaves it out; inspect, check and grade, which
// names each net by its sum, do it.
int verify_checksums(const std::vector<NetFile>& nets, int threads);

}  // namespace lumbar
