#include "nn/skip_initialization.h"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(skip_initialization)

using lumbar::SkipInitialization;

float next_number() {
    return torch::rand({1}).item<float>();
}

BOOST_AUTO_TEST_CASE(draws_no_number_for_new_modules) {
    torch::manual_seed(1);
    const float expected = next_number();
    torch::manual_seed(1);
    {
        const SkipInitialization skip;
        torch::nn::Linear linear(64, 64);
        torch::nn::Conv2d conv(torch::nn::Conv2dOptions(3, 8, 3));
        torch::nn::LSTM lstm(torch::nn::LSTMOptions(16, 8).bidirectional(true));
    }
    BOOST_TEST(next_number() == expected);
}

BOOST_AUTO_TEST_CASE(ends_with_its_scope) {
    { const SkipInitialization skip; }
    torch::manual_seed(1);
    const float first = next_number();
    torch::manual_seed(1);
    torch::nn::Linear linear(64, 64);
    BOOST_TEST(next_number() != first);
    const float largest = linear->weight.abs().max().item<float>();
    BOOST_TEST(largest > 0);
    BOOST_TEST(largest <= 0.125f);  // 1 / sqrt(64)
}

BOOST_AUTO_TEST_CASE(leaves_computing_as_it_is) {
    const auto x = torch::arange(6, torch::kFloat32).reshape({2, 3});
    const auto expected = x.matmul(x.t());
    const SkipInitialization skip;
    BOOST_TEST(torch::equal(x.matmul(x.t()), expected));
}

BOOST_AUTO_TEST_SUITE_END()
