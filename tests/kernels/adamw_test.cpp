#include "kernels/optim/adamw.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "kernels/optim/adamw_element.h"
#include "steps_for_tests.h"

namespace lumbar::kernels {
namespace {

using namespace test;

constexpr AdamWStep kStep = kAdamWStep;

struct Arrays : AdamWArrays {
    using AdamWArrays::AdamWArrays;

    void step(int threads) {
        adamw_step(weights.data(), gradients.data(), means.data(), squares.data(), weights.size(), kStep,
                   threads);
    }
};

BOOST_AUTO_TEST_SUITE(adamw)

BOOST_AUTO_TEST_CASE(a_step_is_what_its_formula_says) {
    const Arrays before(40'000);  // more than one block
    Arrays after = before;
    after.step(2);
    for (std::size_t i = 0; i < before.weights.size(); ++i) {
        const double gradient = before.gradients[i];
        const double mean = 0.9 * before.means[i] + 0.1 * gradient;
        const double square = 0.999 * before.squares[i] + 0.001 * gradient * gradient;
        const double weight = 0.99 * before.weights[i] - 0.02 * mean / (3 * std::sqrt(square) + 1e-3);
        BOOST_TEST(std::abs(after.means[i] - mean) < 1e-6);
        BOOST_TEST(std::abs(after.squares[i] - square) < 1e-6 * (1 + square));
        BOOST_TEST(std::abs(after.weights[i] - weight) < 1e-5 * (1 + std::abs(weight)));
    }
}

BOOST_AUTO_TEST_CASE(the_threads_do_not_change_a_step) {
    Arrays alone(100'003), shared = alone;
    alone.step(1);
    shared.step(3);
    BOOST_TEST((alone == shared));
}

// What a GPU's thread computes, computed here for every index.
BOOST_AUTO_TEST_CASE(a_weight_by_itself_is_stepped_as_among_the_others) {
    for (const std::size_t count : kCounts) {
        Arrays each(count), all = each;
        const AdamWElement element{each.weights.data(), each.gradients.data(), each.means.data(),
                                   each.squares.data(), kStep};
        for (std::size_t i = count; i-- > 0;) element(i);  // backwards: none may need another
        all.step(2);
        BOOST_TEST((each == all));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::kernels
