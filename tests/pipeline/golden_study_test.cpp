// End to end: the reference's study and ensemble in, the reference's submission out.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "competition/submission_file.h"
#include "config/plain_convs.h"
#include "config/tta_angles.h"
#include "files/json.h"
#include "infer/check_input.h"
#include "infer/open_backends.h"
#include "infer/tuning.h"
#include "models/registry.h"
#include "nn/autocast.h"
#include "pipeline/predict.h"
#include "support/environment.h"
#include "support/files.h"
#include "support/golden.h"
#include "support/soft_gpu.h"
#include "support/synthetic_net.h"
#include "weight_files/state_dict.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

// As make_weights.py of the reference names and fills them.
struct ReferenceNet {
    const char* recipe;
    const char* prefix;
    const char* extension;  // both formats take part
};
constexpr ReferenceNet kNets[] = {
    {"stage1_s1", "stage1_T1", ".pt"},           {"stage1_s2", "stage1_T2", ".safetensors"},
    {"stage2_s1_fo", "s1_fo", ".safetensors"},   {"stage2_s2_sp1", "s2_sp1", ".pt"},
    {"stage2_s2_sp2", "s2_sp2", ".safetensors"}, {"stage2_s2_su", "s2_su", ".safetensors"}};

StateDict reference_state(const ReferenceNet& net, const NetFile& file) {
    const bool locates = file.recipe.stage == Stage::locate;
    std::shared_ptr<torch::nn::Module> module;
    if (locates) {
        module = KeypointNet(keypoint_net_config(file)).ptr();
    } else {
        module = GradingNet(grading_net_config(file)).ptr();
    }
    fill_synthetic(*module, std::string("0/") + net.prefix);
    StateDict state = state_dict_of(*module);
    if (locates) {
        const Golden golden("study.safetensors");
        const torch::NoGradGuard no_grad;
        state["fc.weight"].mul_(0.02);
        state["fc.bias"].copy_(golden_tensor(golden, std::string(net.prefix).substr(7) + ".stage1_bias"));
    }
    return state;
}

void write_reference_net(const std::filesystem::path& folder, const ReferenceNet& net) {
    NetFile file;
    file.recipe = find_recipe(solution_recipes(), net.recipe);
    file.backbone = "hgnetv2_b0.ssld_stage2_ft_in1k";
    const bool locates = file.recipe.stage == Stage::locate;
    file.pool = locates ? PoolKind::attention : PoolKind::attention_lstm;
    const Json metadata = {{"config_file", std::string("cfg_") + net.recipe},
                           {"model_type", model_type_of(file.recipe)},
                           {"backbone", file.backbone},
                           {"attn_type", locates ? "Attention" : "AttentionLSTM"},
                           {"fold", 0},
                           {"seed", 0},
                           {"metrics", Json::object()}};
    write_text(folder / (std::string(net.recipe) + ".json"), metadata.dump());
    write_state_dict(folder / (std::string(net.recipe) + net.extension), reference_state(net, file));
}

PredictOptions study_options(const std::filesystem::path& folder, Precision precision) {
    PredictOptions options;
    options.data = test_file("golden/study");
    options.weights = folder;
    options.output = folder / "submission.csv";
    options.split = Split::test;
    options.device = parse_device_request("cpu");
    options.precision = precision;
    options.threads = 2;
    options.batch = 3;
    return options;
}

using Rows = std::map<std::string, Probabilities>;

Rows predicted(const PredictOptions& options) {
    predict(options);
    return read_submission(options.output);
}

double largest_difference(const Rows& rows, const Rows& expected) {
    BOOST_REQUIRE(rows.size() == expected.size());
    double largest = 0;
    for (const auto& [id, p] : expected) {
        for (std::size_t i = 0; i < kClasses; ++i)
            largest = std::max(largest, std::abs(rows.at(id)[i] - p[i]));
    }
    return largest;
}

