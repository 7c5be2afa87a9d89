// What nets do in training alone: paths left out, stages computed twice, ImageNet's weights put in.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "models/grading_net.h"
#include "models/hgnetv2.h"
#include "models/keypoint_net.h"
#include "models/pretrained.h"
#include "support/files.h"
#include "support/refusal.h"
#include "support/synthetic_net.h"
#include "weight_files/state_dict.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

HgNetV2Config tiny_backbone() {
    return hgnetv2_config("hgnetv2_b0", {.width = 0.25, .depth = 0.34, .head_width = 16});
}

// Deep enough for residual paths, which the first block of a stage has not.
HgNetV2Config deep_backbone() {
    return hgnetv2_config("hgnetv2_b4", {.width = 0.125, .depth = 1, .head_width = 16});
}

// timm's file of this backbone: three channels, and a classifier.
StateDict timm_weights(const HgNetV2Config& config) {
    HgNetV2Config coloured = config;
    coloured.in_channels = 3;
    HgNetV2 net(coloured);
    fill_synthetic(*net, "0/timm");
    StateDict state;
    for (const auto& [name, tensor] : state_dict_of(*net).pairs())
        state.insert(name, tensor.detach().clone());
    state.insert("head.fc.weight", torch::ones({10, 16}));
    state.insert("head.fc.bias", torch::ones({10}));
    return state;
}

struct Step {
    torch::Tensor output;
    std::vector<torch::Tensor> gradients, buffers;
};

