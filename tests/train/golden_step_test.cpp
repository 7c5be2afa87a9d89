// One AdamW step of the three-head net beside the reference's (golden train.safetensors, made by PyTorch).
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "files/json.h"
#include "models/grading_net.h"
#include "optim/adamw.h"
#include "support/files.h"
#include "support/golden.h"
#include "support/synthetic_net.h"
#include "train/loss.h"
#include "weight_files/state_dict.h"

namespace lumbar::test {
namespace {

GradingNet golden_net() {
    GradingNet net(GradingNetConfig{hgnetv2_config("hgnetv2_b0"), PoolKind::attention_lstm, {1, 2, 2}});
    fill_synthetic(*net, "0/train");
    net->train();
    return net;
}

// In float32 a sum near 0 lies on the other side of a ReLU on one CPU and not on another, which moves single
// gradients by 1 % (seen with LibTorch 1.13, without oneDNN, on CPUs with AVX2 alone).  So the net is
// computed in float64 there; a LibTorch with oneDNN agrees in float32, and the static edition has no kernels
// for float64.  The step is AdamW's own, in float32.
//
// The reference computed in float32, and in it such a sum did cross: of these two tensors few values differ,
// by that much.
torch::ScalarType exact_type() {
    return at::hasMKLDNN() ? torch::kFloat32 : torch::kFloat64;
}
constexpr double kLearningRate = 1e-4;
bool crosses_a_relu(const std::string& name) {
    return name == "backbone.stem.stem1.conv.weight" ||
           name == "backbone.stages.2.blocks.1.layers.0.conv2.conv.weight";
}
double gradient_bound(const std::string& name) {
    return crosses_a_relu(name) ? 2e-2 : 1e-3;
}

// AdamW's first step over its learning rate: about the gradient's sign, and steep near 0.
double direction(double gradient) {
    return gradient / (std::abs(gradient) + AdamWOptions{}.epsilon);
}

struct Step {
    Golden golden{"train.safetensors"};
    GradingNet exact = golden_net(), net = golden_net();
    torch::Tensor logits, loss;
    double norm = 0;

    Step() {
        exact->to(exact_type());
        AdamW optimizer(net->parameters(), {.weight_decay = 1e-4});
        logits = exact
                     ->forward(golden_tensor(golden, "input", exact_type()),
                               golden_tensor(golden, "mask", torch::kBool))
                     .reshape({-1, 3});
        loss = weighted_cross_entropy(logits, golden_tensor(golden, "labels", exact_type()).reshape({-1, 3}));
        loss.backward();
        const auto from = exact->parameters(), to = net->parameters();
        for (std::size_t i = 0; i < to.size(); ++i) {
            to[i].mutable_grad() = from[i].grad().to(torch::kFloat32);
        }
        norm = clip_gradients(optimizer.gradients(), 1.0);
        for (const auto& parameter : net->named_parameters()) {
            gradients.insert(parameter.key(), parameter.value().grad().clone());
        }
        optimizer.step(kLearningRate);
    }

    // Weights after the step; running statistics of the computation.
    torch::Tensor stepped(const std::string& name) const {
        const StateDict weights = state_dict_of(*net), statistics = state_dict_of(*exact);
        return name.find("running_") == std::string::npos ? weights[name] : statistics[name];
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

std::vector<double> values_of(const torch::Tensor& tensor) {
    const torch::Tensor flat = tensor.to(torch::kFloat32).contiguous();
    return {flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel()};
}

// How far one value may lie from the reference's after the step: rounding, and what an error of its gradient
// does.
double step_bound(double gradient, double gradient_error) {
    const double here = direction(gradient);
    return 1e-6 + kLearningRate * std::max(direction(gradient + gradient_error) - here,
                                           here - direction(gradient - gradient_error));
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
            BOOST_TEST(
                relative_difference(step.gradients[name], golden_tensor(step.golden, "gradient." + name)) <
                gradient_bound(name));
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
    const auto names = names_after(step.golden, "stepped.");
    BOOST_TEST(names.size() == 7U);
    for (const std::string& name : names) {
        BOOST_TEST_CONTEXT(name) {
            const auto found = values_of(step.stepped(name));
            const auto expected = values_of(golden_tensor(step.golden, "stepped." + name));
            std::vector<double> gradient(expected.size(), 0);  // running statistics have none
            if (step.gradients.contains(name)) gradient = values_of(step.gradients[name]);
            double largest = 0, excess = 0;
            for (const double g : gradient) largest = std::max(largest, std::abs(g));
            for (std::size_t i = 0; i < expected.size(); ++i) {
                const double bound = step_bound(gradient[i], gradient_bound(name) * largest);
                excess = std::max(excess, std::abs(found[i] - expected[i]) - bound);
            }
            BOOST_TEST(excess == 0);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::test
