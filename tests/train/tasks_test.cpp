// What the nets are shown: samples of both stages from a small prepared data set, and stage 2's loss.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>
#include <set>

#include "base/log.h"
#include "models/grading_net.h"
#include "models/initialize.h"
#include "support/refusal.h"
#include "train/grade_task.h"
#include "train/input_tensor.h"
#include "train/locate_task.h"
#include "train/loss.h"
#include "train/mixing.h"
#include "training_data.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

constexpr const char* kThreeHeads = "stage2_s2_sp1";
constexpr std::size_t kStudies = 8;

TrainingSet drawn_set() {
    return TrainingSet(TrainingData::drawn().sources());
}

GradeTask grade_task(const TrainingSet& set, const TrainingRun& run) {
    return {set, run.net, run.settings, {}};
}

LocateTask locate_task(const TrainingSet& set, const TrainingRun& run) {
    return {set, run.net, run.settings, {}};
}

// Each study's number in its own labels of the spinal canal: two digits to the base of three.
std::map<std::string, std::size_t> number_studies(TrainingSet& set) {
    std::map<std::string, std::size_t> numbers;
    for (auto& [id, labels] : set.labels) {
        const std::size_t number = numbers.size();
        numbers[id] = number;
        labels[0][0] = static_cast<int>(number % 3);
        labels[1][0] = static_cast<int>(number / 3);
    }
    return numbers;
}

// The other way round, of a three-headed net's sample.
std::size_t number_of(const Sample& sample) {
    const auto classes = sample.targets.select(1, 0).argmax(1);  // [5]
    return static_cast<std::size_t>(classes[0].item<std::int64_t>() + 3 * classes[1].item<std::int64_t>());
}

std::vector<SampleRequest> requests(std::size_t count) {
    std::vector<SampleRequest> all;
    for (std::size_t i = 0; i < count; ++i) all.push_back({i, 100 + i});
    return all;
}

Sample batch_of(const Task& task, std::size_t count) {
    std::vector<Sample> samples;
    for (const SampleRequest& request : requests(count)) samples.push_back(task.sample(request));
    return stack_samples(samples);
}

void unlabel(TrainingSet& set, const std::set<std::size_t>& conditions) {
    for (auto& [id, labels] : set.labels) {
        for (auto& level : labels) {
            for (const std::size_t condition : conditions) level[condition] = kUnlabelled;
        }
    }
}

double loss_of(GradeTask& task, const Sample& batch) {
    Random random(77);
    return task.loss(batch, random).item<double>();
}

}  // namespace

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

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(grade_task_samples)

BOOST_AUTO_TEST_CASE(are_five_discs_and_the_labels_of_the_recipes_findings) {
    const auto set = drawn_set();
    const auto task = grade_task(set, tiny_run(kThreeHeads, 1));
    BOOST_TEST(task.sample_count() == 6);
    BOOST_TEST(task.validation_count() == 2);
    const Sample sample = task.sample({0, 1});
    BOOST_TEST((sample.input.sizes() == torch::IntArrayRef{5, 4, 48, 48}));
    BOOST_TEST((sample.input.dtype() == torch::kUInt8));
    BOOST_TEST((sample.mask.sizes() == torch::IntArrayRef{4}));
    BOOST_TEST((sample.targets.sizes() == torch::IntArrayRef{5, 5, 3}));
    BOOST_TEST((sample.targets.dtype() == torch::kFloat32));
    BOOST_TEST(!sample.pseudo.defined());
    const auto one_head = grade_task(set, tiny_run("stage2_s1_fo", 1));
    BOOST_TEST((one_head.sample({0, 1}).targets.sizes() == torch::IntArrayRef{5, 2, 3}));
}

BOOST_AUTO_TEST_CASE(are_of_no_study_that_is_held_out) {
    auto set = drawn_set();
    const auto numbers = number_studies(set);
    for (const int fold : {0, 3}) {
        const auto task = grade_task(set, tiny_run(kThreeHeads, fold, plain_settings()));
        std::set<std::size_t> expected, found;
        for (const auto& [id, number] : numbers) {
            if (set.folds.at(id) != fold) expected.insert(number);
        }
        for (const auto& request : requests(task.sample_count())) {
            found.insert(number_of(task.sample(request)));
        }
        BOOST_TEST(expected.size() == 6);
        BOOST_TEST((found == expected));
    }
}

// Left and right change places, and nothing else does.
BOOST_AUTO_TEST_CASE(swap_sides_when_frames_are_reversed) {
    auto set = drawn_set();
    const auto plain = grade_task(set, tiny_run(kThreeHeads, -1, plain_settings()));
    const auto reversed =
        grade_task(set, tiny_run(kThreeHeads, -1, plain_settings({"augment.reverse_chance=1"})));
    const auto order = torch::tensor({0, 2, 1, 4, 3});
    bool sides_differ = false;
    for (const auto& request : requests(kStudies)) {
        const Sample a = plain.sample(request), b = reversed.sample(request);
        BOOST_TEST(torch::equal(b.input, a.input.flip(1)));
        BOOST_TEST(torch::equal(b.targets, a.targets.index_select(1, order)));
        sides_differ = sides_differ || !torch::equal(a.targets, b.targets);
    }
    BOOST_TEST(sides_differ);
}