// Forward and backward in training, from fixed weights and random numbers.
Step step_of(HgNetV2Config config, bool checkpointing) {
    config.checkpointing = checkpointing;
    config.drop_path = 0.5;
    config.dropout = 0.3;
    HgNetV2 net(config);
    fill_synthetic(*net, "0/step");
    net->train();
    torch::manual_seed(11);
    Step step;
    const auto images = torch::rand({3, 1, 64, 64});
    step.output = net->forward(images);
    step.output.square().sum().backward();
    for (const auto& parameter : net->parameters()) step.gradients.push_back(parameter.grad());
    step.buffers = net->buffers();
    return step;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(paths)

BOOST_AUTO_TEST_CASE(are_whole_in_evaluation_and_at_a_chance_of_zero) {
    const auto x = torch::rand({6, 3, 2, 2});
    BOOST_TEST(torch::equal(drop_path(x, 0.7, false), x));
    BOOST_TEST(torch::equal(drop_path(x, 0, true), x));
}

BOOST_AUTO_TEST_CASE(are_left_out_by_whole_samples_the_others_scaled_so_that_the_mean_stays) {
    torch::manual_seed(4);
    const auto x = torch::rand({20000, 2, 1, 2}) + 0.5;
    for (const double chance : {0.2, 0.5, 0.9}) {
        const auto factor = drop_path(x, chance, true) / x;  // 0 or 1 / (1 - chance)
        const auto by_sample = factor.flatten(1);
        const auto first = by_sample.select(1, 0).unsqueeze(1);
        BOOST_TEST((by_sample - first).abs().max().item<double>() < 1e-5);
        const auto dropped = first == 0;
        BOOST_TEST(std::abs(dropped.to(torch::kFloat64).mean().item<double>() - chance) < 0.015);
        const auto kept = first.masked_select(dropped.logical_not());
        BOOST_TEST((kept - 1 / (1 - chance)).abs().max().item<double>() < 1e-4);
        BOOST_TEST(std::abs(factor.mean().item<double>() - 1) < 0.03 / (1 - chance));
    }
}

BOOST_AUTO_TEST_CASE(are_never_left_out_of_a_stages_first_block) {
    const HgStageConfig sizes{.in = 8, .mid = 8, .out = 8, .blocks = 2, .kernel = 3, .layers = 1};
    HgBlock first(sizes, HgBlockOptions{.is_first = true, .affine = false, .drop_path = 1});
    first->train();
    const auto output = first->forward(torch::rand({50, 8, 2, 2}));
    BOOST_TEST((output.abs().flatten(1).sum(1) > 0).all().item<bool>());
}

// How often a block answers with nothing but its input.
BOOST_AUTO_TEST_CASE(are_left_out_more_often_the_deeper_they_are) {
    const torch::NoGradGuard no_grad;
    HgNetV2Config config = deep_backbone();
    config.drop_path = 0.6;
    HgNetV2 net(config);
    net->train();
    torch::manual_seed(9);
    const auto modules = net->named_modules();
    int number = 0, measured = 0;
    for (std::size_t stage = 0; stage < config.stages.size(); ++stage) {
        for (int block = 0; block < config.stages[stage].blocks; ++block, ++number) {
            if (block == 0) continue;
            const auto name = "stages." + std::to_string(stage) + ".blocks." + std::to_string(block);
            const auto x = torch::rand({3000, config.stages[stage].out, 1, 1});
            const auto same = (modules[name]->as<HgBlockImpl>()->forward(x) == x).flatten(1).all(1);
            const double expected = 0.6 * number / (config.block_count() - 1);
            BOOST_TEST(std::abs(same.to(torch::kFloat64).mean().item<double>() - expected) < 0.04, name);
            ++measured;
        }
    }
    BOOST_TEST(measured >= 2);
}

BOOST_AUTO_TEST_CASE(change_nothing_in_evaluation) {
    const torch::NoGradGuard no_grad;
    HgNetV2Config config = deep_backbone();
    HgNetV2 plain(config);
    config.drop_path = 0.9;
    config.dropout = 0.9;
    HgNetV2 dropping(config);
    for (auto* net : {&plain, &dropping}) {
        fill_synthetic(**net, "0/paths");
        (*net)->eval();
    }
    const auto images = torch::rand({2, 1, 64, 64});
    BOOST_TEST(torch::equal(plain->forward(images), dropping->forward(images)));
    dropping->train();
    BOOST_TEST(!torch::equal(dropping->forward(images), dropping->forward(images)));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(computed_twice)

BOOST_AUTO_TEST_CASE(is_the_same_to_the_last_bit) {
    const int threads = torch::get_num_threads();
    torch::set_num_threads(1);
    const Step plain = step_of(deep_backbone(), false), twice = step_of(deep_backbone(), true);
    BOOST_TEST(torch::equal(plain.output, twice.output));
    BOOST_REQUIRE(plain.gradients.size() == twice.gradients.size());
    for (std::size_t i = 0; i < plain.gradients.size(); ++i) {
        BOOST_TEST(torch::equal(plain.gradients[i], twice.gradients[i]), "parameter " << i);
    }
    for (std::size_t i = 0; i < plain.buffers.size(); ++i) {
        BOOST_TEST(torch::equal(plain.buffers[i], twice.buffers[i]), "buffer " << i);
    }
    torch::set_num_threads(threads);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(pretrained_backbone)

BOOST_AUTO_TEST_CASE(sees_the_sum_of_three_channels_and_has_no_classifier) {
    const torch::NoGradGuard no_grad;
    const TemporaryFolder folder;
    const StateDict timm = timm_weights(tiny_backbone());
    write_state_dict(folder / "timm.safetensors", timm);
    GradingNet net(GradingNetConfig{tiny_backbone(), PoolKind::attention_lstm, {1, 2}});
    load_pretrained_backbone(*net, folder / "timm.safetensors");
    const StateDict state = state_dict_of(*net);
    for (const auto& [name, tensor] : timm.pairs()) {
        if (name.starts_with("head.fc")) continue;
        const auto expected = name == "stem.stem1.conv.weight" ? tensor.sum(1, true) : tensor;
        BOOST_TEST(torch::equal(state["backbone." + name], expected), name);
    }
    // A grey picture is the same in one channel as in three.
    HgNetV2Config coloured = tiny_backbone();
    coloured.in_channels = 3;
    HgNetV2 three(coloured), one(tiny_backbone());
    StateDict without_classifier;
    for (const auto& [name, tensor] : timm.pairs()) {
        if (!name.starts_with("head.fc")) without_classifier.insert(name, tensor);
    }
    load_state_dict(*three, without_classifier, "timm");
    load_state_dict(*one, for_one_channel(timm, "timm"), "timm");
    three->eval();
    one->eval();
    const auto grey = torch::rand({2, 1, 64, 64});
    BOOST_TEST(relative_difference(one->forward(grey), three->forward(grey.expand({2, 3, 64, 64}))) < 1e-5);
}

BOOST_AUTO_TEST_CASE(may_have_one_channel_already) {
    const TemporaryFolder folder;
    write_state_dict(folder / "one.safetensors", for_one_channel(timm_weights(tiny_backbone()), "timm"));
    KeypointNet net(KeypointNetConfig{tiny_backbone(), PoolKind::attention});
    load_pretrained_backbone(*net, folder / "one.safetensors");
    BOOST_TEST(torch::equal(state_dict_of(*net)["backbone.stem.stem1.conv.weight"],
                            timm_weights(tiny_backbone())["stem.stem1.conv.weight"].sum(1, true)));
}

BOOST_AUTO_TEST_CASE(is_refused_from_another_net) {
    const TemporaryFolder folder;
    KeypointNet net(KeypointNetConfig{tiny_backbone(), PoolKind::attention});
    const auto refusal = [&](const StateDict& state) {
        write_state_dict(folder / "other.safetensors", state);
        return refusal_of([&] { load_pretrained_backbone(*net, folder / "other.safetensors"); },
                          ExitCode::weights);
    };
    StateDict resnet;
    resnet.insert("conv1.weight", torch::ones({4, 3, 3, 3}));
    BOOST_TEST(contains(refusal(resnet), "not a timm HGNetV2"));
    BOOST_TEST(contains(refusal(resnet), "other.safetensors"));
    BOOST_TEST(contains(refusal(timm_weights(deep_backbone())), "do not fit"));
    StateDict further = timm_weights(tiny_backbone());
    further.insert("stages.9.weight", torch::ones({1}));
    BOOST_TEST(contains(refusal(further), "stages.9.weight"));
}

BOOST_AUTO_TEST_SUITE_END()
