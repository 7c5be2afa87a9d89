#include "score/worst_cases.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "scored_studies.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

// `right`: the probability of the one label, which is severe.
ScoredStudy study(double right) {
    ScoredStudy made = blank_study();
    made.labels[2][3] = 2;
    made.predictions[2][3] = {1 - right, 0, right};
    return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(finding_worst_cases)

BOOST_AUTO_TEST_CASE(come_by_their_loss_and_equal_ones_in_their_order) {
    const auto found = worst_cases({study(0.9), study(0.2), study(0.5), study(0.2)}, 3);
    BOOST_REQUIRE(found.size() == 3U);
    BOOST_TEST(found[0].study == 1U);
    BOOST_TEST(found[1].study == 3U);
    BOOST_TEST(found[2].study == 2U);
    BOOST_TEST(std::abs(found[0].log_loss + std::log(0.2)) < 1e-12);
    BOOST_TEST(found[0].rows == 1);
}

BOOST_AUTO_TEST_CASE(severe_rows_weigh_four_times_as_much) {
    ScoredStudy mixed = study(0.5);
    mixed.labels[0][0] = 0;
    mixed.predictions[0][0] = {0.25, 0.75, 0};
    BOOST_TEST(std::abs(worst_cases({mixed}, 20)[0].log_loss - (4 * std::log(2) + std::log(4)) / 5) < 1e-12);
}

BOOST_AUTO_TEST_CASE(studies_without_labels_are_none) {
    BOOST_TEST(worst_cases({blank_study(), study(0.5)}, 20).size() == 1U);
    BOOST_TEST(worst_cases({}, 20).empty());
}

BOOST_AUTO_TEST_SUITE_END()
