// What stage 2 is shown, and how it is validated.
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/log.h"
#include "competition/label_list.h"
#include "made_tasks.h"
#include "score/class_prior.h"
#include "support/refusal.h"
#include "train/loss.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

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

}  // namespace

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

BOOST_AUTO_TEST_CASE(counts_the_dropped_labels_of_held_out_studies) {
    const TemporaryFolder folder;
    const auto whole = drawn_set();
    LabelList list;
    for (const auto& [id, labels] : whole.labels) {
        for (std::size_t level = 0; level < kLevels; ++level) {
            if (whole.folds.at(id) == 0) list.push_back({id, {level, Condition::spinal_canal_stenosis}});
        }
    }
    write_label_list(folder / "noisy.csv", list);
    auto sources = TrainingData::drawn().sources();
    sources.dropped_labels = folder / "noisy.csv";
    const TrainingSet thinned(sources);
    BOOST_TEST(thinned.labels.at(list.front().study)[0][0] == kUnlabelled);
    const auto metrics = [](const TrainingSet& set) {
        torch::manual_seed(1);
        auto task = grade_task(set, tiny_run(kThreeHeads, 0));
        task.net().eval();
        return task.validate();
    };
    BOOST_TEST((metrics(thinned) == metrics(whole)));
}

// A score of nothing would be 0, which no later one could beat.
BOOST_AUTO_TEST_CASE(says_nothing_where_only_pseudo_labels_are_held_out) {
    auto set = drawn_set();
    for (auto& [id, labels] : set.all_labels) {
        if (set.folds.at(id) != 0) continue;
        for (auto& level : labels) level.fill(kUnlabelled);
        set.pseudo[id][0][0] = Probabilities{1, 0, 0};
    }
    auto task = grade_task(set, tiny_run(kThreeHeads, 0));
    task.net().eval();
    BOOST_TEST(task.validate().empty());
    BOOST_TEST(task.prior().empty());
}

BOOST_AUTO_TEST_CASE(has_a_class_prior_to_compare_with_by_the_same_names) {
    const auto set = drawn_set();
    auto task = grade_task(set, tiny_run(kThreeHeads, 0));
    task.net().eval();
    const Metrics metrics = task.validate(), prior = task.prior();
    BOOST_REQUIRE(prior.size() == metrics.size());
    for (std::size_t i = 0; i < prior.size(); ++i) {
        BOOST_TEST(prior[i].first == metrics[i].first);
        BOOST_TEST(prior[i].second > 0);
        BOOST_TEST(prior[i].second < 3);
    }
    // Of the labels to learn from alone: those held out change the score, not what is predicted.
    std::vector<StudyLabels> learnt;
    std::vector<ScoredStudy> held_out;
    for (const auto& [id, labels] : set.all_labels) {
        if (set.folds.at(id) == 0) {
            held_out.push_back({labels, {}});
        } else {
            learnt.push_back(set.labels.at(id));
        }
    }
    const Score score = competition_score(predicted_by(fit_class_priors(learnt), held_out));
    BOOST_TEST(prior.front().second == score.total, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(grade_task(set, tiny_run(kThreeHeads, -1)).prior().empty());
}

BOOST_AUTO_TEST_SUITE_END()
