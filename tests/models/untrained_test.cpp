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
        const auto points =
            net->forward(frames, torch::ones({2, 8}, torch::kBool)).view({2, kLevels, 2, 2}).contiguous();
        // By hand: the static LibTorch has no min, diff or <.
        const auto values = points.accessor<float, 4>();
        for (int image = 0; image < 2; ++image) {
            double above = 0;
            for (int level = 0; level < kLevels; ++level) {
                const auto first = values[image][level][0], second = values[image][level][1];
                for (const float place : {first[0], first[1], second[0], second[1]}) {
                    BOOST_TEST(place > 0.1F);
                    BOOST_TEST(place < 0.9F);
                }
                const double y = (first[1] + second[1]) / 2;
                if (level > 0) BOOST_TEST(y - above > 0.08, "not a spine from top to bottom at " << level);
                above = y;
            }
        }
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
