#include "score/make_folds.h"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>

#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

// Every tenth study has a severe stenosis, of another condition each time; every fourth a moderate one.
struct Labelled {
    std::vector<std::string> studies;
    std::map<std::string, StudyLabels> labels;

    explicit Labelled(int count) {
        for (int i = 0; i < count; ++i) {
            studies.push_back(std::to_string(1000 + i));
            StudyLabels& study = labels[studies.back()];
            for (auto& level : study) level.fill(0);
            if (i % 10 == 0) study[0][static_cast<std::size_t>(i / 10 % kConditions)] = 2;
            if (i % 4 == 0) study[4][0] = 1;
        }
    }
};

// Of each fold how many studies have this label.
std::vector<int> having(const Labelled& data, const std::map<std::string, int>& fold_of, int folds,
                        std::size_t level, std::size_t condition, int grade) {
    std::vector<int> counts(static_cast<std::size_t>(folds));
    for (const auto& [study, fold] : fold_of) {
        const bool has = data.labels.at(study)[level][condition] == grade;
        counts[static_cast<std::size_t>(fold)] += has ? 1 : 0;
    }
    return counts;
}

int spread(const std::vector<int>& counts) {
    return *std::max_element(counts.begin(), counts.end()) - *std::min_element(counts.begin(), counts.end());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(making_folds)

BOOST_AUTO_TEST_CASE(every_study_is_in_one_fold_and_sizes_differ_by_one_at_most) {
    for (const int count : {4, 9, 30, 203}) {
        const Labelled data(count);
        const auto fold_of = make_folds(data.studies, data.labels, 4, 1);
        BOOST_TEST(fold_of.size() == data.studies.size());
        std::vector<int> sizes(4);
        for (const auto& [study, fold] : fold_of) ++sizes.at(static_cast<std::size_t>(fold));
        BOOST_TEST(spread(sizes) <= 1);
    }
}

BOOST_AUTO_TEST_CASE(rare_grades_are_spread_evenly) {
    const Labelled data(400);
    const auto fold_of = make_folds(data.studies, data.labels, 4, 1);
    for (std::size_t condition = 0; condition < kConditions; ++condition) {
        BOOST_TEST(spread(having(data, fold_of, 4, 0, condition, 2)) == 0);
    }
    BOOST_TEST(spread(having(data, fold_of, 4, 4, 0, 1)) <= 2);
}

BOOST_AUTO_TEST_CASE(the_seed_decides_alone) {
    const Labelled data(100);
    const auto folds = make_folds(data.studies, data.labels, 4, 1);
    BOOST_TEST((make_folds(data.studies, data.labels, 4, 1) == folds));
    BOOST_TEST((make_folds(data.studies, data.labels, 4, 2) != folds));
}

BOOST_AUTO_TEST_CASE(studies_without_labels_fill_up) {
    Labelled data(20);
    data.labels.erase("1003");
    BOOST_TEST(make_folds(data.studies, data.labels, 4, 1).count("1003") == 1U);
}

BOOST_AUTO_TEST_CASE(fewer_studies_than_folds_are_refused) {
    const Labelled data(3);
    const auto text = refusal_of([&] { make_folds(data.studies, data.labels, 4, 1); }, ExitCode::usage);
    BOOST_TEST(contains(text, "--folds"));
}

BOOST_AUTO_TEST_SUITE_END()
