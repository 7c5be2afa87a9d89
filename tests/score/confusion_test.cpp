#include "score/confusion.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "score/weighted_kappa.h"

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(confusion)

BOOST_AUTO_TEST_CASE(shares_follow_from_the_counts) {
    const ConfusionMatrix matrix{{{{8, 1, 1}, {2, 4, 0}, {0, 1, 3}}}};
    BOOST_TEST(matrix.total() == 20U);
    BOOST_TEST(accuracy(matrix) == 15.0 / 20);
    BOOST_TEST(sensitivity(matrix, 2) == 3.0 / 4);
    BOOST_TEST(specificity(matrix, 2) == 15.0 / 16);
    BOOST_TEST(predictive_value(matrix, 2) == 3.0 / 4);
}

BOOST_AUTO_TEST_CASE(a_share_of_nothing_is_no_number) {
    const ConfusionMatrix none, all_normal{{{{8, 1, 0}, {0, 0, 0}, {0, 0, 0}}}},
        all_severe{{{{}, {}, {0, 0, 5}}}};
    BOOST_TEST(std::isnan(accuracy(none)));
    BOOST_TEST(std::isnan(sensitivity(all_normal, 2)));
    BOOST_TEST(std::isnan(predictive_value(all_normal, 2)));
    BOOST_TEST(specificity(all_normal, 2) == 1);
    BOOST_TEST(std::isnan(specificity(all_severe, 2)));
}

BOOST_AUTO_TEST_CASE(kappa_is_1_for_agreement_0_for_chance_and_less_for_contradiction) {
    BOOST_TEST(quadratic_kappa({{{{5, 0, 0}, {0, 3, 0}, {0, 0, 1}}}}) == 1);
    BOOST_TEST(quadratic_kappa({{{{4, 0, 4}, {0, 0, 0}, {2, 0, 2}}}}) == 0);
    BOOST_TEST(quadratic_kappa({{{{0, 0, 5}, {0, 0, 0}, {5, 0, 0}}}}) == -1);
}

BOOST_AUTO_TEST_CASE(kappa_of_a_single_class_is_no_number) {
    BOOST_TEST(std::isnan(quadratic_kappa({})));
    BOOST_TEST(std::isnan(quadratic_kappa({{{{9, 0, 0}, {}, {}}}})));
}

BOOST_AUTO_TEST_SUITE_END()
