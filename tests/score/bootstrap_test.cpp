#include "score/bootstrap.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numeric>

#include "base/random.h"
#include "score/cohort_intervals.h"
#include "scored_studies.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

// The mean of study 0, 1, 2, ..., each as often as it was drawn; and a figure that one study in ten lacks.
std::vector<double> mean_of(std::span<const std::uint32_t> times) {
    double sum = 0;
    for (std::size_t i = 0; i < times.size(); ++i) sum += static_cast<double>(i) * times[i];
    return {sum / static_cast<double>(times.size()), times[0] > 0 ? 1 : std::nan("")};
}

bool are_same(const Interval& a, const Interval& b) {
    return a.low == b.low && a.high == b.high && a.resamples == b.resamples;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bootstrapping)

BOOST_AUTO_TEST_CASE(quantiles_equal_numpys) {
    const Golden golden("evaluation.safetensors");
    auto values = golden.numbers("quantiles.values");
    std::sort(values.begin(), values.end());
    const auto shares = golden.numbers("quantiles.shares"), expected = golden.numbers("quantiles.expected");
    for (std::size_t i = 0; i < shares.size(); ++i) {
        BOOST_TEST(std::abs(sorted_quantile(values, shares[i]) - expected[i]) < 1e-12);
    }
    BOOST_TEST(sorted_quantile(std::vector<double>{7}, 0.975) == 7);
}

BOOST_AUTO_TEST_CASE(each_resample_draws_as_many_studies_as_there_are) {
    bootstrap(50, {20, 1, 1}, [](std::span<const std::uint32_t> times) {
        BOOST_TEST(times.size() == 50U);
        BOOST_TEST(std::accumulate(times.begin(), times.end(), 0U) == 50U);
        return std::vector<double>{};
    });
}

// Of the mean of n values the standard error is their deviation divided by sqrt(n).
BOOST_AUTO_TEST_CASE(the_interval_of_a_mean_is_as_wide_as_its_standard_error_says) {
    const double deviation = std::sqrt((400.0 * 400 - 1) / 12);
    const Interval interval = bootstrap(400, {4000, 5, 2}, mean_of)[0];
    const double expected = 2 * 1.96 * deviation / 20;
    BOOST_TEST(std::abs(interval.high - interval.low - expected) < 0.06 * expected);
    BOOST_TEST(std::abs((interval.high + interval.low) / 2 - 199.5) < 0.06 * expected);
    BOOST_TEST(interval.resamples == 4000U);
}

BOOST_AUTO_TEST_CASE(threads_change_nothing_and_the_seed_decides) {
    const auto one = bootstrap(30, {200, 7, 1}, mean_of), three = bootstrap(30, {200, 7, 3}, mean_of);
    BOOST_TEST(are_same(one[0], three[0]));
    BOOST_TEST(are_same(one[1], three[1]));
    BOOST_TEST(!are_same(one[0], bootstrap(30, {200, 8, 1}, mean_of)[0]));
}

BOOST_AUTO_TEST_CASE(resamples_without_the_figure_are_left_out_and_counted) {
    const Interval interval = bootstrap(30, {200, 7, 1}, mean_of)[1];  // about 1 - 1/e have study 0
    BOOST_TEST(interval.resamples > 100U);
    BOOST_TEST(interval.resamples < 150U);
    BOOST_TEST(interval.low == 1);
    const auto rare = [](std::span<const std::uint32_t> times) {
        return std::vector<double>{times[0] > 1 ? 1 : std::nan("")};
    };
    BOOST_TEST(std::isnan(bootstrap(30, {200, 7, 1}, rare)[0].low));
}

BOOST_AUTO_TEST_CASE(figures_lie_within_their_intervals) {
    const CohortTable table(golden_studies(Golden("evaluation.safetensors"), "missing."));
    const CohortFigures figures = table.figures();
    const CohortIntervals intervals = bootstrap_figures(table, {300, 0, 2});
    BOOST_TEST(intervals.score[0].low < figures.score[0]);
    BOOST_TEST(figures.score[0] < intervals.score[0].high);
    for (const Figure figure : {Figure::weighted_log_loss, Figure::accuracy, Figure::quadratic_kappa,
                                Figure::auc_mean, Figure::sensitivity_severe}) {
        const auto i = static_cast<std::size_t>(figure);
        for (std::size_t subset = 0; subset < 13; ++subset) {
            const Interval& interval = intervals.subsets[subset].figures[i];
            BOOST_TEST(interval.low < figures.subsets[subset].figures[i], kFigureNames[i] << subset);
            BOOST_TEST(figures.subsets[subset].figures[i] < interval.high, kFigureNames[i] << subset);
        }
    }
    const Reliability& sure = figures.subsets[0].reliability[0][0];
    BOOST_TEST(intervals.subsets[0].shares[0][0][5].low < sure[5].share());
    BOOST_TEST(sure[5].share() < intervals.subsets[0].shares[0][0][5].high);
}

BOOST_AUTO_TEST_CASE(one_study_alone_has_no_interval) {
    const CohortTable table(golden_studies(Golden("evaluation.safetensors"), "one_study."));
    const CohortIntervals intervals = bootstrap_figures(table, {20, 0, 1});
    BOOST_TEST(std::isnan(intervals.score[0].low));
    BOOST_TEST(std::isnan(intervals.subsets[0].figures[0].high));
    BOOST_TEST(std::isnan(intervals.subsets[0].shares[0][0][5].high));
}

BOOST_AUTO_TEST_CASE(without_resamples_there_are_no_intervals) {
    const CohortTable table(golden_studies(Golden("evaluation.safetensors"), "plain."));
    const CohortIntervals intervals = bootstrap_figures(table, {0, 0, 1});
    BOOST_TEST(std::isnan(intervals.score[0].low));
    BOOST_TEST(intervals.subsets.size() == evaluated_subsets().size());
}

BOOST_AUTO_TEST_SUITE_END()
