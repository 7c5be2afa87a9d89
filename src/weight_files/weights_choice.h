// Which tensors of a weights file are the net's: chosen by hand, or found.
#pragma once

#include <filesystem>
#include <string>

#include "weight_files/state_dict.h"

namespace lumbar {

struct WeightsChoice {
    std::string key;     // of the dict in a checkpoint, "ema" or "ema.module"; empty: the only one
    std::string prefix;  // of the names, removed; empty: what wrappers put before all of them
};

// As read_state_dict(path), which leaves both open.  Logs the key and the prefix that were found.  Throws
// Error (weights) if the file has no such key or prefix, or several state dicts and no key is given.
StateDict read_state_dict(const std::filesystem::path& path, const WeightsChoice& choice);

}  // namespace lumbar
