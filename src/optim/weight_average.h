// The exponential moving average of a net's weights, which is graded and written in their place
// (Polyak and Juditsky 1992).
#pragma once

#include <torch/torch.h>
#include <cstdint>
#include <vector>

#include "weight_files/state_dict.h"

namespace lumbar {

class WeightAverage {
  public:
    // `decay` 0: off, and the average is the net itself.
    WeightAverage(const torch::nn::Module& net, double decay);

    // After a step.  Floating-point tensors, running statistics too, move by 1 - decay; others are copied.
    // Early on the decay is (1 + steps) / (10 + steps), so that the random start is soon forgotten.
    void update(std::int64_t steps);

    bool on() const { return decay_ > 0; }
    const StateDict& state() const { return on() ? average_ : net_; }

  private:
    StateDict net_, average_;
    double decay_;
};

// Puts other weights into a net for as long as it lives: validation sees the average, training goes on
// without.
class BorrowedWeights {
  public:
    BorrowedWeights(torch::nn::Module& net, const StateDict& weights);
    ~BorrowedWeights();
    BorrowedWeights(const BorrowedWeights&) = delete;
    BorrowedWeights& operator=(const BorrowedWeights&) = delete;

  private:
    StateDict net_;
    std::vector<torch::Tensor> own_;
};

}  // namespace lumbar
