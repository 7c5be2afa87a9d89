// Compares weights files with the SHA-256 that their folder's manifest.json states, if it states one.
#pragma once

#include <string>
#include <vector>

#include "models/registry.h"

namespace lumbar {

// Throws Error (weights) if the manifest states another sum for the net's file than the one found.
void require_checksum(const NetFile& net, const std::string& found_sha256);

// Reads and checks the files for which a sum is stated, several at a time -> how many those are.  Takes
// longer than loading does, which maps the files (4 GB: 1.1 s on two cores, and loading 1.2 s), so that
// inspect, check and grade call it, which name the nets, and predict does not.
int verify_checksums(const std::vector<NetFile>& nets, int threads);

}  // namespace lumbar
