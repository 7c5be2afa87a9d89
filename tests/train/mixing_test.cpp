#include "train/mixing.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>

#include "support/golden.h"
#include "support/synthetic_net.h"
#include "train/loss.h"

namespace lumbar::test {
namespace {

// The reference's right side among five findings of three classes: right foramen, right subarticular.
const std::vector<std::int64_t> kRight{6, 7, 8, 12, 13, 14};

bool same(const torch::Tensor& a, const torch::Tensor& b) {
    return torch::allclose(a.to(torch::kFloat64), b.to(torch::kFloat64), 1e-6, 1e-6);
}

BOOST_AUTO_TEST_SUITE(mixing)

BOOST_AUTO_TEST_CASE(cutmix_equals_the_references) {
    const Golden golden("train.safetensors");
    const auto mixed = cutmix({golden_tensor(golden, "mix.x"), golden_tensor(golden, "mix.y"),
                               golden_tensor(golden, "mix.mask", torch::kBool)},
                              golden_tensor(golden, "mix.partner", torch::kInt64),
                              golden_tensor(golden, "mix.chosen", torch::kBool), kRight);
    BOOST_TEST(same(mixed.features, golden_tensor(golden, "cutmix.x")));
    BOOST_TEST(same(mixed.labels, golden_tensor(golden, "cutmix.y")));
    BOOST_TEST(same(mixed.mask, golden_tensor(golden, "cutmix.mask")));
}

BOOST_AUTO_TEST_CASE(manifold_mixup_equals_the_references) {
    const Golden golden("train.safetensors");
    const auto pooled = golden_tensor(golden, "mix.x").select(1, 0);
    const auto mixed = manifold_mixup({{pooled}, golden_tensor(golden, "mix.y")},
                                      golden_tensor(golden, "mix.chosen", torch::kBool), 0.3);
    BOOST_TEST(same(mixed.pooled[0], golden_tensor(golden, "mixup.x")));
    BOOST_TEST(same(mixed.labels, golden_tensor(golden, "mixup.y")));
}

BOOST_AUTO_TEST_CASE(mixup_leaves_discs_alone_whose_labels_or_neighbours_labels_are_unknown) {
    const auto features = torch::arange(4, torch::kFloat32).unsqueeze(1);
    const auto labels = torch::ones({4, 3});
    labels[1].fill_(kUnknown);
    const auto mixed = manifold_mixup({{features}, labels}, torch::ones({4}, torch::kBool), 0.25);
    // Disc 1 is unknown, disc 2 follows it; 0 follows 3, 3 follows 2.
    BOOST_TEST(same(mixed.pooled[0].flatten(), torch::tensor({0.75 * 3, 1.0, 2.0, 0.25 * 3 + 0.75 * 2})));
}

BOOST_AUTO_TEST_CASE(cutmix_of_an_odd_number_of_frames_takes_the_larger_half_from_the_partner) {
    const auto features = torch::tensor({0.0, 1.0}).reshape({2, 1, 1}).expand({2, 5, 1}).contiguous();
    const auto mixed =
        cutmix({features, torch::zeros({2, 3}), torch::ones({2, 5}, torch::kBool)},
               torch::tensor({std::int64_t{1}, std::int64_t{0}}), torch::tensor({true, false}), {2});
    BOOST_TEST(same(mixed.features.squeeze(2), torch::tensor({{0., 0., 1., 1., 1.}, {1., 1., 1., 1., 1.}})));
}

BOOST_AUTO_TEST_CASE(chosen_discs_come_as_often_as_their_chance) {
    Random random(1);
    const double share = draw_chosen(random, 100000, 0.3).to(torch::kFloat64).mean().item<double>();
    BOOST_TEST(std::abs(share - 0.3) < 0.01);
    BOOST_TEST(!draw_chosen(random, 1000, 0).any().item<bool>());
}

BOOST_AUTO_TEST_CASE(partners_are_a_permutation) {
    Random random(2);
    const auto partners = draw_partners(random, 50);
    BOOST_TEST(std::get<0>(partners.sort()).equal(torch::arange(50)));
    BOOST_TEST(!partners.equal(torch::arange(50)));
}

BOOST_AUTO_TEST_CASE(beta_has_the_mean_and_variance_of_its_distribution) {
    for (const double alpha : {0.001, 0.4, 1.0, 2.0, 30.0, 1000.0}) {
        Random random(3);
        constexpr int kDraws = 20000;
        double sum = 0, squares = 0;
        for (int i = 0; i < kDraws; ++i) {
            const double x = draw_beta(random, alpha) - 0.5;
            sum += x;
            squares += x * x;
        }
        BOOST_TEST(std::abs(sum / kDraws) < 0.01);
        BOOST_TEST(std::abs(squares / kDraws * 4 * (2 * alpha + 1) - 1) < 0.05);  // 1 / (4 (2 alpha + 1))
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::test
