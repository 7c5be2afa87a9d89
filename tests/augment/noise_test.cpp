#include "augment/noise.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "sample_stacks.h"

namespace lumbar {
namespace {

using test::flat_stack, test::sample_stack;

struct Moments {
    double mean = 0, variance = 0;
};

Moments moments(const std::vector<std::uint8_t>& values) {
    Moments found;
    for (const auto value : values) found.mean += value;
    found.mean /= static_cast<double>(values.size());
    for (const auto value : values) found.variance += std::pow(value - found.mean, 2);
    found.variance /= static_cast<double>(values.size());
    return found;
}

double correlation(const ByteStack& noisy, int a, int b, double mean, double variance) {
    double sum = 0;
    for (std::size_t i = 0; i < noisy.frame_size(); ++i)
        sum += (noisy.frame(a)[i] - mean) * (noisy.frame(b)[i] - mean);
    return sum / (static_cast<double>(noisy.frame_size()) * variance);
}

BOOST_AUTO_TEST_SUITE(noise)

BOOST_AUTO_TEST_CASE(has_the_variance_that_was_asked_for_and_no_mean) {
    for (const double variance : {0.5, 3.0, 6.2, 9.0, 400.0}) {
        const auto found = moments(add_noise(flat_stack(4, 200, 200, 128), {variance}, 5, 2).pixels);
        const double expected = variance + 1.0 / 12;  // Sheppard: rounding adds its own
        // 160 000 values: five deviations of the mean and of the variance.
        BOOST_TEST(std::abs(found.mean - 128) < 5 * std::sqrt(expected) / 400);
        BOOST_TEST(std::abs(found.variance - expected) <
                   5 * expected * std::sqrt(2.0) / 400 + 1e-3 * expected);
    }
}

BOOST_AUTO_TEST_CASE(differs_from_frame_to_frame) {
    const auto noisy = add_noise(flat_stack(3, 100, 100, 128), {9}, 1, 1);
    for (const auto& [a, b] : {std::pair(0, 1), {1, 2}, {0, 2}}) {
        BOOST_TEST(std::abs(correlation(noisy, a, b, 128, 9)) < 0.05);
    }
}

BOOST_AUTO_TEST_CASE(is_the_same_for_a_seed_whatever_the_number_of_threads) {
    const auto frames = sample_stack(5, 31, 27);  // no multiple of four pixels
    BOOST_TEST((add_noise(frames, {9}, 11, 1) == add_noise(frames, {9}, 11, 4)));
    BOOST_TEST((add_noise(frames, {9}, 11, 1) != add_noise(frames, {9}, 12, 1)));
}

BOOST_AUTO_TEST_CASE(is_clipped_at_black_and_white) {
    for (const int level : {0, 255}) {
        const auto found = moments(add_noise(flat_stack(1, 100, 100, level), {9}, 2, 1).pixels);
        BOOST_TEST(std::abs(found.mean - level) < 1.5);  // half the values move, by 2.4 on average
        BOOST_TEST(std::abs(found.mean - level) > 0.9);
    }
}

BOOST_AUTO_TEST_CASE(of_no_variance_is_none) {
    const auto frames = sample_stack(1, 20, 20);
    BOOST_TEST((add_noise(frames, {0}, 2, 1) == frames));
    BOOST_TEST((add_noise(frames, {1e-9}, 2, 1) == frames));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