// Of each net of the first recipe asked for, on made crops, by the backend that predict would open.
std::vector<std::vector<float>> made_logits(const PredictOptions& options) {
    const Recipe& recipe = find_recipe(solution_recipes(), options.recipes.front());
    const auto backend = open_backends(options.device, find_nets(options.weights, solution_recipes()),
                                       {.precision = options.precision, .threads = options.threads})
                             .front();
    return backend->grading_logits(recipe, check_crops(1, recipe.frames, kCheckCropSize), tta_angles_deg(1))
        .nets;
}

// The largest difference of a probability from Python's.
double difference_in(Precision precision) {
    const TemporaryFolder folder;
    for (const ReferenceNet& net : kNets) write_reference_net(folder.path(), net);
    const double largest =
        largest_difference(predicted(study_options(folder.path(), precision)),
                           read_submission(test_file("golden/study/expected_submission.csv")));
    BOOST_TEST_MESSAGE("golden study in " << name_of(kPrecisionNames, precision)
                                          << ": largest difference of a probability " << largest);
    return largest;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(golden_study)

BOOST_AUTO_TEST_CASE(its_submission_equals_the_reference) {
    BOOST_TEST(difference_in(Precision::fp32) < 2e-3);
}

BOOST_AUTO_TEST_CASE(its_submission_in_bfloat16_is_near_the_reference) {
    if (!multiplies_bfloat16()) {
        BOOST_TEST_MESSAGE("NOT TESTED: this CPU does not multiply bfloat16");
        return;
    }
    BOOST_TEST(difference_in(Precision::bf16) < 2e-2);
}

// What `lumbar tune` may choose, forced on every convolution of one recipe.
BOOST_AUTO_TEST_CASE(its_probabilities_differ_by_rounding_alone_between_algorithms_of_convolutions) {
    const TemporaryFolder folder;
    for (const ReferenceNet& net : kNets) write_reference_net(folder.path(), net);
    const Environment tuned("LUMBAR_TUNING", (folder / "tuning.json").string());
    PredictOptions options = study_options(folder.path(), Precision::fp32);
    options.recipes = {"stage2_s2_sp1"};
    options.tta = 1;
    Rows direct;
    std::vector<std::vector<float>> direct_logits;
    for (const ConvChoice& choice : conv_candidates({torch::kFloat32, 64, 64})) {
        Tuning tuning;
        for (const PlainConv& conv : plain_convs(hgnetv2_config("hgnetv2_b0"), 128)) {
            tuning.convs.set({torch::kFloat32, conv.in, conv.out}, choice);
        }
        write_tuning(tuning_file(), tuning);
        const Rows rows = predicted(options);
        if (direct.empty()) direct = rows;
        BOOST_TEST(largest_difference(rows, direct) < 1e-5);
        // On some CPUs the submission's six decimals hide which choice was taken; logits do not.
        const auto logits = made_logits(options);
        if (direct_logits.empty()) direct_logits = logits;
        BOOST_TEST((logits == direct_logits) == (choice.algorithm == ConvAlgorithm::direct));
    }
}

// One recipe in one view: the software GPU interprets each instruction.
BOOST_AUTO_TEST_CASE(the_gpu_backend_agrees_with_the_cpu_in_float16) {
    const TemporaryFolder folder;
    for (const ReferenceNet& net : kNets) write_reference_net(folder.path(), net);
    PredictOptions options = study_options(folder.path(), Precision::fp32);
    options.recipes = {"stage2_s2_sp1"};
    options.tta = 1;
    const Rows expected = predicted(options);
    const SoftGpu soft({.compute = 75});
    options.device = parse_device_request("gpu");
    options.precision = Precision::fp16;
    options.batch = 0;
    const double largest = largest_difference(predicted(options), expected);
    BOOST_TEST_MESSAGE("golden study on the GPU backend: largest difference of a probability " << largest);
    BOOST_TEST(largest > 0);
    BOOST_TEST(largest < 2e-3);
}

BOOST_AUTO_TEST_SUITE_END()
