#include "score/roc_auc.h"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace lumbar;

namespace {

constexpr std::array<std::uint32_t, 4> kOnce = {1, 1, 1, 1};

}  // namespace

BOOST_AUTO_TEST_SUITE(roc_auc)

BOOST_AUTO_TEST_CASE(is_the_share_of_pairs_in_the_right_order) {
    const RocAuc auc({{0.9, 0, true}, {0.3, 1, false}, {0.5, 2, false}, {0.4, 3, true}});
    BOOST_TEST(auc.area(kOnce) == 0.75);
}

BOOST_AUTO_TEST_CASE(equal_probabilities_count_half) {
    BOOST_TEST(RocAuc({{0.5, 0, true}, {0.5, 1, false}, {0.5, 2, false}}).area(kOnce) == 0.5);
    BOOST_TEST(RocAuc({{0.5, 0, true}, {0.5, 1, false}, {0.1, 2, false}}).area(kOnce) == 0.75);
}

BOOST_AUTO_TEST_CASE(is_no_number_unless_both_classes_are_there) {
    BOOST_TEST(std::isnan(RocAuc({}).area(kOnce)));
    BOOST_TEST(std::isnan(RocAuc({{0.5, 0, true}, {0.1, 1, true}}).area(kOnce)));
    const RocAuc both({{0.5, 0, true}, {0.1, 1, false}});
    BOOST_TEST(both.area(kOnce) == 1);
    BOOST_TEST(std::isnan(both.area(std::array<std::uint32_t, 2>{5, 0})));
}

BOOST_AUTO_TEST_CASE(a_study_counts_as_often_as_it_was_drawn) {
    const RocAuc auc({{0.9, 0, true}, {0.3, 1, false}, {0.5, 2, false}, {0.4, 3, true}});
    BOOST_TEST(auc.area(std::array<std::uint32_t, 4>{1, 3, 1, 1}) == 7.0 / 8);
    BOOST_TEST(auc.area(std::array<std::uint32_t, 4>{0, 1, 1, 2}) == 0.5);
}

BOOST_AUTO_TEST_SUITE_END()
