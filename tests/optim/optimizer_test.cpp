// AdamW, clipping, the schedule, the loss scaler and the averaged weights.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "optim/adamw.h"
#include "optim/loss_scaler.h"
#include "optim/schedule.h"
#include "optim/weight_average.h"

namespace lumbar::test {
namespace {

torch::nn::Sequential small_net() {
    torch::manual_seed(1);
    return torch::nn::Sequential(torch::nn::Linear(4, 8), torch::nn::ReLU(), torch::nn::BatchNorm1d(8),
                                 torch::nn::Linear(8, 2));
}

double step_once(torch::nn::Sequential& net) {
    auto loss = net->forward(torch::randn({16, 4})).square().mean();
    loss.backward();
    return loss.item<double>();
}

BOOST_AUTO_TEST_SUITE(optimizer)

BOOST_AUTO_TEST_CASE(adamw_steps_as_libtorchs_own_does) {
    auto ours = small_net(), theirs = small_net();
    AdamW optimizer(ours->parameters(), {.weight_decay = 0.01});
    torch::optim::AdamW reference(theirs->parameters(), torch::optim::AdamWOptions(1e-2).weight_decay(0.01));
    for (int i = 0; i < 10; ++i) {
        torch::manual_seed(static_cast<std::uint64_t>(i));
        optimizer.clear_gradients();
        step_once(ours);
        optimizer.step(1e-2);
        torch::manual_seed(static_cast<std::uint64_t>(i));
        reference.zero_grad();
        step_once(theirs);
        reference.step();
    }
    for (std::size_t i = 0; i < ours->parameters().size(); ++i) {
        BOOST_TEST(torch::allclose(ours->parameters()[i], theirs->parameters()[i], 1e-5, 1e-7));
    }
}

BOOST_AUTO_TEST_CASE(a_parameter_without_gradient_stays_as_it_is) {
    const auto used = torch::ones({2}).requires_grad_(), unused = torch::ones({2}).requires_grad_();
    AdamW optimizer({used, unused}, {});
    used.sum().backward();
    optimizer.step(0.1);
    BOOST_TEST(unused.equal(torch::ones({2})));
    BOOST_TEST(!used.equal(torch::ones({2})));
}

// Where the four do not lie alike in memory the kernel cannot be asked.
BOOST_AUTO_TEST_CASE(a_gradient_laid_out_otherwise_steps_the_same) {
    torch::manual_seed(2);
    const auto start = torch::randn({5, 3}), gradient = torch::randn({5, 3});
    std::vector<torch::Tensor> stepped;
    for (const bool turned : {false, true}) {
        auto weight = start.clone().requires_grad_();
        AdamW optimizer({weight}, {.weight_decay = 0.01});
        for (int i = 0; i < 5; ++i) {
            weight.mutable_grad() = turned ? gradient.t().contiguous().t() : gradient.clone();
            optimizer.step(1e-2);
        }
        stepped.push_back(weight.detach());
    }
    BOOST_TEST(torch::allclose(stepped[0], stepped[1], 1e-6, 1e-7));
    BOOST_TEST(!torch::allclose(stepped[0], start, 1e-3, 1e-3));
}

BOOST_AUTO_TEST_CASE(gradients_are_clipped_to_the_joint_norm_only_when_longer) {
    std::vector<torch::Tensor> gradients{torch::tensor({3.0, 0.0}), torch::tensor({4.0})};
    BOOST_TEST(std::abs(clip_gradients(gradients, 10) - 5) < 1e-6);
    BOOST_TEST(gradients[1].item<double>() == 4);
    BOOST_TEST(std::abs(clip_gradients(gradients, 1) - 5) < 1e-6);
    BOOST_TEST(std::abs(gradients[1].item<double>() - 0.8) < 1e-5);
    BOOST_TEST(std::abs(clip_gradients(gradients, 0) - 1) < 1e-5);
    gradients[0][0] = std::numeric_limits<float>::quiet_NaN();
    BOOST_TEST(std::isnan(clip_gradients(gradients, 1)));
    BOOST_TEST(std::abs(gradients[1].item<double>() - 0.8) < 1e-5);
}

BOOST_AUTO_TEST_CASE(the_rate_rises_and_then_falls_along_half_a_cosine) {
    const Schedule schedule{.lr = 1e-3, .lr_end = 1e-5, .warmup_steps = 10, .steps = 110};
    BOOST_TEST(std::abs(schedule.rate_at(0) - 1e-4) < 1e-12);
    BOOST_TEST(std::abs(schedule.rate_at(9) - 1e-3) < 1e-12);
    BOOST_TEST(std::abs(schedule.rate_at(10) - 1e-3) < 1e-12);
    BOOST_TEST(std::abs(schedule.rate_at(60) - (1e-3 + 1e-5) / 2) < 1e-9);
    BOOST_TEST(std::abs(schedule.rate_at(110) - 1e-5) < 1e-12);
    BOOST_TEST(schedule.rate_at(500) == 1e-5);
}

BOOST_AUTO_TEST_CASE(the_loss_scale_halves_after_an_overflow_and_doubles_after_patience) {
    LossScaler scaler(true);
    const double start = scaler.state().scale;
    BOOST_TEST(scaler.scaled(torch::tensor(2.0)).item<double>() == 2 * start);
    std::vector<torch::Tensor> gradients{torch::tensor({start})};
    scaler.unscale(gradients);
    BOOST_TEST(gradients[0].item<double>() == 1);
    scaler.update(false);
    BOOST_TEST(scaler.state().scale == start / 2);
    for (int i = 0; i < 2000; ++i) scaler.update(true);
    BOOST_TEST(scaler.state().scale == start);
    LossScaler off(false);
    off.update(false);
    BOOST_TEST(off.state().scale == 1);
}

BOOST_AUTO_TEST_CASE(averaged_weights_follow_and_are_lent_to_the_net_only_for_a_while) {
    auto net = small_net();
    WeightAverage average(*net, 0.9);
    const auto first = net->parameters()[0].detach().clone();
    {
        const torch::NoGradGuard no_grad;
        net->parameters()[0].add_(1);
    }
    average.update(1000000);
    const auto expected = first + 0.1;
    {
        const BorrowedWeights borrowed(*net, average.state());
        BOOST_TEST(torch::allclose(net->parameters()[0], expected));
    }
    BOOST_TEST(torch::allclose(net->parameters()[0], first + 1));
}

BOOST_AUTO_TEST_CASE(without_a_decay_the_average_is_the_net_itself) {
    auto net = small_net();
    WeightAverage average(*net, 0);
    const torch::NoGradGuard no_grad;
    net->parameters()[0].fill_(3);
    average.update(1);
    BOOST_TEST(average.state()["0.weight"].equal(net->parameters()[0]));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::test
