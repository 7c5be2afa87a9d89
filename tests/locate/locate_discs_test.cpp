#include "locate/locate_discs.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "base/error.h"
#include "dicom/series.h"
#include "image/resize_to_square.h"
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

struct GoldenSeries {
    Golden golden{"study.safetensors"};
    std::string name;
    Recipe recipe;
    Volume volume;
    IntensityRange range;

    GoldenSeries(const char* kind, const char* recipe_name, const char* series)
        : name(kind),
          recipe(find_recipe(solution_recipes(), recipe_name)),
          volume(read_series(test_file("golden/study/test_images/1001") / series, 2)),
          range(percentile_range(volume.frames)) {}

    KeypointNet net() const {
        const torch::NoGradGuard no_grad;
        KeypointNet made(KeypointNetConfig{hgnetv2_config("hgnetv2_b0"), PoolKind::attention});
        fill_synthetic(*made, "0/stage1_" + name);
        for (auto& parameter : made->named_parameters()) {
            if (parameter.key() == "fc.weight") parameter.value().mul_(0.02);
            if (parameter.key() == "fc.bias")
                parameter.value().copy_(golden_tensor(golden, name + ".stage1_bias"));
        }
        made->eval();
        return made;
    }
};

Keypoints located_by(const GoldenSeries& series, const std::vector<KeypointNet>& nets) {
    CpuBackend backend({{{series.recipe.series, {nets, torch::kCPU}}}, {}}, torch::kFloat32, {.threads = 2});
    return locate_discs(series.volume, series.range, series.recipe, backend, 2);
}

double largest_distance(const Keypoints& a, const Keypoints& b) {
    double largest = 0;
    for (std::size_t level = 0; level < a.size(); ++level) {
        for (std::size_t i = 0; i < 2; ++i) {
            largest = std::max(
                {largest, std::abs(a[level][i].x - b[level][i].x), std::abs(a[level][i].y - b[level][i].y)});
        }
    }
    return largest;
}

void check_input(const GoldenSeries& series) {
    const ByteStack input = resize_to_square(series.volume.frames, series.range, 256, 2);
    const auto frames = select_frames(input, series.golden.numbers(series.name + ".slices"));
    const Difference apart =
        difference(frames.pixels, series.golden.byte_stack(series.name + ".stage1_input").pixels);
    BOOST_TEST_MESSAGE(series.name << " stage-1 input: largest difference " << apart.largest);
    BOOST_TEST(apart.largest <= 2);
    BOOST_TEST(apart.share_above_one <= 0.001);
}

void check_points(const GoldenSeries& series) {
    const Keypoints points = located_by(series, {series.net()});
    const double apart = largest_distance(points, golden_points(series.golden, series.name + ".points"));
    BOOST_TEST_MESSAGE(series.name << " points: largest difference " << apart);
    BOOST_TEST(apart < 2e-4);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(locate)

BOOST_AUTO_TEST_CASE(t1_input_and_points_equal_the_reference) {
    const GoldenSeries series("T1", "stage1_s1", "2001");
    check_input(series);
    check_points(series);
}

BOOST_AUTO_TEST_CASE(t2_input_and_points_equal_the_reference) {
    const GoldenSeries series("T2", "stage1_s2", "2002");
    check_input(series);
    check_points(series);
}

BOOST_AUTO_TEST_CASE(the_ensembles_answer_is_the_median_of_its_nets) {
    const GoldenSeries series("T2", "stage1_s2", "2002");
    const auto with_bias = [&](double shift) {
        const torch::NoGradGuard no_grad;
        KeypointNet net = series.net();
        for (auto& parameter : net->named_parameters()) {
            if (parameter.key() == "fc.bias") parameter.value().add_(shift);
        }
        return net;
    };
    const Keypoints a = located_by(series, {with_bias(0)}), b = located_by(series, {with_bias(0.2)});
    const Keypoints three = located_by(series, {with_bias(5), with_bias(0), with_bias(-0.1)});
    BOOST_TEST(largest_distance(three, a) < 1e-6);
    const Keypoints mean = located_by(series, {with_bias(0), with_bias(0.2)});
    BOOST_TEST(std::abs(mean[2][1].y - (a[2][1].y + b[2][1].y) / 2) < 1e-6);
}

BOOST_AUTO_TEST_CASE(a_series_of_one_slice_is_padded_and_masked) {
    GoldenSeries series("T2", "stage1_s2", "2002");
    series.volume.frames = select_frames(series.volume.frames, {3});
    const Keypoints one = located_by(series, {series.net()});
    // The same slice eight times over says the same: padding has no voice.
    series.volume.frames = select_frames(series.volume.frames, std::vector<double>(8, 0.0));
    const Keypoints eight = located_by(series, {series.net()});
    BOOST_TEST(largest_distance(one, eight) < 1e-6);
}

// Nets whose every number is one of these.
Keypoints located_by_numbers(const GoldenSeries& series, const std::vector<float>& numbers) {
    FakeBackend backend;
    backend.on_keypoints = [&](SeriesKind, const MiddleFrames<std::uint8_t>&) {
        std::vector<KeypointNumbers> answers(numbers.size());
        for (std::size_t net = 0; net < numbers.size(); ++net) answers[net].fill(numbers[net]);
        return answers;
    };
    return locate_discs(series.volume, series.range, series.recipe, backend, 1);
}

BOOST_AUTO_TEST_CASE(an_even_number_of_nets_is_answered_by_the_mean_of_the_middle_two) {
    const GoldenSeries series("T2", "stage1_s2", "2002");
    BOOST_TEST(located_by_numbers(series, {0.5F, 0.25F, 1, 0})[4][1].y == 0.375);
    BOOST_TEST(located_by_numbers(series, {0.5F, 0.25F, 1})[0][0].x == 0.5);
}

BOOST_AUTO_TEST_CASE(the_numbers_are_points_level_by_level) {
    const GoldenSeries series("T2", "stage1_s2", "2002");
    FakeBackend backend;
    backend.on_keypoints = [](SeriesKind, const MiddleFrames<std::uint8_t>&) {
        KeypointNumbers numbers;
        for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<float>(i);
        return std::vector{numbers};
    };
    const Keypoints points = locate_discs(series.volume, series.range, series.recipe, backend, 1);
    BOOST_TEST((points[3][1] == Point{14, 15}));
}

BOOST_AUTO_TEST_CASE(one_nets_points_that_are_not_finite_are_an_error_of_the_weights) {
    const GoldenSeries series("T2", "stage1_s2", "2002");
    for (const float odd :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        const auto text = refusal_of(
            [&] {
                located_by_numbers(series, {0.5F, odd, 0.5F});
            },
            ExitCode::weights);
        BOOST_TEST(contains(text, "not finite"));
    }
}

BOOST_AUTO_TEST_CASE(no_net_at_all_is_an_error_of_the_weights) {
    const GoldenSeries series("T2", "stage1_s2", "2002");
    BOOST_TEST(!refusal_of([&] { located_by_numbers(series, {}); }, ExitCode::weights).empty());
    BOOST_TEST(!refusal_of([&] { located_by(series, {}); }, ExitCode::weights).empty());
}

BOOST_AUTO_TEST_SUITE_END()
