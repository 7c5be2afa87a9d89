// A task that takes no time: a line through points, learned by two numbers and a running mean.
#pragma once

#include <torch/torch.h>

#include <functional>
#include <limits>
#include <set>
#include <utility>
#include <vector>

#include "train/task.h"

namespace lumbar::test {

class LineNet : public torch::nn::Module {
  public:
    LineNet()
        : weight(register_parameter("weight", torch::full({1}, 0.1))),
          bias(register_parameter("bias", torch::full({1}, -0.2))),
          mean(register_buffer("mean", torch::zeros({1}))) {}

    // As batch norm does, spoilt by whatever it sees.
    torch::Tensor forward(const torch::Tensor& x) {
        if (is_training()) {
            const torch::NoGradGuard no_grad;
            mean.mul_(0.9).add_(x.mean().view({1}), 0.1);
        }
        return weight * x + bias;
    }

    torch::Tensor weight, bias, mean;
};

// Sample i is the point (x, 2x + 1), x drawn from its seed; -> mean square distance.
class LineTask : public Task {
  public:
    std::size_t samples = 8;
    std::set<std::size_t> bad_samples;            // whose x is no number
    std::function<void(int)> before_loss;         // called with 0, 1, 2 ...
    std::function<Metrics(LineNet&)> validation;  // empty: nothing is held out
    Metrics without_looking;                      // the prior

    torch::nn::Module& net() override { return net_; }
    LineNet& line() { return net_; }
    std::size_t sample_count() const override { return samples; }
    std::size_t validation_count() const override { return validation ? 1 : 0; }

    Sample sample(const SampleRequest& request) const override {
        Random random(request.seed);
        const double x = random.uniform(-1, 1);
        const double seen =
            bad_samples.contains(request.index) ? std::numeric_limits<double>::quiet_NaN() : x;
        return {torch::full({1}, seen), torch::ones({1}, torch::kBool), torch::full({1}, 2 * x + 1), {}};
    }

    torch::Tensor loss(const Sample& batch, Random& random) override {
        if (before_loss) before_loss(losses_++);
        // Both kinds of random numbers count, so that a step that draws others is noticed.
        const auto noise = 1e-3 * (random.uniform() + torch::rand({1}));
        return (net_.forward(batch.input) + noise - batch.targets).square().mean();
    }

    Metrics validate() override { return validation ? validation(net_) : Metrics{}; }
    Metrics prior() const override { return without_looking; }

  private:
    LineNet net_;
    int losses_ = 0;
};

// Another task with something done before each of its losses.
class WatchedTask : public Task {
  public:
    WatchedTask(Task& task, std::function<void(int)> before_loss)
        : task_(task), before_loss_(std::move(before_loss)) {}

    torch::nn::Module& net() override { return task_.net(); }
    std::size_t sample_count() const override { return task_.sample_count(); }
    std::size_t validation_count() const override { return task_.validation_count(); }
    Sample sample(const SampleRequest& request) const override { return task_.sample(request); }
    torch::Tensor loss(const Sample& batch, Random& random) override {
        before_loss_(losses_++);
        return task_.loss(batch, random);
    }
    Metrics validate() override { return task_.validate(); }

  private:
    Task& task_;
    std::function<void(int)> before_loss_;
    int losses_ = 0;
};

}  // namespace lumbar::test