BOOST_AUTO_TEST_CASE(know_nothing_of_missing_labels) {
    auto set = drawn_set();
    auto& labels = set.labels.begin()->second;
    labels[2] = {1, 2, kUnlabelled, 0, kUnlabelled};
    const auto task = grade_task(set, tiny_run(kThreeHeads, -1, plain_settings()));
    const auto targets = task.sample({0, 0}).targets[2];  // [5,3]
    const auto expected = torch::tensor(
        {0.F, 1.F, 0.F, 0.F, 0.F, 1.F, -100.F, -100.F, -100.F, 1.F, 0.F, 0.F, -100.F, -100.F, -100.F});
    BOOST_TEST(torch::equal(targets.flatten(), expected));
}

BOOST_AUTO_TEST_CASE(are_black_and_unlabelled_at_levels_without_a_crop) {
    const TemporaryFolder folder;
    const TrainingSet set(changed_cache(folder.path(), [](PreparedSeries& series) {
        (*series.crops)[3] = ByteStack();
        return true;
    }));
    const auto task = grade_task(set, tiny_run(kThreeHeads, -1));
    const Sample sample = task.sample({0, 3});
    for (int level = 0; level < kLevels; ++level) {
        BOOST_TEST((sample.input[level].max().item<int>() == 0) == (level == 3));
        BOOST_TEST((sample.targets[level].max().item<double>() == kUnknown) == (level == 3));
    }
}

BOOST_AUTO_TEST_CASE(carry_pseudo_labels_where_there_are_any) {
    auto set = drawn_set();
    const std::string known = set.labels.begin()->first;
    set.pseudo[known][4][0] = Probabilities{0.2, 0.3, 0.5};
    const auto task = grade_task(set, tiny_run(kThreeHeads, -1, plain_settings()));
    const auto with = task.sample({0, 0}).pseudo, without = task.sample({1, 0}).pseudo;
    BOOST_TEST(torch::equal(with[4][0], torch::tensor({0.2F, 0.3F, 0.5F})));
    BOOST_TEST((with.eq(kUnknown).sum().item<int>() == 72));
    BOOST_TEST((without.eq(kUnknown).all().item<bool>()));
}

BOOST_AUTO_TEST_CASE(count_the_studies_without_a_series_of_the_kind) {
    const TemporaryFolder folder;
    const std::string id = drawn_set().labels.begin()->first;
    const TrainingSet set(changed_cache(folder.path(), [&](const PreparedSeries& series) {
        return series.study_id != id || series.kind == SeriesKind::sagittal_t2;
    }));
    const auto warnings = warning_count();
    BOOST_TEST(grade_task(set, tiny_run(kThreeHeads, -1)).sample_count() == kStudies);
    BOOST_TEST(warning_count() == warnings);
    BOOST_TEST(grade_task(set, tiny_run("stage2_s1_fo", -1)).sample_count() == kStudies - 1);
    BOOST_TEST(warning_count() == warnings + 1);
}

