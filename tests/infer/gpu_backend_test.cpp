// The whole way of a net through the GPU's backend, on the software driver: the worker and the PTX that are
// shipped.
#include "infer/gpu_backend.h"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <filesystem>

#include "base/error.h"
#include "infer/open_backends.h"
#include "infer/open_gpus.h"
#include "infer/self_check.h"
#include "models/untrained.h"
#include "support/files.h"
#include "support/refusal.h"
#include "support/soft_gpu.h"
#include "weight_files/state_dict.h"

BOOST_AUTO_TEST_SUITE(gpu_backend)

using namespace lumbar;
using namespace lumbar::test;

// Untrained nets of the solution's recipes, with few frames and small images: each instruction is
// interpreted.
std::vector<Recipe> small_recipes() {
    std::vector<Recipe> recipes = solution_recipes();
    for (Recipe& recipe : recipes) recipe.frames = 3, recipe.image_size = 32;
    return recipes;
}

struct SmallEnsemble {
    SmallEnsemble() { write_untrained_nets(folder.path(), small_recipes(), 7); }
    std::vector<NetFile> nets() const { return find_nets(folder.path(), small_recipes()); }
    TemporaryFolder folder;
};

void check_agreement(const std::vector<NetFile>& nets, const SelfCheck& check, int compute,
                     Precision precision, double bound) {
    const SoftGpu soft({.compute = compute});
    const auto backend = open_gpu(0, nets, {.precision = precision, .threads = 2});
    const auto differences = check.differences(*backend);
    for (std::size_t net = 0; net < nets.size(); ++net) {
        BOOST_TEST_MESSAGE(backend->name() << " " << nets[net].name() << ": " << differences[net]);
        BOOST_TEST(differences[net] < bound);
    }
}

BOOST_AUTO_TEST_CASE(every_kind_of_net_agrees_with_the_cpu_in_both_formats) {
    const SmallEnsemble ensemble;
    const auto nets = ensemble.nets();
    const SelfCheck check(nets, 2);
    check_agreement(nets, check, 60, Precision::fp32, 1e-4);
    check_agreement(nets, check, 75, Precision::fp16, 2e-3);
    check_agreement(nets, check, 80, Precision::fp16, 2e-3);
}

// Crops with a square of another grey in each frame; fewer frames than a net takes.
Crops some_crops() {
    Crops crops;
    for (std::size_t level = 0; level < crops.size(); ++level) {
        if (level == 1) continue;  // has no crop
        crops[level] = ByteStack(2, 64, 64);
        for (int frame = 0; frame < 2; ++frame)
            for (int y = 16; y < 48; ++y)
                for (int x = 16; x < 48; ++x)
                    crops[level].at(frame, y, x) =
                        static_cast<std::uint8_t>(40 * (frame + 1) + 20 * static_cast<int>(level));
    }
    return crops;
}

void check_attention(int compute, Precision precision, float bound) {
    const SmallEnsemble ensemble;
    const auto nets = ensemble.nets();
    const SoftGpu soft({.compute = compute});
    const auto gpu = open_gpu(0, nets, {.precision = precision, .threads = 2});
    const auto cpu = open_fallback(nets, {.precision = Precision::fp32, .threads = 2});
    for (const NetFile& net : nets) {
        if (net.recipe.stage == Stage::locate) continue;
        const std::array angles{0.0, 10.0};
        const auto found = gpu->grading_logits(net.recipe, some_crops(), angles, kAllNets);
        const auto expected = cpu->grading_logits(net.recipe, some_crops(), angles, kAllNets);
        BOOST_TEST(found.heads == net.recipe.heads.size());
        BOOST_TEST(found.frames == 3U);
        BOOST_REQUIRE(found.attention.size() == expected.attention.size());
        BOOST_REQUIRE(found.attention[0].size() == found.heads * found.frames * 2 * 4);
        for (std::size_t i = 0; i < found.attention[0].size(); ++i) {
            BOOST_TEST(std::abs(found.attention[0][i] - expected.attention[0][i]) < bound);
            BOOST_TEST((found.attention[0][i] == 0) == (expected.attention[0][i] == 0));
        }
    }
}

BOOST_AUTO_TEST_CASE(the_attention_is_the_cpu_s_in_both_formats) {
    check_attention(60, Precision::fp32, 1e-5F);
    check_attention(80, Precision::fp16, 2e-3F);
}

// Numbers beyond float16's 65504 from the first layer on; what an LSTM makes of them is small again.
void enlarge_numbers(const std::filesystem::path& weights) {
    const StateDict state = read_state_dict(weights);
    StateDict larger;
    for (const auto& item : state) {
        const bool is_first = contains(item.key(), "stem1.bn.weight");
        larger.insert(item.key(), is_first ? item.value() * 1e5 : item.value().clone());
    }
    write_state_dict(weights, larger);
}

BOOST_AUTO_TEST_CASE(nets_beyond_the_range_of_float16_are_computed_in_float32) {
    const SoftGpu soft({.compute = 75});
    const SmallEnsemble ensemble;
    const auto net = ensemble.nets().back();
    BOOST_REQUIRE((net.recipe.stage == Stage::grade));
    enlarge_numbers(net.weights);
    const auto opened = open_gpus({0}, {net}, {.precision = Precision::automatic, .threads = 2});
    BOOST_REQUIRE(opened.backends.size() == 1U);
    BOOST_TEST((opened.backends.front()->number_format() == NumberFormat::float32));
    const auto refused = open_gpus({0}, {net}, {.precision = Precision::fp16, .threads = 2});
    BOOST_TEST(refused.backends.empty());
    BOOST_REQUIRE(refused.reasons.size() == 1U);
    BOOST_TEST(contains(refused.reasons.front(), "float16"));
}

BOOST_AUTO_TEST_CASE(nets_that_take_turns_in_scarce_memory_answer_the_same) {
    const SmallEnsemble ensemble;
    const auto nets = ensemble.nets();
    const SelfCheck check(nets, 2);
    const auto answers = [&](int memory_mb) {
        const SoftGpu soft({.compute = 75, .memory_mb = memory_mb});
        const auto backend = open_gpu(0, nets, {.precision = Precision::fp16, .threads = 2});
        BOOST_TEST_MESSAGE(backend->memory_use());
        return std::pair(backend->memory_use().starts_with("all nets"), check.differences(*backend));
    };
    const auto [holds_all, expected] = answers(1024);
    BOOST_TEST(holds_all);
    const auto [still_holds_all, found] = answers(6);
    BOOST_TEST(!still_holds_all);
    BOOST_TEST(found == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_gpu_without_tensor_cores_is_refused_for_float16) {
    const SmallEnsemble ensemble;
    const SoftGpu soft({.compute = 61});
    BOOST_CHECK_EXCEPTION(open_gpu(0, ensemble.nets(), {.precision = Precision::fp16}), Error,
                          [](const Error& e) { return e.code() == ExitCode::usage; });
}

BOOST_AUTO_TEST_CASE(a_gpu_whose_numbers_are_wrong_is_not_used) {
    const SmallEnsemble ensemble;
    auto nets = ensemble.nets();
    nets.resize(1);
    const SoftGpu soft({.compute = 75, .trouble = "wrong"});
    const OpenedGpus opened = open_gpus({}, nets, {.precision = Precision::automatic, .threads = 2});
    BOOST_TEST(opened.backends.empty());
    BOOST_TEST_REQUIRE(opened.reasons.size() == 1u);
    BOOST_TEST(opened.reasons.front().find("it does not compute what the CPU does: cfg_stage1_s1") !=
               std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
