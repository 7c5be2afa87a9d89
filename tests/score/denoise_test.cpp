#include "score/denoise.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "base/random.h"
#include "competition/soft_labels.h"

using namespace lumbar;

namespace {

constexpr auto kSpinal = Condition::spinal_canal_stenosis;
constexpr auto kForamen = Condition::left_neural_foraminal_narrowing;

StudyLabels unlabelled() {
    StudyLabels labels{};
    for (auto& level : labels) level.fill(kUnlabelled);
    return labels;
}

Probabilities random_probabilities(Random& random) {
    Probabilities p{};
    for (double& share : p) share = std::pow(random.uniform(0.01, 1), 4);
    const double sum = p[0] + p[1] + p[2];
    for (double& share : p) share /= sum;
    return p;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(denoise)

BOOST_AUTO_TEST_CASE(lists_labels_whose_own_probability_is_too_small) {
    std::map<std::string, StudyLabels> labels{{"1", unlabelled()}, {"2", unlabelled()}};
    labels["1"][0][0] = 0;  // predicted 0.1: distance 0.9
    labels["1"][1][0] = 1;  // predicted 0.25: distance 0.75
    labels["2"][4][1] = 2;  // predicted 0.05: distance 0.95
    const std::map<std::string, Probabilities> predictions = {
        {row_id("1", {0, kSpinal}), {0.1, 0.2, 0.7}},
        {row_id("1", {1, kSpinal}), {0.5, 0.25, 0.25}},
        {row_id("2", {4, kForamen}), {0.9, 0.05, 0.05}},
    };
    BOOST_TEST((find_noisy_labels(labels, predictions, 0.85) ==
                LabelList{{"1", {0, kSpinal}}, {"2", {4, kForamen}}}));
    BOOST_TEST((find_noisy_labels(labels, predictions, 0.92) == LabelList{{"2", {4, kForamen}}}));
    BOOST_TEST(find_noisy_labels(labels, predictions, 0.5).size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_distance_of_exactly_the_threshold_stays) {
    std::map<std::string, StudyLabels> labels{{"1", unlabelled()}};
    labels["1"][0][0] = 2;
    BOOST_TEST(find_noisy_labels(labels, {{row_id("1", {0, kSpinal}), {0.5, 0.25, 0.25}}}, 0.75).empty());
}

BOOST_AUTO_TEST_CASE(blank_labels_and_labels_without_prediction_stay) {
    std::map<std::string, StudyLabels> labels{{"1", unlabelled()}};
    labels["1"][1][0] = 2;
    BOOST_TEST(find_noisy_labels(labels, {{row_id("1", {0, kSpinal}), {1, 0, 0}}}, 0.1).empty());
    BOOST_TEST(find_noisy_labels(labels, {}, 0.1).empty());
    BOOST_TEST(find_noisy_labels({}, {{row_id("1", {0, kSpinal}), {1, 0, 0}}}, 0.1).empty());
}

BOOST_AUTO_TEST_CASE(the_distance_is_the_largest_difference_from_the_one_hot_row) {
    Random random(8);
    std::map<std::string, StudyLabels> labels;
    std::map<std::string, Probabilities> predictions;
    std::size_t expected = 0;
    for (int study = 0; study < 40; ++study) {
        const std::string id = std::to_string(study);
        for (auto& level : labels[id]) {
            for (int& label : level) label = static_cast<int>(random.integer(kUnlabelled, kClasses - 1));
        }
        const SoftLabels soft = one_hot(labels[id]);
        for (const Finding& finding : all_findings()) {
            const auto p = random_probabilities(random);
            predictions[row_id(id, finding)] = p;
            const auto& label = soft[finding];
            if (!label) continue;
            double distance = 0;
            for (std::size_t i = 0; i < kClasses; ++i)
                distance = std::max(distance, std::abs((*label)[i] - p[i]));
            expected += distance > 0.85;
        }
    }
    const LabelList noisy = find_noisy_labels(labels, predictions, 0.85);
    BOOST_TEST(expected > 50U);
    BOOST_TEST(noisy.size() == expected);
    BOOST_TEST(drop_labels(labels, noisy) == static_cast<int>(expected));
    BOOST_TEST(find_noisy_labels(labels, predictions, 0.85).empty());
}

BOOST_AUTO_TEST_SUITE_END()
