#include "score/fit_temperature.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "base/error.h"
#include "config/calibration.h"

using namespace lumbar;
using boost::test_tools::tolerance;

namespace {

// Of four normal rows and a moderate one, which counts twice: 2/3 of the weight and 1/3.
std::vector<LabelledRow> rows_saying(const Probabilities& said, int folds = 2) {
    std::vector<LabelledRow> rows;
    for (int fold = 0; fold < folds; ++fold) {
        for (int i = 0; i < 5; ++i) rows.push_back({said, i < 4 ? 0 : 1, fold});
    }
    return rows;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(temperatures)

BOOST_AUTO_TEST_CASE(calibrate_what_is_too_certain) {
    const Probabilities too_certain = with_temperature({2.0 / 3, 1.0 / 3, 0}, 0.5);
    BOOST_TEST(too_certain[0] == 0.8, tolerance(1e-12));
    const FittedTemperature fitted = fit_temperature(rows_saying(too_certain));
    BOOST_TEST(fitted.temperature == 2, tolerance(1e-6));
    BOOST_TEST(fitted.before.error == 0.8 - 2.0 / 3, tolerance(1e-9));
    BOOST_TEST(fitted.after.error < 1e-6);
    BOOST_TEST(fitted.before.log_loss == 0.685238, tolerance(1e-5));  // -(4 log 0.8 + 2 log 0.2) / 6
    BOOST_TEST(fitted.after.log_loss == 0.636514, tolerance(1e-5));   // the entropy of 2/3 and 1/3
}

BOOST_AUTO_TEST_CASE(are_1_where_nothing_is_gained) {
    const FittedTemperature fitted = fit_temperature(rows_saying({2.0 / 3, 1.0 / 3, 0}));
    BOOST_TEST(fitted.temperature == 1, tolerance(1e-6));
    // Fold 1 contradicts fold 0: what is fitted on one is worse on the other.
    std::vector<LabelledRow> rows = rows_saying({0.6, 0.4, 0}, 1);
    for (int i = 0; i < 5; ++i) rows.push_back({{0.6, 0.4, 0}, 1, 1});
    BOOST_TEST(fit_temperature(rows).temperature == 1);
    BOOST_TEST(fit_temperature(rows).after.log_loss == fit_temperature(rows).before.log_loss);
}

BOOST_AUTO_TEST_CASE(survive_a_share_of_0_for_the_label) {
    std::vector<LabelledRow> rows = rows_saying({0.8, 0.2, 0});
    rows.push_back({{0.8, 0.2, 0}, 2, 0});
    const FittedTemperature fitted = fit_temperature(rows);
    BOOST_TEST(fitted.temperature >= kLowestTemperature);
    BOOST_TEST(std::isfinite(fitted.after.log_loss));
}

BOOST_AUTO_TEST_CASE(need_two_folds) {
    BOOST_CHECK_THROW(fit_temperature(rows_saying({0.8, 0.2, 0}, 1)), Error);
}

BOOST_AUTO_TEST_SUITE_END()
