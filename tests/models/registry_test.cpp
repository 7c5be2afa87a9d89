#include "models/registry.h"

#include <boost/test/unit_test.hpp>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/log.h"
#include "config/recipe_json.h"
#include "models/untrained.h"
#include "support/files.h"
#include "support/refusal.h"
#include "weight_files/state_dict.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

struct NetFolder {
    TemporaryFolder folder;
    NetFolder() { write_untrained_nets(folder.path(), solution_recipes(), 7); }

    std::filesystem::path json(const std::string& recipe) const {
        return folder / ("cfg_" + recipe + "_fold0_untrained.json");
    }
    void change(const std::string& recipe, const std::string& key, const Json& value) const {
        Json metadata = read_json(json(recipe));
        metadata[key] = value;
        write_file_atomically(json(recipe), metadata.dump());
    }
    std::string message() const {
        return test::refusal_of([&] { find_nets(folder.path(), solution_recipes()); }, ExitCode::weights);
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(registry)

BOOST_FIXTURE_TEST_CASE(finds_every_pair_in_the_order_of_names, NetFolder) {
    const auto nets = find_nets(folder.path(), solution_recipes());
    BOOST_REQUIRE(nets.size() == 6);
    BOOST_TEST(nets.front().recipe.name == "stage1_s1");
    BOOST_TEST(nets.back().recipe.name == "stage2_s2_su");
    BOOST_TEST(nets.back().metadata.at("untrained").get<bool>());
}

BOOST_FIXTURE_TEST_CASE(loads_what_it_found, NetFolder) {
    for (const NetFile& file : find_nets(folder.path(), solution_recipes())) {
        if (file.recipe.stage == Stage::locate) {
            BOOST_TEST(!load_keypoint_net(file)->is_training());
        } else {
            BOOST_TEST(!load_grading_net(file)->is_training());
        }
    }
}

BOOST_FIXTURE_TEST_CASE(selects_by_recipe_and_fold, NetFolder) {
    BOOST_TEST(find_nets(folder.path(), solution_recipes(), {{"stage2_s2_su"}, {0}}).size() == 1U);
    BOOST_CHECK_THROW(find_nets(folder.path(), solution_recipes(), {{}, {3}}), Error);
}

BOOST_FIXTURE_TEST_CASE(takes_a_pt_as_well_as_a_safetensors, NetFolder) {
    auto path = json("stage1_s1");
    path.replace_extension(".safetensors");
    const StateDict state = read_state_dict(path);
    std::filesystem::remove(path);
    for (const char* ending : {".pt", ".bin", ".PT"}) {
        const auto weights = std::filesystem::path(path).replace_extension(ending);
        write_state_dict(weights, state);
        const auto nets = find_nets(folder.path(), solution_recipes(), {{"stage1_s1"}, {}});
        BOOST_TEST(nets.front().weights == weights);
        load_keypoint_net(nets.front());
        std::filesystem::remove(weights);
    }
}

BOOST_FIXTURE_TEST_CASE(names_the_file_and_the_fault, NetFolder) {
    change("stage2_s2_su", "config_file", "cfg_stage3");
    BOOST_TEST(contains(message(), "unknown recipe"));
    BOOST_TEST(contains(message(), "cfg_stage2_s2_su_fold0_untrained.json"));
    change("stage2_s2_su", "config_file", "cfg_stage2_s1_fo");
    BOOST_TEST(contains(message(), "model_type does not fit"));
    change("stage2_s2_su", "config_file", "cfg_stage2_s2_su");
    change("stage2_s2_su", "backbone", "resnet18");
    BOOST_TEST(contains(message(), "unknown backbone"));
    change("stage2_s2_su", "backbone", "hgnetv2_b0");
    for (const Json& fold : {Json("first"), Json(0.5), Json(-7), Json(1e20), Json()}) {
        change("stage2_s2_su", "fold", fold);
        BOOST_TEST(contains(message(), "json: the value of \"fold\", expected a whole number, -1 to 1000"));
    }
    change("stage2_s2_su", "fold", 0);
    change("stage2_s2_su", "finished", 3);
    BOOST_TEST(contains(message(), "\"finished\", expected true or false, found 3"));
    change("stage2_s2_su", "finished", true);
    change("stage2_s2_su", "backbone_scale", {{"widht", 0.5}});
    BOOST_TEST(contains(message(), "did you mean width?"));
    change("stage2_s2_su", "backbone_scale", Json::object());
    change("stage2_s2_su", "attn_type", "Mean");
    BOOST_TEST(contains(message(), "unknown attn_type"));
    write_file_atomically(json("stage2_s2_su"), "{");
    BOOST_TEST(contains(message(), "not a JSON file"));
}

BOOST_FIXTURE_TEST_CASE(refuses_a_net_that_was_trained_on_another_input_than_its_recipe_states, NetFolder) {
    Recipe trained = find_recipe(solution_recipes(), "stage2_s2_su");
    change("stage2_s2_su", "recipe", json_of(trained));
    BOOST_TEST(find_nets(folder.path(), solution_recipes()).size() == 6U);
    trained.frames = 16;
    trained.heads.pop_back();
    change("stage2_s2_su", "recipe", json_of(trained));
    BOOST_TEST(contains(message(), "frames: 16 there, 24 here; heads: "), message());
    BOOST_TEST(contains(message(), "manifest.json"), message());
    change("stage2_s2_su", "recipe", {{"name", "stage2_s2_su"}});
    BOOST_TEST(contains(message(), "recipe: \"stage\" is missing"), message());
}

BOOST_FIXTURE_TEST_CASE(refuses_a_net_of_more_channels, NetFolder) {
    change("stage1_s1", "channels", 3);
    BOOST_TEST(contains(message(), "channels"), message());
}

BOOST_FIXTURE_TEST_CASE(tells_a_net_whose_training_goes_on, NetFolder) {
    change("stage1_s1", "finished", false);
    const auto nets = find_nets(folder.path(), solution_recipes());
    BOOST_TEST(!nets.front().is_finished);
    BOOST_TEST(nets.back().is_finished);
}

BOOST_FIXTURE_TEST_CASE(refuses_metadata_without_weights, NetFolder) {
    std::filesystem::remove(json("stage1_s1").replace_extension(".safetensors"));
    BOOST_TEST(contains(message(), "no weights beside the metadata"));
}

BOOST_FIXTURE_TEST_CASE(passes_over_what_is_no_net_with_a_warning, NetFolder) {
    write_file_atomically(folder / "index.json", R"({"cache_version": 1})");
    write_file_atomically(folder / "broken.json", "{");
    const auto weights = json("stage1_s1").replace_extension(".safetensors");
    std::filesystem::copy(weights, folder / "alone.safetensors");
    const std::size_t before = warning_count();
    BOOST_TEST(find_nets(folder.path(), solution_recipes()).size() == 6U);
    BOOST_TEST(warning_count() == before + 3);
}

BOOST_FIXTURE_TEST_CASE(refuses_weights_of_another_net, NetFolder) {
    change("stage2_s2_su", "backbone", "hgnetv2_b1");
    const auto nets = find_nets(folder.path(), solution_recipes(), {{"stage2_s2_su"}, {}});
    BOOST_CHECK_EXCEPTION(load_grading_net(nets.front()), Error, [](const Error& e) {
        return contains(e.what(), "the weights do not fit the net");
    });
}

BOOST_AUTO_TEST_CASE(refuses_an_absent_or_empty_folder) {
    const TemporaryFolder folder;
    BOOST_CHECK_THROW(find_nets(folder / "absent", solution_recipes()), Error);
    BOOST_CHECK_THROW(find_nets(folder.path(), solution_recipes()), Error);
}

BOOST_AUTO_TEST_SUITE_END()