BOOST_AUTO_TEST_CASE(are_refused_where_no_study_is_left_or_one_has_no_fold) {
    auto set = drawn_set();
    const auto run = tiny_run(kThreeHeads, 2);
    auto none_left = drawn_set();
    for (auto& [id, fold] : none_left.folds) fold = 2;
    BOOST_TEST(
        contains(refusal_of([&] { grade_task(none_left, run); }, ExitCode::data), "no study to train"));
    set.folds.clear();
    BOOST_TEST(contains(refusal_of([&] { grade_task(set, run); }, ExitCode::data), "has no fold"));
    BOOST_TEST(grade_task(set, tiny_run(kThreeHeads, -1)).sample_count() == kStudies);
    unlabel(set, {0, 1, 2, 3, 4});
    BOOST_TEST(contains(refusal_of([&] { grade_task(set, tiny_run(kThreeHeads, -1)); }, ExitCode::data),
                        "labelled studies"));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(grade_task_loss)

BOOST_AUTO_TEST_CASE(of_the_spinal_canal_does_not_know_of_cutmix) {
    auto set = drawn_set();
    const auto loss = [&](const char* cutmix) {
        torch::manual_seed(1);
        auto task = grade_task(set, tiny_run(kThreeHeads, -1, plain_settings({cutmix})));
        initialize_convolutions(task.net());
        task.net().train();  // batch norm keeps an untrained net's features apart
        return loss_of(task, batch_of(task, 4));
    };
    BOOST_TEST(loss("cutmix_chance=1") != loss("cutmix_chance=0"));
    unlabel(set, {1, 2, 3, 4});
    const double spinal = loss("cutmix_chance=1");
    BOOST_TEST(spinal > 0);
    BOOST_TEST(spinal == loss("cutmix_chance=0"));
}

// With the same random numbers: the sided heads see half of another disc, and its labels on the right.
BOOST_AUTO_TEST_CASE(with_cutmix_is_as_worked_out_by_hand) {
    const auto set = drawn_set();
    auto task = grade_task(set, tiny_run(kThreeHeads, -1, plain_settings({"cutmix_chance=1"})));
    initialize_convolutions(task.net());
    task.net().train();
    const Sample batch = batch_of(task, 3);
    auto& net = dynamic_cast<GradingNetImpl&>(task.net());
    const torch::NoGradGuard no_grad;
    const auto features = net.frame_features(unit_range(batch.input));  // [15,4,C]
    const auto mask = batch.mask.repeat_interleave(5, 0);               // [15,4]
    Random random(77);
    const auto partner = draw_partners(random, 15);
    auto mixed = features.clone(), mixed_mask = mask.clone(), labels = batch.targets.view({15, 5, 3}).clone();
    for (std::int64_t disc = 0; disc < 15; ++disc) {
        const auto other = partner[disc].item<std::int64_t>();
        mixed[disc].slice(0, 2).copy_(features[other].slice(0, 2));
        mixed_mask[disc].slice(0, 2).copy_(mask[other].slice(0, 2));
        for (const int right : {2, 4})
            labels[disc][right].copy_(batch.targets.view({15, 5, 3})[other][right]);
    }
    const auto logits = net.classify(
        {net.pool(0, features, mask), net.pool(1, mixed, mixed_mask), net.pool(2, mixed, mixed_mask)});
    const auto expected = weighted_cross_entropy(logits.view({-1, 3}), labels.view({-1, 3})).item<double>();
    BOOST_TEST(loss_of(task, batch) == expected, boost::test_tools::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(is_shared_between_labels_and_pseudo_labels) {
    auto set = drawn_set();
    for (const auto& [id, labels] : set.labels) {
        for (auto& level : set.pseudo[id]) level.fill(Probabilities{0.1, 0.2, 0.7});
    }
    const auto loss = [&](const char* weight) {
        torch::manual_seed(1);
        auto task = grade_task(set, tiny_run(kThreeHeads, -1, plain_settings({weight})));
        task.net().eval();
        return loss_of(task, batch_of(task, 4));
    };
    const double labels = loss("pseudo_weight=0"), pseudo = loss("pseudo_weight=1");
    BOOST_TEST(std::abs(labels - pseudo) > 0.01);
    BOOST_TEST(loss("pseudo_weight=0.25") == 0.75 * labels + 0.25 * pseudo,
               boost::test_tools::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(is_zero_where_nothing_is_labelled_and_finite_with_every_mixing) {
    auto set = drawn_set();
    auto task = grade_task(set, tiny_run(kThreeHeads, -1, {"cutmix_chance=1", "mixup_chance=1"}));
    task.net().train();
    Sample batch = batch_of(task, 4);
    BOOST_TEST(std::isfinite(loss_of(task, batch)));
    batch.targets.fill_(kUnknown);
    BOOST_TEST(loss_of(task, batch) == 0);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(task_validation)

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

BOOST_AUTO_TEST_CASE(of_grades_is_the_mean_of_the_parts_that_the_recipe_speaks_of) {
    const auto set = drawn_set();
    auto task = grade_task(set, tiny_run(kThreeHeads, 0));
    task.net().eval();
    const Metrics metrics = task.validate();
    BOOST_REQUIRE(metrics.size() == 5);
    double sum = 0;
    for (std::size_t i = 1; i < metrics.size(); ++i) sum += metrics[i].second;
    BOOST_TEST(metrics[0].first == "score");
    BOOST_TEST(metrics[0].second == sum / 4, boost::test_tools::tolerance(1e-12));
    auto one_head = grade_task(set, tiny_run("stage2_s1_fo", 0));
    one_head.net().eval();
    const Metrics foraminal = one_head.validate();
    BOOST_REQUIRE(foraminal.size() == 2);
    BOOST_TEST(foraminal[1].first == "foraminal");
    BOOST_TEST(foraminal[0].second == foraminal[1].second);
}

// A score of nothing would be 0, which no later one could beat.
BOOST_AUTO_TEST_CASE(says_nothing_where_only_pseudo_labels_are_held_out) {
    auto set = drawn_set();
    for (auto& [id, labels] : set.labels) {
        if (set.folds.at(id) != 0) continue;
        for (auto& level : labels) level.fill(kUnlabelled);
        set.pseudo[id][0][0] = Probabilities{1, 0, 0};
    }
    auto task = grade_task(set, tiny_run(kThreeHeads, 0));
    task.net().eval();
    BOOST_TEST(task.validate().empty());
}

BOOST_AUTO_TEST_SUITE_END()
