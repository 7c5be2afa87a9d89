#include "score/class_prior.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace lumbar;

namespace {

constexpr auto kSpinal = index(Condition::spinal_canal_stenosis);
constexpr auto kLeft = index(Condition::left_neural_foraminal_narrowing);
constexpr auto kRight = index(Condition::right_neural_foraminal_narrowing);
constexpr auto kRecess = index(Condition::left_subarticular_stenosis);

StudyLabels blank() {
    StudyLabels labels{};
    for (auto& level : labels) level.fill(kUnlabelled);
    return labels;
}

// One study a label, all else blank.
std::vector<StudyLabels> studies(std::size_t level, std::size_t condition, const std::vector<int>& labels) {
    std::vector<StudyLabels> all;
    for (const int label : labels) {
        all.push_back(blank());
        all.back()[level][condition] = label;
    }
    return all;
}

void check_equal(const Probabilities& found, const Probabilities& expected) {
    for (std::size_t i = 0; i < kClasses; ++i) BOOST_TEST(std::abs(found[i] - expected[i]) < 1e-12);
}

// Every finding labelled, all three classes of each, in uneven and differing numbers.
std::vector<StudyLabels> varied_studies() {
    std::vector<StudyLabels> all;
    for (int study = 0; study < 17; ++study) {
        StudyLabels labels = blank();
        for (int level = 0; level < kLevels; ++level) {
            for (int condition = 0; condition < kConditions; ++condition) {
                const int drawn = (study * (level + 2) + condition) % 11;
                labels[static_cast<std::size_t>(level)][static_cast<std::size_t>(condition)] =
                    drawn < 6 ? 0 : (drawn < 9 ? 1 : 2);
            }
        }
        all.push_back(labels);
    }
    return all;
}

Score score_of(const ClassPriors& priors, const std::vector<StudyLabels>& labels) {
    std::vector<ScoredStudy> scored;
    for (const StudyLabels& study : labels) scored.push_back({study, {}});
    return competition_score(predicted_by(priors, scored));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(class_prior_of_labels)

BOOST_AUTO_TEST_CASE(classes_share_the_weight_of_their_rows) {
    const auto priors = fit_class_priors(studies(3, kSpinal, {0, 0, 0, 0, 1, 1, 2}));
    check_equal(priors[3][kSpinal], {4.0 / 12, 4.0 / 12, 4.0 / 12});
    const auto others = fit_class_priors(studies(0, kRecess, {0, 0, 0, 1, 2, 2, kUnlabelled}));
    check_equal(others[0][kRecess], {3.0 / 13, 2.0 / 13, 8.0 / 13});
}

BOOST_AUTO_TEST_CASE(sides_are_pooled_levels_and_kinds_of_finding_are_not) {
    auto labels = studies(1, kLeft, {0, 0, 1});
    for (const auto& more : studies(1, kRight, {0, 2})) labels.push_back(more);
    const auto priors = fit_class_priors(labels);
    check_equal(priors[1][kLeft], {3.0 / 9, 2.0 / 9, 4.0 / 9});
    check_equal(priors[1][kRight], priors[1][kLeft]);
    check_equal(priors[2][kLeft], fit_class_priors(std::vector<StudyLabels>{})[2][kLeft]);
    check_equal(priors[1][kSpinal], fit_class_priors(std::vector<StudyLabels>{})[1][kSpinal]);
}

BOOST_AUTO_TEST_CASE(a_class_without_rows_counts_as_one_row) {
    const auto priors = fit_class_priors(studies(4, kSpinal, {0, 0, 0, 0, 0, 1}));
    check_equal(priors[4][kSpinal], {5.0 / 11, 2.0 / 11, 4.0 / 11});
    check_equal(priors[0][kSpinal], {1.0 / 7, 2.0 / 7, 4.0 / 7});
}

BOOST_AUTO_TEST_CASE(no_other_constant_prediction_has_a_smaller_loss) {
    const auto labels = varied_studies();
    const ClassPriors priors = fit_class_priors(labels);
    const Score best = score_of(priors, labels);
    for (std::size_t level = 0; level < kLevels; ++level) {
        for (std::size_t condition = 0; condition < kConditions; ++condition) {
            const auto group = index(group_of(static_cast<Condition>(condition)));
            for (std::size_t from = 0; from < kClasses; ++from) {
                for (const double moved : {1e-3, 0.05}) {
                    ClassPriors perturbed = priors;
                    const bool sided = group != 0;
                    const std::size_t first = sided ? condition - (condition - 1) % 2 : condition;
                    for (std::size_t side = first; side <= first + (sided ? 1 : 0); ++side) {
                        perturbed[level][side][from] -= moved;
                        perturbed[level][side][(from + 1) % kClasses] += moved;
                    }
                    BOOST_TEST(score_of(perturbed, labels).groups[group].loss > best.groups[group].loss);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(its_loss_is_the_entropy_of_the_weights) {
    const auto labels = studies(2, kSpinal, {0, 0, 1, 2});
    const Score score = score_of(fit_class_priors(labels), labels);
    const double entropy = -(2 * std::log(2.0 / 8) + 2 * std::log(2.0 / 8) + 4 * std::log(4.0 / 8)) / 8;
    BOOST_TEST(std::abs(score.groups[0].loss - entropy) < 1e-12);
}

BOOST_AUTO_TEST_CASE(labels_by_study_give_the_same) {
    const auto labels = varied_studies();
    std::map<std::string, StudyLabels> by_study;
    for (std::size_t i = 0; i < labels.size(); ++i) by_study[std::to_string(i)] = labels[i];
    BOOST_TEST((fit_class_priors(by_study) == fit_class_priors(labels)));
}

BOOST_AUTO_TEST_SUITE_END()
