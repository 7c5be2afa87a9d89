// Exports a net for inference as an ONNX file, for programs other than lumbar.
#pragma once

#include <filesystem>
#include <string>

#include "models/registry.h"
#include "weight_files/state_dict.h"

namespace lumbar {

// Writes the net that `file` describes, with the weights of `state` (file.weights only names them in
// errors), whole or not at all.  float32, batch norms folded, opset 13, IR version 7.
//
// Inputs:  frames  float32 [batch,S,1,H,W], 0..1; S frames of H = W px, as the recipe says
//          mask    bool [batch,S], true: a real frame; false: padding, black
// Output:  stage 1  points  float32 [batch,20], relative to the image: [level][point][x,y]
//          stage 2  logits  float32 [batch,conditions,3]: one disc each; a softmax over the last dimension
//                           gives the probabilities of the classes
//
// The file's own metadata (onnx_properties.h) say which recipe it is, and the order of conditions and
// classes. Returns the inputs and the output as text.  Throws Error: weights if they do not fit the net or
// are 2 GB or more, which is as much as such a file holds; output if the file cannot be written.
std::string export_onnx(const NetFile& file, const StateDict& state, const std::filesystem::path& output);

}  // namespace lumbar
