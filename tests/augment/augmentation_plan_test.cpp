#include "augment/augmentation_plan.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>
#include <variant>

#include "base/error.h"
#include "dots.h"
#include "sample_stacks.h"
#include "support/refusal.h"

namespace lumbar {
namespace {

using test::contains, test::distance, test::dot_near, test::frame_with_dot, test::is_well_inside,
    test::sample_stack;

AugmentationSettings no_change() {
    AugmentationSettings none;
    none.brightness = none.contrast = none.shift = none.scale = none.rotate_deg = 0;
    none.blur_chance = none.distort_chance = none.reverse_chance = 0;
    return none;
}

AugmentationSettings everything() {
    AugmentationSettings all;
    all.blur_chance = all.distort_chance = 0.8;
    all.dropout_chance = all.vertical_flip_chance = all.reverse_chance = 0.5;
    return all;
}

AugmentationPlan plan_of(const AugmentationSettings& settings, std::uint64_t seed, int height, int width) {
    Random random(seed);
    return draw_augmentation(settings, random, {height, width});
}

void leave_out_noise(AugmentationPlan& plan) {
    auto& blur_or_noise = plan.changes.get<BlurOrNoise>();
    if (std::holds_alternative<GaussNoise>(blur_or_noise.kind)) blur_or_noise = {};
}

// Five deviations of a binomial count.
bool is_likely(int count, double chance, int draws) {
    return std::abs(count - chance * draws) <= 5 * std::sqrt(draws * chance * (1 - chance));
}

Point in_pixels(Point rel, int height, int width) {
    return {rel.x * width - 0.5, rel.y * height - 0.5};
}

Point relative(Point px, int height, int width) {
    return {(px.x + 0.5) / width, (px.y + 0.5) / height};
}

BOOST_AUTO_TEST_SUITE(augmentation_plan)

BOOST_AUTO_TEST_CASE(leaves_bytes_and_points_alone_at_zero_strength) {
    const auto frames = sample_stack(3, 40, 51);
    const auto plan = plan_of(no_change(), 1, 40, 51);
    BOOST_TEST((augment(frames, plan, 5, 2) == frames));
    const Point same = move_point({0.3, 0.8}, plan);
    BOOST_TEST(same.x == 0.3, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(same.y == 0.8, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(draws_the_same_plan_from_the_same_seed) {
    BOOST_TEST((plan_of(everything(), 3, 100, 120) == plan_of(everything(), 3, 100, 120)));
    BOOST_TEST((plan_of(everything(), 3, 100, 120) != plan_of(everything(), 4, 100, 120)));
}

BOOST_AUTO_TEST_CASE(gives_the_same_frames_whatever_the_number_of_threads) {
    const auto frames = sample_stack(5, 60, 70);
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        const auto plan = plan_of(everything(), seed, 60, 70);
        BOOST_TEST((augment(frames, plan, 7, 1) == augment(frames, plan, 7, 4)));
    }
}

BOOST_AUTO_TEST_CASE(keeps_within_the_settings) {
    const auto settings = everything();
    Random random(8);
    double widest_angle = 0, widest_shift = 0, largest_scale = 1, smallest_contrast = 1, darkest = 0;
    for (int i = 0; i < 2000; ++i) {
        const auto plan = draw_augmentation(settings, random, {64, 64});
        const auto& geometry = plan.changes.get<ShiftScaleRotate>();
        const auto& levels = plan.changes.get<BrightnessContrast>();
        widest_angle = std::max(widest_angle, std::abs(geometry.angle_deg));
        widest_shift = std::max({widest_shift, std::abs(geometry.shift_x), std::abs(geometry.shift_y)});
        largest_scale = std::max(largest_scale, geometry.scale);
        smallest_contrast = std::min(smallest_contrast, levels.contrast);
        darkest = std::min(darkest, levels.brightness);
    }
    const auto reaches = [](double found, double limit) { return found <= limit && found > 0.98 * limit; };
    BOOST_TEST(reaches(widest_angle, 30));
    BOOST_TEST(reaches(widest_shift, 0.1));
    BOOST_TEST(reaches(largest_scale, 1.25));
    BOOST_TEST(reaches(1 - smallest_contrast, 0.25));
    BOOST_TEST(reaches(-darkest, 0.4));
}

BOOST_AUTO_TEST_CASE(meets_every_chance) {
    auto settings = everything();
    settings.blur_chance = 0.6;
    settings.distort_chance = 0.3;
    settings.dropout_chance = 0.2;
    settings.vertical_flip_chance = 0.7;
    settings.reverse_chance = 0.4;
    constexpr int kDraws = 6000;
    Random random(21);
    int blurs[5] = {}, distortions[3] = {}, dropouts = 0, flips = 0, reversals = 0;
    for (int i = 0; i < kDraws; ++i) {
        const auto plan = draw_augmentation(settings, random, {32, 32});
        ++blurs[plan.changes.get<BlurOrNoise>().kind.index()];
        ++distortions[plan.changes.get<Distortion>().kind.index()];
        dropouts += plan.changes.get<CoarseDropout>().pixels.empty() ? 0 : 1;
        flips += plan.changes.get<VerticalFlip>().flips;
        reversals += plan.changes.get<FrameReversal>().reverses;
    }
    for (int kind = 1; kind < 5; ++kind) BOOST_TEST(is_likely(blurs[kind], 0.15, kDraws));
    for (int kind = 1; kind < 3; ++kind) BOOST_TEST(is_likely(distortions[kind], 0.15, kDraws));
    BOOST_TEST(is_likely(dropouts, 0.2, kDraws));
    BOOST_TEST(is_likely(flips, 0.7, kDraws));
    BOOST_TEST(is_likely(reversals, 0.4, kDraws));
}

BOOST_AUTO_TEST_CASE(changes_two_stacks_alike) {
    const auto first = sample_stack(2, 50, 60), second = sample_stack(2, 50, 60, 1);
    ByteStack both(4, 50, 60);
    std::copy(first.pixels.begin(), first.pixels.end(), both.frame(0));
    std::copy(second.pixels.begin(), second.pixels.end(), both.frame(2));
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        auto plan = plan_of(everything(), seed, 50, 60);
        leave_out_noise(plan);
        plan.changes.get<FrameReversal>() = {};
        const auto together = augment(both, plan, 1, 1);
        const auto a = augment(first, plan, 2, 1), b = augment(second, plan, 3, 1);
        BOOST_TEST(std::equal(a.pixels.begin(), a.pixels.end(), together.frame(0)));
        BOOST_TEST(std::equal(b.pixels.begin(), b.pixels.end(), together.frame(2)));
        BOOST_TEST((a != first));
    }
}

BOOST_AUTO_TEST_CASE(moves_dots_to_where_move_point_says) {
    constexpr int kHeight = 180, kWidth = 220;
    int dots = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        auto plan = plan_of(everything(), seed, kHeight, kWidth);
        plan.changes
            .get<BrightnessContrast>() = {};  // a black background, so that the centre of mass is the dot's
        plan.changes.get<CoarseDropout>() = {};
        leave_out_noise(plan);
        for (const Point dot : {Point{110, 90}, {90, 112}, {126, 71}, {80, 80}}) {
            const Point to = in_pixels(move_point(relative(dot, kHeight, kWidth), plan), kHeight, kWidth);
            if (!is_well_inside(to, kHeight, kWidth)) continue;
            const auto moved = augment(frame_with_dot(kHeight, kWidth, dot), plan, 0, 1);
            BOOST_TEST(distance(dot_near(moved, to), to) < 0.5);  // a grid's knot bends the dot
            ++dots;
        }
    }
    BOOST_TEST(dots > 180);
}

BOOST_AUTO_TEST_CASE(resizes_frames_first_and_moves_points_on_the_small_ones) {
    auto settings = everything();
    settings.size = 100;
    settings.blur_chance = settings.dropout_chance = settings.distort_chance = 0;
    auto plan = plan_of(settings, 6, 160, 240);
    plan.changes.get<BrightnessContrast>() = {};
    const Point dot{130, 85};
    const auto small = augment(frame_with_dot(160, 240, dot), plan, 0, 1);
    BOOST_TEST(small.height == 100);
    BOOST_TEST(small.width == 100);
    const Point to = in_pixels(move_point(relative(dot, 160, 240), plan), 100, 100);
    BOOST_TEST(distance(dot_near(small, to), to) < 0.3);
}

BOOST_AUTO_TEST_CASE(reverses_the_frames_when_the_plan_says_so) {
    auto settings = no_change();
    settings.reverse_chance = 1;
    const auto frames = sample_stack(3, 10, 12);
    const auto reversed = augment(frames, plan_of(settings, 1, 10, 12), 0, 1);
    for (int s = 0; s < 3; ++s)
        BOOST_TEST(std::equal(frames.frame(s), frames.frame(s) + frames.frame_size(), reversed.frame(2 - s)));
}

BOOST_AUTO_TEST_CASE(takes_no_frames_and_single_pixels) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        BOOST_TEST(augment(ByteStack(0, 9, 9), plan_of(everything(), seed, 9, 9), 0, 2).pixels.empty());
        BOOST_TEST(augment(sample_stack(2, 1, 1), plan_of(everything(), seed, 1, 1), 0, 2).pixels.size() ==
                   2u);
    }
}

BOOST_AUTO_TEST_CASE(refuses_frames_of_another_size_and_threads_below_one) {
    const auto plan = plan_of(no_change(), 1, 20, 30);
    const auto refusal =
        test::refusal_of([&] { augment(sample_stack(1, 30, 20), plan, 0, 1); }, ExitCode::data);
    BOOST_TEST(contains(refusal, "expected 20x30 pixels"));
    BOOST_CHECK_THROW(augment(sample_stack(1, 20, 30), plan, 0, 0), Error);
    BOOST_CHECK_THROW(plan_of(no_change(), 1, 0, 30), Error);
    BOOST_CHECK_THROW(plan_of(no_change(), 1, 30, 40000), Error);
}

BOOST_AUTO_TEST_CASE(is_not_drawn_from_settings_that_make_no_sense) {
    AugmentationSettings settings;
    settings.blur_chance = 1.5;
    BOOST_TEST(contains(test::refusal_of([&] { plan_of(settings, 1, 9, 9); }, ExitCode::usage),
                        "augment.blur_chance"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
