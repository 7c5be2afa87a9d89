#include "config/ensemble_plan.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "base/atomic_file.h"
#include "base/error.h"
#include "config/priors.h"
#include "config/recipe_json.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using test::contains;

namespace {

struct Manifest {
    test::TemporaryFolder folder;

    EnsemblePlan read(const std::string& text) const {
        write_file_atomically(folder / kManifestName, text);
        return read_ensemble_plan(folder.path());
    }
    std::string refusal(const std::string& text) const {
        return test::refusal_of([&] { read(text); }, ExitCode::weights);
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(ensemble_plan)

BOOST_AUTO_TEST_CASE(the_solution_has_six_recipes_found_with_and_without_cfg) {
    BOOST_TEST(solution_recipes().size() == 6U);
    const Recipe& recipe = find_recipe(solution_recipes(), "cfg_stage2_s2_sp2");
    BOOST_TEST(recipe.frames == 5);
    BOOST_TEST(recipe.image_size == 256);
    BOOST_TEST(recipe.conditions().size() == 5U);
    BOOST_TEST(find_recipe(solution_recipes(), "stage2_s1_fo").conditions().size() == 2U);
    BOOST_CHECK_THROW(find_recipe(solution_recipes(), "stage3"), Error);
}

BOOST_FIXTURE_TEST_CASE(without_a_manifest_it_is_the_solutions, Manifest) {
    const EnsemblePlan plan = read_ensemble_plan(folder.path());
    BOOST_TEST(plan.severe_spinal_factor == 1.0);
    BOOST_TEST(plan.ballots[0].front().size() == 3U);
}

BOOST_FIXTURE_TEST_CASE(a_manifest_adds_recipes_and_changes_votes, Manifest) {
    const EnsemblePlan plan = read(R"({
        "recipes": [{"name": "cfg_mine", "stage": 2, "series": "T2", "frames": 12, "image_size": 160,
                     "heads": [["spinal_canal_stenosis"]]},
                    {"name": "stage1_s1", "stage": 1, "series": "T1", "frames": 4, "image_size": 128}],
        "votes": {"spinal": [["mine", "stage2_s2_su"], ["stage2_s2_sp1"]]},
        "severe_spinal_factor": 1.25})");
    BOOST_TEST(plan.recipes.size() == 7U);
    BOOST_TEST(find_recipe(plan.recipes, "mine").image_size == 160);
    BOOST_TEST(find_recipe(plan.recipes, "stage1_s1").frames == 4);
    BOOST_TEST(plan.ballots[0].size() == 2U);
    BOOST_TEST(plan.ballots[1].size() == solution_plan().ballots[1].size());
    BOOST_TEST(plan.severe_spinal_factor == 1.25);
}

BOOST_FIXTURE_TEST_CASE(a_wrong_manifest_is_named, Manifest) {
    BOOST_TEST(contains(refusal("["), "manifest.json"));
    BOOST_TEST(contains(refusal(R"({"recipes": [{"name": "x"}]})"), "recipes[0]: \"stage\" is missing"));
    BOOST_TEST(contains(refusal(R"({"votes": {"spinal": [["nobody"]]}})"), "unknown recipe"));
    BOOST_TEST(contains(refusal(R"({"votes": {"spine": []}})"), "unknown name in \"votes\""));
    BOOST_TEST(contains(refusal(R"({"severe_spinal_factor": 0})"), "severe_spinal_factor"));
    BOOST_TEST(contains(refusal(R"({"recipes": [{"name": "x", "stage": 2, "series": "T2", "frames": 0,
                                                 "image_size": 96, "heads": []}]})"),
                        "\"frames\""));
}

BOOST_FIXTURE_TEST_CASE(a_misspelt_name_in_a_manifest_is_refused_with_a_guess, Manifest) {
    const std::string recipe = R"({"name": "stage2_s2_spp1", "stage": 2, "series": "T2", "frames": 12,
                                   "image_size": 160, "heads": [["spinal_canal_stenosis"]]})";
    BOOST_TEST(contains(refusal(R"({"recipes": [)" + recipe + "]}"), "did you mean stage2_s2_sp1?"));
    BOOST_TEST(contains(refusal(R"({"vote": {}})"), "did you mean votes?"));
    BOOST_TEST(contains(refusal(R"({"recipes": [{"nmae": "x"}]})"), "did you mean name?"));
    BOOST_TEST(contains(refusal(R"({"votes": {"spinall": []}})"), "did you mean spinal?"));
}

BOOST_FIXTURE_TEST_CASE(values_of_another_type_or_out_of_range_are_refused_by_key, Manifest) {
    const auto recipe = [&](const std::string& frames, const std::string& size) {
        return refusal(R"({"recipes": [{"name": "stage2_s2_su", "stage": 2, "series": "T2", "frames": )" +
                       frames + R"(, "image_size": )" + size +
                       R"(, "heads": [["spinal_canal_stenosis"]]}]})");
    };
    for (const char* frames : {"4.5", "\"4\"", "0", "100000", "1e300", "null", "[4]"}) {
        BOOST_TEST(contains(recipe(frames, "128"),
                            "recipes[0]: the value of \"frames\", expected a whole number, 1 to 64"));
    }
    BOOST_TEST(contains(recipe("8", "100000"), "\"image_size\""));
    for (const char* recipes : {"{}", "null", "3"}) {
        BOOST_TEST(contains(refusal(R"({"recipes": )" + std::string(recipes) + "}"),
                            "\"recipes\", expected an array"));
    }
    BOOST_TEST(contains(refusal(R"({"recipes": [7]})"), "recipes[0]: not a JSON object"));
    BOOST_TEST(contains(refusal(R"({"votes": []})"), "\"votes\", expected a JSON object"));
    BOOST_TEST(contains(refusal(R"({"votes": {"spinal": ["stage2_s2_su"]}})"), "an array of strings"));
    BOOST_TEST(contains(refusal(R"({"severe_spinal_factor": "1"})"), "severe_spinal_factor"));
    BOOST_TEST(contains(refusal("[]"), "not a JSON object"));
}

BOOST_FIXTURE_TEST_CASE(a_recipe_that_a_manifest_states_twice_is_refused, Manifest) {
    const std::string recipe =
        R"({"name": "stage1_s1", "stage": 1, "series": "T1", "frames": 4, "image_size": 128})";
    BOOST_TEST(contains(refusal(R"({"recipes": [)" + recipe + "," + recipe + "]}"), "stands twice"));
}

BOOST_AUTO_TEST_CASE(a_recipe_is_the_same_after_a_round_by_json) {
    for (const Recipe& recipe : solution_recipes()) BOOST_TEST((recipe_of(json_of(recipe), "") == recipe));
}

BOOST_FIXTURE_TEST_CASE(a_manifest_nested_without_end_is_refused, Manifest) {
    const std::string nested = std::string(300000, '[') + std::string(300000, ']');
    BOOST_TEST(contains(refusal(R"({"recipes": [{"name": )" + nested + "}]}"), "nested too deep"));
}

BOOST_AUTO_TEST_CASE(priors_sum_to_one_and_follow_the_table) {
    for (const Finding& finding : all_findings()) {
        const Probabilities prior = class_prior(finding);
        BOOST_TEST(std::abs(prior[0] + prior[1] + prior[2] - 1) < 1e-12);
    }
    BOOST_TEST(std::abs(class_prior({3, Condition::left_subarticular_stenosis})[2] - .463) < 1e-3);
    BOOST_TEST(std::abs(class_prior({0, Condition::spinal_canal_stenosis})[0] - .896) < 1e-3);
}

BOOST_AUTO_TEST_SUITE_END()
