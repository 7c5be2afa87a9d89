#include "infer/select_nets.h"

#include <boost/test/unit_test.hpp>

#include "models/untrained.h"
#include "support/files.h"
#include "support/logged.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

struct Weights {
    TemporaryFolder folder;
    EnsemblePlan plan = solution_plan();
    Weights() { write_untrained_nets(folder.path(), solution_recipes(), 3); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(selecting_nets)

BOOST_FIXTURE_TEST_CASE(a_misspelt_recipe_is_refused_with_a_guess, Weights) {
    const auto text = refusal_of(
        [&] {
            select_nets({folder.path(), {"stage2_s2_us"}, {}, true}, plan);
        },
        ExitCode::usage);
    BOOST_TEST(contains(text, "did you mean stage2_s2_su?"), text);
    BOOST_TEST(contains(text, "--recipes"), text);
}

BOOST_FIXTURE_TEST_CASE(nets_whose_training_goes_on_are_taken_with_one_warning, Weights) {
    BOOST_TEST(logged_by([&] { select_nets({folder.path(), {}, {}, true}, plan); }) == "");
    for (const auto name : {"cfg_stage1_s1_fold0_untrained", "cfg_stage2_s2_su_fold0_untrained"}) {
        const auto path = folder / (std::string(name) + ".json");
        Json metadata = read_json(path);
        metadata["finished"] = false;
        write_text(path, metadata.dump());
    }
    const std::string said = logged_by([&] {
        BOOST_TEST(select_nets({folder.path(), {}, {}, true}, plan).size() == solution_recipes().size());
    });
    BOOST_TEST(contains(said, "training has not finished"), said);
    BOOST_TEST(contains(said, "cfg_stage1_s1_fold0_untrained, cfg_stage2_s2_su_fold0_untrained"), said);
}

BOOST_AUTO_TEST_SUITE_END()
