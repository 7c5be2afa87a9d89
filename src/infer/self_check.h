// Compares what the nets of a backend answer with float32 on the CPU, on one small fixed input.
#pragma once

#include <string>
#include <vector>

#include "infer/backend.h"
#include "models/registry.h"

namespace lumbar {

// The largest difference from float32 on the CPU, of a probability or of a keypoint relative to the image,
// that a correct device of that format shows.
double agreement_bound(NumberFormat format);

struct Agreement {
    double largest_difference = 0;
    // "cfg_stage2_s2_su_fold0 differs by 0.2, more than 0.01 (and 2 other nets)"; empty if all nets agree.
    std::string disagreement;
};

class SelfCheck {
  public:
    // Computes every net on the CPU in float32, by plain convolutions; `threads` nets at a time, each in
    // memory for that long alone.  Throws Error (weights) if a net is damaged.
    SelfCheck(std::vector<NetFile> nets, int threads);

    const std::vector<NetFile>& nets() const { return nets_; }
    // The largest difference of each net's answers; infinite where one is not finite.  Throws what the
    // backend throws.
    std::vector<double> differences(Backend& backend) const;
    Agreement compare(Backend& backend) const;

  private:
    // Probabilities or keypoints of each net, in the order of nets_.
    std::vector<std::vector<double>> answers(Backend& backend) const;

    std::vector<NetFile> nets_;
    std::vector<std::vector<double>> expected_;
};

}  // namespace lumbar
