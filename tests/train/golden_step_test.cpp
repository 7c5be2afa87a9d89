// One AdamW step of the three-head net beside the reference's (golden train.safetensors, made by PyTorch).
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "base/json.h"
#include "models/grading_net.h"
#include "nn/state_dict.h"
#include "support/files.h"
#include "support/golden.h"
#include "support/synthetic_net.h"
#include "train/adamw.h"
#include "train/loss.h"

namespace lumbar::test {
namespace {

struct Step {
    Golden golden{"train.safetensors"};
    GradingNet net{GradingNetConfig{hgnetv2_config("hgnetv2_b0"), PoolKind::attention_lstm, {1, 2, 2}}};
    torch::Tensor logits, loss;
    double norm = 0;

    Step() {
        fill_synthetic(*net, "0/train");
        net->train();
        AdamW optimizer(net->parameters(), {.weight_decay = 1e-4});
        logits = net->forward(golden_tensor(golden, "input"), golden_tensor(golden, "mask", torch::kBool))
                     .reshape({-1, 3});
        loss = weighted_cross_entropy(logits, golden_tensor(golden, "labels").reshape({-1, 3}));
        loss.backward();
        norm = clip_gradients(optimizer.gradients(), 1.0);
        for (const auto& parameter : net->named_parameters()) {
            gradients.insert(parameter.key(), parameter.value().grad().clone());
        }
        optimizer.step(1e-4);
    }

    StateDict gradients;
};

const Step& the_step() {
    static const Step step;
    return step;
}

std::vector<std::string> names_after(const Golden& golden, const std::string& prefix) {
    std::vector<std::string> names;
    for (const auto& tensor : golden.file().tensors()) {
        if (tensor.name.starts_with(prefix)) names.push_back(tensor.name.substr(prefix.size()));
    }
    return names;
}

double largest_difference(const torch::Tensor& a, const torch::Tensor& b) {
    return (a.to(torch::kFloat64) - b.to(torch::kFloat64)).abs().max().item<double>();
}

BOOST_AUTO_TEST_SUITE(golden_training_step)

BOOST_AUTO_TEST_CASE(logits_and_loss_in_training_mode_equal_the_references) {
    const Step& step = the_step();
    BOOST_TEST(relative_difference(step.logits, golden_tensor(step.golden, "logits")) < 1e-4);
    BOOST_TEST(std::abs(step.loss.item<double>() - step.golden.numbers("loss")[0]) < 1e-5);
}

BOOST_AUTO_TEST_CASE(clipped_gradients_equal_the_references) {
    const Step& step = the_step();
    const double norm = step.golden.numbers("gradient_norm")[0];
    BOOST_TEST(std::abs(step.norm - norm) < 1e-3 * norm);
    for (const std::string& name : names_after(step.golden, "gradient.")) {
        BOOST_TEST_CONTEXT(name) {
            BOOST_TEST(relative_difference(step.gradients[name],
                                           golden_tensor(step.golden, "gradient." + name)) < 1e-3);
        }
    }
}

// In the order of PyTorch's parameters, which state_dicts.json keeps.
BOOST_AUTO_TEST_CASE(every_gradients_norm_equals_the_references) {
    const Step& step = the_step();
    const auto norms = step.golden.numbers("gradient_norms");
    const double largest = *std::max_element(norms.begin(), norms.end());
    const Json names = read_json(test_file("golden/state_dicts.json")).at("three_heads");
    std::size_t at = 0;
    for (const auto& [name, shape] : names.items()) {
        if (!step.gradients.contains(name)) continue;  // a buffer
        BOOST_REQUIRE(at < norms.size());
        BOOST_TEST_CONTEXT(name) {
            BOOST_TEST(std::abs(step.gradients[name].norm().item<double>() - norms[at]) < 1e-3 * largest);
        }
        ++at;
    }
    BOOST_TEST(at == norms.size());
    BOOST_TEST(at == step.gradients.size());
}

BOOST_AUTO_TEST_CASE(stepped_weights_and_running_statistics_equal_the_references) {
    const Step& step = the_step();
    const StateDict state = state_dict_of(*step.net);
    const auto names = names_after(step.golden, "stepped.");
    BOOST_TEST(names.size() == 7U);
    for (const std::string& name : names) {
        BOOST_TEST_CONTEXT(name) {
            BOOST_TEST(largest_difference(state[name], golden_tensor(step.golden, "stepped." + name)) < 1e-6);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::test
