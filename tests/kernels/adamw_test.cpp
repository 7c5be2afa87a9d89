#include "kernels/adamw.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <random>
#include <vector>

namespace lumbar::kernels {
namespace {

constexpr AdamWStep kStep{.decay = 0.99f,
                          .beta1 = 0.9f,
                          .one_minus_beta1 = 0.1f,
                          .beta2 = 0.999f,
                          .one_minus_beta2 = 0.001f,
                          .rate = 0.02f,
                          .square_scale = 3.f,
                          .epsilon = 1e-3f};

struct Arrays {
    std::vector<float> weights, gradients, means, squares;

    explicit Arrays(std::size_t count) {
        std::mt19937 random(5);
        std::normal_distribution<float> normal;
        for (auto* each : {&weights, &gradients, &means, &squares}) {
            for (std::size_t i = 0; i < count; ++i) each->push_back(normal(random));
        }
        for (float& square : squares) square *= square;
    }
    void step(int threads) {
        adamw_step(weights.data(), gradients.data(), means.data(), squares.data(), weights.size(), kStep,
                   threads);
    }
    bool operator==(const Arrays&) const = default;
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

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::kernels
