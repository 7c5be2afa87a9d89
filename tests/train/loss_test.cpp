#include "train/loss.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace lumbar::test {
namespace {

BOOST_AUTO_TEST_SUITE(loss)

BOOST_AUTO_TEST_CASE(weighs_rows_by_their_label) {
    const auto logits = torch::zeros({3, 3});  // every class 1/3
    const double row = std::log(3.0);
    const auto of = [&](int label) {
        return weighted_cross_entropy(logits.slice(0, 0, 1), torch::eye(3).slice(0, label, label + 1))
            .item<double>();
    };
    BOOST_TEST(std::abs(of(0) - row) < 1e-6);
    BOOST_TEST(std::abs(of(1) - 2 * row) < 1e-6);
    BOOST_TEST(std::abs(of(2) - 4 * row) < 1e-6);
}

BOOST_AUTO_TEST_CASE(unlabelled_rows_weigh_nothing_but_count_in_the_mean) {
    const auto targets = torch::tensor({{1.0, 0.0, 0.0}, {kUnknown, kUnknown, kUnknown}});
    const double loss =
        weighted_cross_entropy(torch::zeros({2, 3}), targets.to(torch::kFloat32)).item<double>();
    BOOST_TEST(std::abs(loss - std::log(3.0) / 2) < 1e-6);
}

BOOST_AUTO_TEST_CASE(soft_labels_weigh_by_their_largest_share) {
    const auto targets = torch::tensor({{0.2, 0.5, 0.3}}).to(torch::kFloat32);
    const auto logits = torch::tensor({{1.0, 2.0, 0.5}}).to(torch::kFloat32);
    const double expected = -2 * (targets * logits.log_softmax(1)).sum().item<double>();
    BOOST_TEST(std::abs(weighted_cross_entropy(logits, targets).item<double>() - expected) < 1e-6);
}

BOOST_AUTO_TEST_CASE(unlabelled_rows_have_no_gradient) {
    const auto logits = torch::randn({2, 3}).requires_grad_();
    weighted_cross_entropy(logits,
                           torch::tensor({{0., 0., 1.}, {kUnknown, kUnknown, kUnknown}}).to(torch::kFloat32))
        .backward();
    BOOST_TEST(logits.grad()[1].abs().sum().item<double>() == 0);
    BOOST_TEST(logits.grad()[0].abs().sum().item<double>() > 0);
}

BOOST_AUTO_TEST_CASE(points_moved_out_of_the_picture_do_not_count) {
    const auto points = torch::tensor({{0.5, 0.5, 0.5, 0.5}});
    const auto targets = torch::tensor({{0.6, 0.3, 1.2, -0.1}});
    BOOST_TEST(std::abs(point_loss(points, targets).item<double>() - 0.15) < 1e-6);
    BOOST_TEST(point_loss(points, torch::full({1, 4}, 2.0)).item<double>() == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::test
