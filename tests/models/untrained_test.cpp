#include "models/untrained.h"

#include <boost/test/unit_test.hpp>
#include <vector>

#include "models/registry.h"
#include "support/files.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

const std::vector<Recipe> kLocators = {find_recipe(solution_recipes(), "stage1_s1"),
                                       find_recipe(solution_recipes(), "stage1_s2")};
void check_plausible_points(const UntrainedSize& size) {
    const torch::NoGradGuard no_grad;
    const TemporaryFolder folder;
    write_untrained_nets(folder.path(), kLocators, 3, size);
    for (const NetFile& file : find_nets(folder.path(), solution_recipes())) {
        auto net = load_keypoint_net(file);
        const auto contrast = torch::tensor({1.0, 4.0}).view({2, 1, 1, 1, 1});
        const auto frames = torch::rand({2, 8, 1, 256, 256}).pow(contrast);
        const auto points = net->forward(frames, torch::ones({2, 8}, torch::kBool)).view({2, kLevels, 2, 2});
        const auto y = points.select(-1, 1).mean(-1);  // [2,kLevels]
        const auto steps_down = y.narrow(1, 1, kLevels - 1) - y.narrow(1, 0, kLevels - 1);
        BOOST_TEST((steps_down > 0.08).all().item<bool>(), "not a spine from top to bottom: " << y);
        BOOST_TEST((points > 0.1).all().item<bool>());
        BOOST_TEST((points < 0.9).all().item<bool>());
        BOOST_TEST((points[0] - points[1]).abs().max().item<float>() > 1e-4);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(untrained)

// Else no crops are left, and what is timed with untrained nets is less than a study.
BOOST_AUTO_TEST_CASE(untrained_nets_of_every_size_find_plausible_discs_that_depend_on_the_image) {
    check_plausible_points({});
    UntrainedSize size;
    size.scale = {};
    check_plausible_points(size);
    size.backbone = "hgnetv2_b4";
    size.scale.width = 0.5;
    check_plausible_points(size);
}

BOOST_AUTO_TEST_SUITE_END()
