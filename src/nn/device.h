// Resolves `--device` to a Torch device and verifies it before use.
#pragma once

#include <torch/torch.h>

#include <string>

namespace lumbar {

// "auto", "cpu", "cuda" or "cuda:N".  auto runs a real convolution on the GPU before trusting it and falls
// back to the CPU with a log line saying why.  Throws Error (usage) if a named device does not work.
torch::Device choose_device(const std::string& request);

// For one of the processes that share a machine's GPUs: "auto" and "cuda" become the GPU of its number, where
// there are several.
std::string own_device(const std::string& request, int gpus, int local_rank);

// The same values on `device`.  A GPU is not waited for: what it was asked before may still be computed.
torch::Tensor sent_to(const torch::Device& device, const torch::Tensor& values);

}  // namespace lumbar
