#include "grade/grade_discs.h"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/error.h"
#include "config/tta_angles.h"
#include "crop/disc_crops.h"
#include "dicom/series.h"
#include "infer/cpu_backend.h"
#include "support/fake_backend.h"
#include "support/files.h"
#include "support/golden.h"
#include "support/refusal.h"
#include "support/stacks.h"
#include "support/synthetic_net.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

Crops golden_study_crops(const Golden& golden, SeriesKind kind) {
    const char* series = kind == SeriesKind::sagittal_t1 ? "2001" : "2002";
    const Volume volume = read_series(test_file("golden/study/test_images/1001") / series, 2);
    const auto points = golden_points(golden, std::string(series_kind_name(kind)) + ".points");
    return crop_discs(volume, points, kind, percentile_range(volume.frames), 2);
}

Grades graded_by(const GradingNet& net, const Crops& crops, const Recipe& recipe, const PassOptions& options,
                 int views) {
    CpuBackend backend({{}, {{recipe.name, {{net}, torch::kCPU}}}}, torch::kFloat32, options);
    return grade_discs(crops, recipe, backend, tta_angles_deg(views)).tally.mean();
}

void check_probabilities(const std::string& name, const std::string& recipe_name,
                         const std::vector<int>& heads) {
    const Golden golden("study.safetensors");
    const Recipe& recipe = find_recipe(solution_recipes(), recipe_name);
    GradingNet net(GradingNetConfig{hgnetv2_config("hgnetv2_b0"), PoolKind::attention_lstm, heads});
    fill_synthetic(*net, "0/" + name);
    net->eval();
    const Grades grades =
        graded_by(net, golden_study_crops(golden, recipe.series), recipe, {.batch = 3, .threads = 2}, 9);
    const auto expected = golden.numbers(name + ".probabilities");  // [5,findings,3]
    const auto findings = recipe.conditions();
    double largest = 0;
    std::size_t at = 0;
    for (std::size_t level = 0; level < kLevels; ++level) {
        for (const Condition finding : findings) {
            for (const double p : *grades[level][static_cast<std::size_t>(finding)]) {
                largest = std::max(largest, std::abs(p - expected[at++]));
            }
        }
    }
    BOOST_TEST_MESSAGE(recipe_name << ": largest difference of a probability " << largest);
    BOOST_TEST(at == expected.size());
    BOOST_TEST(largest < 2e-3);
}

// A small net, the same for every test.
GradingNet small_net() {
    torch::manual_seed(3);
    const HgNetV2Scale small{.width = 0.25, .depth = 0.34, .head_width = 32};
    GradingNet net(
        GradingNetConfig{hgnetv2_config("hgnetv2_b0", small), PoolKind::attention_lstm, {1, 2, 2}});
    net->eval();
    return net;
}

Crops noise_crops(int frames) {
    Crops crops;
    for (std::size_t level = 0; level < crops.size(); ++level) {
        crops[level] = ByteStack(frames, kCropSize, kCropSize);
        const auto noise = unit_noise("crop/" + std::to_string(level), crops[level].pixels.size());
        for (std::size_t i = 0; i < noise.size(); ++i)
            crops[level].pixels[i] = static_cast<std::uint8_t>(128 + 100 * noise[i]);
    }
    return crops;
}

