#include "grade/grade_discs.h"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "base/error.h"
#include "crop/disc_crops.h"
#include "dicom/series.h"
#include "grade/tta.h"
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

// [5,1,size,size]: the middle frame of each disc.
void check_view(const std::string& name, const std::string& recipe_name, int view) {
    const Golden golden("study.safetensors");
    const Recipe& recipe = find_recipe(solution_recipes(), recipe_name);
    const std::array angle{kTtaAnglesDeg[static_cast<std::size_t>(view)]};
    const auto shown = show_views(golden_study_crops(golden, recipe.series), recipe, angle, torch::kCPU, 2);
    const auto middle = shown.frames.select(1, recipe.frames / 2 - shown.first_real);
    const auto expected = golden_tensor(golden, name + ".input.tta" + std::to_string(view) + ".middle");
    const auto levels_apart = ((middle - expected) * 255).abs();
    BOOST_TEST_MESSAGE(recipe_name << " view " << view << ": largest difference "
                                   << levels_apart.max().item<double>() << " grey levels");
    BOOST_TEST(levels_apart.max().item<double>() < 2.01);
    BOOST_TEST((levels_apart > 1.01).to(torch::kFloat64).mean().item<double>() <= 0.001);
}

void check_probabilities(const std::string& name, const std::string& recipe_name,
                         const std::vector<int>& heads) {
    const Golden golden("study.safetensors");
    const Recipe& recipe = find_recipe(solution_recipes(), recipe_name);
    GradingNet net(GradingNetConfig{hgnetv2_config("hgnetv2_b0"), PoolKind::attention_lstm, heads});
    fill_synthetic(*net, "0/" + name);
    net->eval();
    Ensemble<GradingNet> ensemble{{net}, torch::kCPU};
    const Grades grades =
        grade_discs(golden_study_crops(golden, recipe.series), recipe, ensemble, {9, 3, 2}).mean();
    const auto expected = golden.numbers(name + ".probabilities");  // [5,findings,3]
    const auto findings = recipe.findings();
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
Ensemble<GradingNet> small_ensemble() {
    torch::manual_seed(3);
    const HgNetV2Scale small{.width = 0.25, .depth = 0.34, .head_width = 32};
    GradingNet net(
        GradingNetConfig{hgnetv2_config("hgnetv2_b0", small), PoolKind::attention_lstm, {1, 2, 2}});
    net->eval();
    return {{net}, torch::kCPU};
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

BOOST_AUTO_TEST_CASE(views_of_t1_equal_the_reference) {
    check_view("s1_fo", "stage2_s1_fo", 0);
    check_view("s1_fo", "stage2_s1_fo", 8);
}
BOOST_AUTO_TEST_CASE(views_of_t2_equal_the_reference) {
    check_view("s2_sp1", "stage2_s2_sp1", 0);
    check_view("s2_sp1", "stage2_s2_sp1", 8);
}
BOOST_AUTO_TEST_CASE(one_head_probabilities_over_nine_views_equal_the_reference) {
    check_probabilities("s1_fo", "stage2_s1_fo", {2});
}
BOOST_AUTO_TEST_CASE(three_head_probabilities_over_nine_views_equal_the_reference) {
    check_probabilities("s2_sp1", "stage2_s2_sp1", {1, 2, 2});
}

BOOST_AUTO_TEST_CASE(the_batch_does_not_change_the_answer) {
    auto ensemble = small_ensemble();
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s2_sp1");
    const Crops crops = noise_crops(6);
    const Grades one = grade_discs(crops, recipe, ensemble, {3, 1, 1}).mean();
    BOOST_TEST(largest_difference(one, grade_discs(crops, recipe, ensemble, {3, 2, 2}).mean()) < 1e-5);
    BOOST_TEST(largest_difference(one, grade_discs(crops, recipe, ensemble, {3, 9, 2}).mean()) < 1e-5);
}

BOOST_AUTO_TEST_CASE(a_level_without_a_crop_stays_empty_and_leaves_the_others_alone) {
    auto ensemble = small_ensemble();
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s2_sp1");
    Crops crops = noise_crops(6);
    const Grades whole = grade_discs(crops, recipe, ensemble, {1, 1, 1}).mean();
    crops[0] = {};
    const Grades partial = grade_discs(crops, recipe, ensemble, {1, 1, 1}).mean();
    BOOST_TEST(!partial[0][0].has_value());
    BOOST_TEST(std::abs((*partial[4][0])[2] - (*whole[4][0])[2]) < 1e-6);
    for (ByteStack& crop : crops) crop = {};
    BOOST_CHECK_THROW(grade_discs(crops, recipe, ensemble, {1, 1, 1}), Error);
}

BOOST_AUTO_TEST_CASE(crops_that_differ_in_size_are_refused) {
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s2_sp1");
    Crops crops = noise_crops(6);
    crops[3] = ByteStack(5, kCropSize, kCropSize);
    const auto text =
        refusal_of([&] { show_views(crops, recipe, kTtaAnglesDeg, torch::kCPU, 1); }, ExitCode::data);
    BOOST_TEST(contains(text, "expected 6x256x256, found 5x256x256"));
}

BOOST_AUTO_TEST_CASE(fewer_and_more_frames_than_the_recipe_asks_for_are_graded) {
    auto ensemble = small_ensemble();
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s2_sp1");
    for (const int frames : {1, 8, 40}) {
        const Grades grades = grade_discs(noise_crops(frames), recipe, ensemble, {1, 1, 1}).mean();
        const Probabilities& p = *grades[3][1];
        BOOST_TEST(std::abs(p[0] + p[1] + p[2] - 1) < 1e-6);
    }
}

BOOST_AUTO_TEST_CASE(padding_counts_as_if_every_black_frame_had_been_computed) {
    auto ensemble = small_ensemble();
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s2_sp1");  // of 8 frames
    const Crops crops = noise_crops(3);
    const Grades grades = grade_discs(crops, recipe, ensemble, {1, 0, 1}).mean();
    const torch::InferenceMode inference;
    const auto shown = show_views(crops, recipe, std::array{0.}, torch::kCPU, 1);
    const auto black = torch::zeros({kLevels, recipe.frames, 1, recipe.image_size, recipe.image_size});
    black.narrow(1, shown.first_real, shown.frames.size(1)).copy_(shown.frames);
    const auto logits = ensemble.nets.front()->forward(black.unsqueeze(0), shown.mask.unsqueeze(0));
    const auto p = logits[0][2][0].softmax(0);  // the third level's spinal canal
    for (std::int64_t i = 0; i < kClasses; ++i) {
        BOOST_TEST(std::abs(p[i].item<double>() - (*grades[2][0])[static_cast<std::size_t>(i)]) < 1e-6);
    }
}

BOOST_AUTO_TEST_CASE(numbers_that_are_not_finite_are_an_error) {
    auto ensemble = small_ensemble();
    const torch::NoGradGuard no_grad;
    ensemble.nets.front()->parameters().back().fill_(std::numeric_limits<float>::infinity());
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s2_sp1");
    BOOST_CHECK_THROW(grade_discs(noise_crops(3), recipe, ensemble, {1, 1, 1}), Error);
}

BOOST_AUTO_TEST_SUITE_END()
