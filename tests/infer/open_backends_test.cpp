#include "infer/open_backends.h"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>

#include "base/error.h"
#include "core/grades.h"
#include "infer/select_nets.h"
#include "infer/tuning.h"
#include "models/untrained.h"
#include "nn/packed_conv.h"
#include "support/environment.h"
#include "support/files.h"
#include "support/refusal.h"
#include "support/tiny_manifest.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

// Small untrained nets of all of the solution's recipes.
class Weights {
  public:
    Weights() {
        write_untrained_nets(folder_.path(), solution_recipes(), 5);
        write_text(folder_ / "manifest.json", kTinyManifest);
    }
    std::vector<NetFile> nets(const std::vector<std::string>& recipes = {}) const {
        return select_nets({folder_.path(), recipes, {}, true}, read_ensemble_plan(folder_.path()));
    }

  private:
    TemporaryFolder folder_;
};

const Weights& weights() {
    static const Weights drawn;
    return drawn;
}

BackendOptions in(Precision precision) {
    return {.precision = precision};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(opening_backends)

BOOST_AUTO_TEST_CASE(the_cpu_opens_with_every_net) {
    const auto nets = weights().nets();
    const auto backends = open_backends(parse_device_request("cpu"), nets, in(Precision::fp32));
    BOOST_REQUIRE(backends.size() == 1U);
    BOOST_TEST(backends.front()->name() == "CPU, float32");
    const EnsembleRecipes recipes = recipes_of(nets);
    const Recipe& locate = recipes.locate.at(SeriesKind::sagittal_t2);
    const MiddleFrames<std::uint8_t> input{ByteStack(locate.frames, locate.image_size, locate.image_size),
                                           std::vector<bool>(static_cast<std::size_t>(locate.frames), true)};
    BOOST_TEST(backends.front()->keypoints(SeriesKind::sagittal_t2, input).size() == 1U);
    Crops crops;
    crops.fill(ByteStack(3, 64, 64));
    const std::array angles{0.0, 10.0};
    for (const Recipe& recipe : recipes.grade.at(SeriesKind::sagittal_t2)) {
        const GradingLogits logits = backends.front()->grading_logits(recipe, crops, angles);
        BOOST_TEST(logits.nets.size() == 1U);
        BOOST_TEST(logits.nets[0].size() == recipe.conditions().size() * 2 * kLevels * kClasses);
        BOOST_TEST(logits.heads == recipe.heads.size());
        BOOST_TEST(logits.frames == static_cast<std::size_t>(recipe.frames));
        BOOST_REQUIRE(logits.attention.size() == 1U);
        BOOST_REQUIRE(logits.attention[0].size() == logits.heads * logits.frames * 2 * kLevels);
        const MiddleRange real = middle_range(3, recipe.frames);
        for (std::size_t disc = 0; disc < logits.heads * 2 * kLevels; ++disc) {
            double sum = 0;
            for (int frame = 0; frame < recipe.frames; ++frame) {
                const float share =
                    logits.attention[0][disc * logits.frames + static_cast<std::size_t>(frame)];
                sum += share;
                if (frame < real.to || frame >= real.to + real.count) BOOST_TEST(share == 0.F);
            }
            BOOST_TEST(std::abs(sum - 1) < 1e-5);
        }
    }
}

BOOST_AUTO_TEST_CASE(auto_opens_something_that_works) {
    BOOST_TEST(
        !open_backends(parse_device_request("auto"), weights().nets(), in(Precision::automatic)).empty());
}

BOOST_AUTO_TEST_CASE(auto_is_the_precision_that_lumbar_tune_chose) {
    const TemporaryFolder folder;
    const Environment tuned("LUMBAR_TUNING", (folder / "tuning.json").string());
    for (const auto precision : {torch::kFloat32, torch::kBFloat16}) {
        if (precision == torch::kBFloat16 && !PackedConv::has_bfloat16_on_cpu()) {
            BOOST_TEST_MESSAGE("NOT TESTED in bfloat16: this CPU has no AVX-512");
            continue;
        }
        Tuning tuning;
        tuning.precision = precision;
        write_tuning(tuning_file(), tuning);
        const auto name_of_cpu = [](Precision requested) {
            return open_fallback(weights().nets({"stage2_s1_fo"}), in(requested))->name();
        };
        BOOST_TEST(name_of_cpu(Precision::automatic) ==
                   (precision == torch::kFloat32 ? "CPU, float32" : "CPU, bfloat16"));
        BOOST_TEST(name_of_cpu(Precision::fp32) == "CPU, float32");
    }
}

BOOST_AUTO_TEST_CASE(a_recipe_without_a_net_is_an_error_of_the_weights) {
    const auto backend = open_fallback(weights().nets({"stage2_s1_fo"}), in(Precision::fp32));
    Crops crops;
    crops.fill(ByteStack(3, 64, 64));
    const std::array angle{0.0};
    const auto text = refusal_of(
        [&] { backend->grading_logits(find_recipe(solution_recipes(), "stage2_s2_su"), crops, angle); },
        ExitCode::weights);
    BOOST_TEST(contains(text, "stage2_s2_su"));
}

BOOST_AUTO_TEST_CASE(what_a_gpu_computed_in_float16_the_cpu_goes_on_with_in_float32) {
    BOOST_TEST(open_fallback(weights().nets(), in(Precision::fp16))->name() == "CPU, float32");
    const auto cpu = parse_device_request("cpu");
    BOOST_TEST(
        !refusal_of([&] { open_backends(cpu, weights().nets(), in(Precision::fp16)); }, ExitCode::usage)
             .empty());
}

BOOST_AUTO_TEST_CASE(nets_beyond_the_memory_allowed_are_refused) {
    BackendOptions options = in(Precision::fp32);
    options.memory_gb = 0.001;
    const auto text = refusal_of([&] { open_fallback(weights().nets(), options); }, ExitCode::usage);
    BOOST_TEST(contains(text, "--memory"));
}

BOOST_AUTO_TEST_CASE(a_gpu_that_is_not_there_is_an_error_of_usage) {
    const auto text = refusal_of(
        [] { open_backends(parse_device_request("gpu:77"), weights().nets(), in(Precision::automatic)); },
        ExitCode::usage);
    BOOST_TEST(contains(text, "--device"));
}

BOOST_AUTO_TEST_CASE(recipes_are_listed_once_however_many_nets_they_have) {
    const auto once = weights().nets();
    auto nets = once;
    nets.insert(nets.end(), once.begin(), once.end());
    const EnsembleRecipes recipes = recipes_of(nets);
    BOOST_TEST(recipes.locate.size() == 2U);
    BOOST_TEST(recipes.grade.at(SeriesKind::sagittal_t1).size() == 1U);
    BOOST_TEST(recipes.grade.at(SeriesKind::sagittal_t2).size() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
