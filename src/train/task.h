// What differs between training stage 1 and stage 2: the net, its samples, its loss, its validation.
#pragma once

#include <torch/torch.h>

#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "train/batch_loader.h"

namespace lumbar {

// By name; the first one decides which weights are best: lower is better.
using Metrics = std::vector<std::pair<std::string, double>>;

class Task {
  public:
    virtual ~Task() = default;

    virtual torch::nn::Module& net() = 0;
    virtual std::size_t sample_count() const = 0;
    virtual std::size_t validation_count() const = 0;
    // Of its kind and labelled, but without the crops or points to train on.
    virtual std::size_t unused_count() const { return 0; }
    // Called from several threads.
    virtual Sample sample(const SampleRequest& request) const = 0;
    // Of a batch on the net's device; `random` decides what is mixed.
    virtual torch::Tensor loss(const Sample& batch, Random& random) = 0;
    // The net as it is now, in evaluation mode.  Empty where nothing is held out.
    virtual Metrics validate() = 0;
    // What a prediction that looks at no image scores in the same validation, by the same names; empty: there
    // is none to compare with.
    virtual Metrics prior() const { return {}; }
};

}  // namespace lumbar
