// What stage 1 is shown, and how it is validated.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

#include "made_tasks.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

BOOST_AUTO_TEST_SUITE(locate_task_samples)

BOOST_AUTO_TEST_CASE(are_frames_of_the_recipes_size_and_twenty_numbers) {
    const auto set = drawn_set();
    const auto task = locate_task(set, tiny_run("stage1_s2", 0));
    BOOST_TEST(task.sample_count() == 6);
    BOOST_TEST(task.validation_count() == 2);
    const Sample sample = task.sample({0, 1});
    BOOST_TEST((sample.input.sizes() == torch::IntArrayRef{4, 64, 64}));
    BOOST_TEST((sample.input.dtype() == torch::kUInt8));
    BOOST_TEST((sample.mask.sizes() == torch::IntArrayRef{4}));
    BOOST_TEST((sample.mask.dtype() == torch::kBool));
    BOOST_TEST((sample.targets.sizes() == torch::IntArrayRef{20}));
    BOOST_TEST((sample.targets.dtype() == torch::kFloat32));
    BOOST_TEST(!sample.pseudo.defined());
}

BOOST_AUTO_TEST_CASE(depend_on_nothing_but_the_request) {
    const auto set = drawn_set();
    const auto task = locate_task(set, tiny_run("stage1_s1", 0));
    const Sample first = task.sample({2, 8}), again = task.sample({2, 8}), other = task.sample({2, 9});
    BOOST_TEST(torch::equal(first.input, again.input));
    BOOST_TEST(torch::equal(first.targets, again.targets));
    BOOST_TEST(!torch::equal(first.input, other.input));
}

BOOST_AUTO_TEST_CASE(without_augmentation_are_the_caches_frames_and_points) {
    const auto set = drawn_set();
    const auto task = locate_task(set, tiny_run("stage1_s2", -1, plain_settings()));
    std::set<std::vector<float>> expected, found;
    for (const CachedSeries& series : set.cache.series()) {
        if (series.kind != SeriesKind::sagittal_t2) continue;
        std::vector<float> numbers;
        const Keypoints points = set.cache.points(series).value();
        for (const auto& disc : points) {
            for (const Point& point : disc) {
                numbers.push_back(static_cast<float>(point.x));
                numbers.push_back(static_cast<float>(point.y));
            }
        }
        expected.insert(numbers);
    }
    for (const SampleRequest& request : requests(task.sample_count())) {
        const auto targets = task.sample(request).targets;
        found.insert({targets.data_ptr<float>(), targets.data_ptr<float>() + 20});
    }
    BOOST_TEST(found.size() == kStudies);
    BOOST_TEST((found == expected));
}

// A bright spot at the first point of black frames must be where the first target says, whatever happens.
BOOST_AUTO_TEST_CASE(have_points_that_move_with_the_image) {
    const TemporaryFolder folder;
    const int x_px = 29, y_px = 36;
    const TrainingSet set(changed_cache(folder.path(), [&](PreparedSeries& series) {
        std::fill(series.frames.pixels.begin(), series.frames.pixels.end(), std::uint8_t{0});
        for (int frame = 0; frame < series.frames.frames; ++frame) {
            for (int dy = -1; dy <= 1; ++dy) {
                for (int dx = -1; dx <= 1; ++dx) series.frames.at(frame, y_px + dy, x_px + dx) = 200;
            }
        }
        (*series.points)[0][0] = {(x_px + 0.5) / 64, (y_px + 0.5) / 64};
        return true;
    }));
    const auto task = locate_task(set, tiny_run("stage1_s2", -1,
                                                {"augment.brightness=0", "augment.noise_variance_low=0",
                                                 "augment.noise_variance_high=0"}));
    double farthest_px = 0, travelled_px = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const Sample sample = task.sample({seed % kStudies, seed});
        const auto light = sample.input.to(torch::kFloat64).sum(0);  // [H,W]
        const auto at = torch::arange(64, torch::kFloat64) + 0.5;
        const double x = ((light.sum(0) * at).sum() / light.sum()).item<double>();
        const double y = ((light.sum(1) * at).sum() / light.sum()).item<double>();
        const double x_target = sample.targets[0].item<double>() * 64;
        const double y_target = sample.targets[1].item<double>() * 64;
        farthest_px = std::max(farthest_px, std::hypot(x - x_target, y - y_target));
        travelled_px = std::max(travelled_px, std::hypot(x - x_px, y - y_px));
    }
    BOOST_TEST_MESSAGE("spot and point: at most " << farthest_px << " px apart");
    BOOST_TEST(farthest_px < 1.5);
    BOOST_TEST(travelled_px > 5);
}

BOOST_AUTO_TEST_CASE(are_refused_where_every_study_is_held_out_or_a_study_has_no_fold) {
    auto set = drawn_set();
    for (auto& [id, fold] : set.folds) fold = 0;
    const auto run = tiny_run("stage1_s1", 0);
    BOOST_TEST(contains(refusal_of([&] { locate_task(set, run); }, ExitCode::data),
                        "no series to train stage1_s1 on"));
    set.folds.erase(set.folds.begin());
    BOOST_TEST(contains(refusal_of([&] { locate_task(set, run); }, ExitCode::data), "has no fold"));
    BOOST_TEST(locate_task(set, tiny_run("stage1_s1", -1)).sample_count() == kStudies);
}

BOOST_AUTO_TEST_CASE(of_points_counts_those_that_are_near) {
    const auto set = drawn_set();
    auto task = locate_task(set, tiny_run("stage1_s1", 0));
    task.net().eval();
    const Metrics metrics = task.validate();
    BOOST_REQUIRE(metrics.size() == 4);
    BOOST_TEST(metrics[0].first == "l1");
    BOOST_TEST(metrics[0].second > 0);
    BOOST_TEST(metrics[0].second < 1);
    BOOST_TEST(metrics[1].second <= metrics[2].second);
    BOOST_TEST(metrics[2].second <= metrics[3].second);
    BOOST_TEST(locate_task(set, tiny_run("stage1_s1", -1)).validate().empty());
}

BOOST_AUTO_TEST_SUITE_END()
