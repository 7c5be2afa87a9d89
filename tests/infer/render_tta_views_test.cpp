#include "infer/render_tta_views.h"

#include <array>
#include <boost/test/unit_test.hpp>
#include <string>

#include "base/error.h"
#include "config/tta_angles.h"
#include "crop/disc_crops.h"
#include "dicom/series.h"
#include "infer/series_views.h"
#include "support/files.h"
#include "support/golden.h"
#include "support/refusal.h"
#include "support/stacks.h"
#include "support/synthetic_net.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

Crops golden_study_crops(const Golden& golden, SeriesKind kind) {
    const char* series = kind == SeriesKind::sagittal_t1 ? "2001" : "2002";
    const Volume volume = read_series(test_file("golden/study/test_images/1001") / series, 2);
    const auto points = golden_points(golden, std::string(series_kind_name(kind)) + ".points");
    return crop_discs(volume, points, kind, percentile_range(volume.frames), 2);
}

// [5,1,size,size]: the middle frame of each disc.
void check_view(const std::string& name, const std::string& recipe_name, int view) {
    const Golden golden("study.safetensors");
    const Recipe& recipe = find_recipe(solution_recipes(), recipe_name);
    const std::array angle{kTtaAnglesDeg[static_cast<std::size_t>(view)]};
    const auto shown = render_tta_views(golden_study_crops(golden, recipe.series), recipe, angle, 2);
    const auto middle = shown.frames.select(1, recipe.frames / 2 - shown.first_real);
    const auto expected = golden_tensor(golden, name + ".input.tta" + std::to_string(view) + ".middle");
    const auto levels_apart = ((middle - expected) * 255).abs();
    BOOST_TEST_MESSAGE(recipe_name << " view " << view << ": largest difference "
                                   << levels_apart.max().item<double>() << " grey levels");
    BOOST_TEST(levels_apart.max().item<double>() < 2.01);
    BOOST_TEST((levels_apart > 1.01).to(torch::kFloat64).mean().item<double>() <= 0.001);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(views)

BOOST_AUTO_TEST_CASE(views_of_t1_equal_the_reference) {
    check_view("s1_fo", "stage2_s1_fo", 0);
    check_view("s1_fo", "stage2_s1_fo", 8);
}
BOOST_AUTO_TEST_CASE(views_of_t2_equal_the_reference) {
    check_view("s2_sp1", "stage2_s2_sp1", 0);
    check_view("s2_sp1", "stage2_s2_sp1", 8);
}
BOOST_AUTO_TEST_CASE(crops_that_differ_in_size_are_refused) {
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s2_sp1");
    Crops crops;
    crops.fill(ByteStack(6, kCropSize, kCropSize));
    crops[3] = ByteStack(5, kCropSize, kCropSize);
    const auto text = refusal_of([&] { render_tta_views(crops, recipe, kTtaAnglesDeg, 1); }, ExitCode::data);
    BOOST_TEST(contains(text, "expected 6x256x256, found 5x256x256"));
}

BOOST_AUTO_TEST_CASE(levels_without_a_crop_are_not_planned_and_a_series_without_any_is_refused) {
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s2_sp1");  // of 8 frames
    Crops crops;
    crops[1] = crops[4] = ByteStack(3, 20, 30);
    const SeriesViewPlan plan = plan_series_views(crops, recipe, kTtaAnglesDeg);
    BOOST_TEST((plan.levels == std::vector<std::int64_t>{1, 4}));
    BOOST_TEST(plan.seen.count == 3);
    BOOST_TEST(plan.seen.to == 2);
    BOOST_TEST(plan.render.shape.views == 9);
    BOOST_TEST(!refusal_of([&] { plan_series_views({}, recipe, kTtaAnglesDeg); }, ExitCode::data).empty());
}

BOOST_AUTO_TEST_SUITE_END()