double largest_difference(const Grades& a, const Grades& b) {
    double largest = 0;
    for (std::size_t level = 0; level < kLevels; ++level) {
        for (std::size_t condition = 0; condition < kConditions; ++condition) {
            for (std::size_t i = 0; i < kClasses; ++i) {
                largest = std::max(largest, std::abs((*a[level][condition])[i] - (*b[level][condition])[i]));
            }
        }
    }
    return largest;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(grade)

BOOST_AUTO_TEST_CASE(one_head_probabilities_over_nine_views_equal_the_reference) {
    check_probabilities("s1_fo", "stage2_s1_fo", {2});
}
BOOST_AUTO_TEST_CASE(three_head_probabilities_over_nine_views_equal_the_reference) {
    check_probabilities("s2_sp1", "stage2_s2_sp1", {1, 2, 2});
}

BOOST_AUTO_TEST_CASE(the_batch_does_not_change_the_answer) {
    const GradingNet net = small_net();
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s2_sp1");
    const Crops crops = noise_crops(6);
    const Grades one = graded_by(net, crops, recipe, {.batch = 1, .threads = 1}, 3);
    BOOST_TEST(largest_difference(one, graded_by(net, crops, recipe, {.batch = 2, .threads = 2}, 3)) < 1e-5);
    BOOST_TEST(largest_difference(one, graded_by(net, crops, recipe, {.batch = 9, .threads = 2}, 3)) < 1e-5);
}

BOOST_AUTO_TEST_CASE(a_level_without_a_crop_stays_empty_and_leaves_the_others_alone) {
    const GradingNet net = small_net();
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s2_sp1");
    Crops crops = noise_crops(6);
    const Grades whole = graded_by(net, crops, recipe, {.batch = 1, .threads = 1}, 1);
    crops[0] = {};
    const Grades partial = graded_by(net, crops, recipe, {.batch = 1, .threads = 1}, 1);
    BOOST_TEST(!partial[0][0].has_value());
    BOOST_TEST(std::abs((*partial[4][0])[2] - (*whole[4][0])[2]) < 1e-6);
    for (ByteStack& crop : crops) crop = {};
    BOOST_TEST(!refusal_of([&] { graded_by(net, crops, recipe, {.batch = 1}, 1); }, ExitCode::data).empty());
}

BOOST_AUTO_TEST_CASE(fewer_and_more_frames_than_the_recipe_asks_for_are_graded) {
    const GradingNet net = small_net();
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s2_sp1");
    for (const int frames : {1, 8, 40}) {
        const Grades grades = graded_by(net, noise_crops(frames), recipe, {.batch = 1, .threads = 1}, 1);
        const Probabilities& p = *grades[3][1];
        BOOST_TEST(std::abs(p[0] + p[1] + p[2] - 1) < 1e-6);
    }
}

BOOST_AUTO_TEST_CASE(padding_counts_as_if_every_black_frame_had_been_computed) {
    const GradingNet net = small_net();
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s2_sp1");  // of 8 frames
    const Crops crops = noise_crops(3);
    const Grades grades = graded_by(net, crops, recipe, {.batch = 0, .threads = 1}, 1);
    const torch::InferenceMode inference;
    const auto shown = render_tta_views(crops, recipe, std::array{0.}, 1);
    const auto black = torch::zeros({kLevels, recipe.frames, 1, recipe.image_size, recipe.image_size});
    black.narrow(1, shown.first_real, shown.frames.size(1)).copy_(shown.frames);
    const auto logits = GradingNet(net)->forward(black.unsqueeze(0), shown.mask.unsqueeze(0));
    const auto p = logits[0][2][0].softmax(0);  // the third level's spinal canal
    for (std::int64_t i = 0; i < kClasses; ++i) {
        BOOST_TEST(std::abs(p[i].item<double>() - (*grades[2][0])[static_cast<std::size_t>(i)]) < 1e-6);
    }
}

// One net, one view, one level, two findings.
GradingLogits some_logits(const std::vector<float>& numbers) {
    return {{3}, 1, 2, {numbers}, 0};
}

BOOST_AUTO_TEST_CASE(logits_become_probabilities_of_their_findings) {
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s1_fo");
    GradingLogits logits = some_logits({0, 0, 0, 1000, 0, -1000});
    logits.nets.push_back({0, 0, 0, 0, 1000, 0});
    const Grades grades = tally_of(logits, recipe).mean();
    const auto left = index(Condition::left_neural_foraminal_narrowing);
    const auto right = index(Condition::right_neural_foraminal_narrowing);
    BOOST_TEST((*grades[3][left])[0] == 1.0 / 3);
    BOOST_TEST((*grades[3][right] == Probabilities{0.5, 0.5, 0}));
    BOOST_TEST(!grades[2][left].has_value());
}

BOOST_AUTO_TEST_CASE(numbers_that_are_not_finite_are_an_error_of_the_weights) {
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s1_fo");
    for (const float odd :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        const auto text = refusal_of(
            [&] {
                tally_of(some_logits({0, 0, 0, 0, odd, 0}), recipe);
            },
            ExitCode::weights);
        BOOST_TEST(contains(text, "not finite"));
    }
}

BOOST_AUTO_TEST_CASE(logits_of_another_number_are_a_bug) {
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s1_fo");
    BOOST_CHECK_THROW(tally_of(some_logits({0, 0, 0}), recipe), std::logic_error);
}

BOOST_AUTO_TEST_CASE(the_device_is_asked_for_every_angle) {
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s1_fo");
    FakeBackend backend;
    backend.on_grading_logits = [](const Recipe&, const Crops&, std::span<const double> angles_deg) {
        BOOST_TEST(angles_deg.size() == 3U);
        GradingLogits logits{{3}, 3, 2, {std::vector<float>(18)}, 0.5};
        return logits;
    };
    const GradedDiscs graded = grade_discs(noise_crops(3), recipe, backend, tta_angles_deg(3));
    BOOST_TEST(graded.view_s == 0.5);
}

// Two views, the levels 1 and 3, two findings of one head, three frames of which the middle one is real.
GradingLogits logits_with_attention() {
    GradingLogits logits{{1, 3}, 2, 2, {}, 0};
    logits.nets.emplace_back();
    for (int i = 0; i < 2 * 2 * 2; ++i)
        logits.nets[0].insert(logits.nets[0].end(), {static_cast<float>(i), 0, 1});
    logits.heads = 1, logits.frames = 3;
    logits.attention.push_back({0.F, 1.F, 0.F, 0.25F, 0.25F, 0.5F, 0.F, 1.F, 0.F, 0.75F, 0.25F, 0.F});
    return logits;
}

BOOST_AUTO_TEST_CASE(votes_hold_the_probabilities_of_each_net_and_view) {
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s1_fo");
    auto logits = logits_with_attention();
    logits.nets.push_back(logits.nets[0]);
    logits.attention.push_back(logits.attention[0]);
    const auto votes = votes_of(logits, recipe, 3);
    BOOST_REQUIRE(votes.size() == 2U);
    BOOST_TEST(votes[1].net == 1U);
    BOOST_TEST(votes[1].recipe == "stage2_s1_fo");
    const auto left = index(Condition::left_neural_foraminal_narrowing);
    BOOST_TEST(!votes[0].findings[2][left]);
    BOOST_TEST(!votes[0].findings[1][index(Condition::spinal_canal_stenosis)]);
    BOOST_REQUIRE(votes[0].findings[3][left].has_value());
    BOOST_TEST(votes[0].findings[3][left]->views.size() == 2U);
    // Their mean is what the tally of both nets gives.
    const Grades means = tally_of(logits, recipe).mean();
    for (std::size_t i = 0; i < kClasses; ++i) {
        BOOST_TEST(std::abs(votes[0].findings[3][left]->mean()[i] - (*means[3][left])[i]) < 1e-12);
    }
}

BOOST_AUTO_TEST_CASE(attention_is_of_the_crop_s_frames_and_the_mean_of_the_views) {
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s1_fo");
    const auto right = index(Condition::right_neural_foraminal_narrowing);
    const auto attention = [&](int crop_frames, std::size_t level) {
        return votes_of(logits_with_attention(), recipe, crop_frames)[0].findings[level][right]->attention;
    };
    BOOST_TEST((attention(3, 3) == std::vector<float>{0.5F, 0.25F, 0.25F}));
    BOOST_TEST((attention(1, 1) == std::vector<float>{1.F}));  // fewer than the net takes
    BOOST_TEST((attention(5, 3) == std::vector<float>{0, 0.5F, 0.25F, 0.25F, 0}));  // more
}

BOOST_AUTO_TEST_CASE(a_device_may_be_silent_about_attention) {
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s1_fo");
    auto logits = logits_with_attention();
    logits.attention.clear();
    BOOST_TEST(votes_of(logits, recipe, 3)[0].findings[1][1]->attention.empty());
    logits = logits_with_attention();
    logits.attention[0].pop_back();
    BOOST_CHECK_THROW(votes_of(logits, recipe, 3), std::logic_error);
}

BOOST_AUTO_TEST_CASE(votes_are_kept_when_they_are_asked_for) {
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s1_fo");
    FakeBackend backend;
    backend.on_grading_logits = [](const Recipe&, const Crops&, std::span<const double>) {
        return logits_with_attention();
    };
    BOOST_TEST(grade_discs(noise_crops(3), recipe, backend, tta_angles_deg(2)).votes.empty());
    BOOST_TEST(grade_discs(noise_crops(3), recipe, backend, tta_angles_deg(2), kAllNets, true).votes.size() ==
               1U);
}

BOOST_AUTO_TEST_SUITE_END()
