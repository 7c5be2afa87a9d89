// What an ONNX file says of its net, beside the graph.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "models/registry.h"

namespace lumbar {

// In the order of the file: recipe, stage, series, frames, image_size, backbone, fold, lumbar (the version).
// Lists are joined by commas: stage 1 has "levels", stage 2 "conditions" and "classes", in the output's
// order. "finished", "untrained" and "note" if the net's metadata have them.
std::vector<std::pair<std::string, std::string>> properties_of(const NetFile& file);

// For people: what goes in and what comes out, in a few sentences.
std::string description_of(const NetFile& file);

}  // namespace lumbar
