// `lumbar train` as its users meet it: asked for what there is not, and for what it would do.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <string>

#include "files/json.h"
#include "files/text_file.h"
#include "support/files.h"
#include "support/refusal.h"
#include "training_program.h"

using namespace lumbar;
using namespace lumbar::test;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(train_command)

BOOST_FIXTURE_TEST_CASE(without_a_place_to_write_is_exit_code_5, Training) {
    write_text(folder / "runs", "a file where the folder should be");
    const auto refused = train();
    BOOST_TEST(refused.code == 5);
    BOOST_TEST(contains(refused.printed, "runs"), refused.printed);
}

BOOST_FIXTURE_TEST_CASE(with_wrong_arguments_is_exit_code_2_and_names_them, Training) {
    const auto refused = [&](const Arguments& arguments, const char* named) {
        const auto outcome = run_lumbar(arguments);
        BOOST_TEST(outcome.code == 2, outcome.printed);
        BOOST_TEST(contains(outcome.printed, named), outcome.printed);
    };
    refused({"train", "--plan", "all", "--output", "x"}, "data");
    refused({"train", "--data", "x", "--output", "y"}, "--recipe NAME");
    refused({"train", "--data", "x", "--output", "y", "--recipe", "stage3"}, "stage3");
    refused({"train", "--data", "x", "--output", "y", "--plan", "stage1_s1,stage9"}, "stage9");
    refused(flags({"--set", "speed=3"}), "speed");
    refused(flags({"--set", "lr"}), "NAME=VALUE");
    refused(flags({"--precision", "fp8"}), "fp8");
    refused({"train", "--plan", "all", "--data", "x", "--output", "y", "--folds", "first"}, "--folds");
    folds = "7";
    refused(flags(), "one of -1, 0, 1, 2, 3");
    BOOST_TEST(!fs::exists(folder / "runs"));
}

BOOST_FIXTURE_TEST_CASE(with_unusable_data_is_exit_code_3, Training) {
    const auto absent =
        run_lumbar({"train", "--plan", "all", "--data", "/absent", "--output", folder.path().string()});
    BOOST_TEST(absent.code == 3);
    BOOST_TEST(contains(absent.printed, "/absent"));
    const TemporaryFolder other;
    fs::copy(drawn() / "data", other / "data", fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    const std::string list = (other / "data").string() + "/train_series_descriptions.csv";
    write_text(list, read_text_file(list) + "1,2,Sagittal T1\n");
    const auto stale = run_lumbar({"train", "--plan", "all", "--data", (other / "data").string(), "--cache",
                                   (drawn() / "cache").string(), "--output", folder.path().string()});
    BOOST_TEST(stale.code == 3);
    BOOST_TEST(contains(stale.printed, "the cache was made from other data"), stale.printed);
}

BOOST_FIXTURE_TEST_CASE(with_the_weights_of_another_net_is_exit_code_4, Training) {
    const auto refused = train({"--init", test_file("golden/tiny.pt").string()});
    BOOST_TEST(refused.code == 4);
    BOOST_TEST(contains(refused.printed, "tiny.pt"), refused.printed);
}

BOOST_FIXTURE_TEST_CASE(dry_run_prints_every_setting_and_trains_nothing, Training) {
    write_text(folder / "config.json", R"({"lr": 3e-4, "stage1_s2": {"lr": 7e-4}})");
    const auto shown =
        run_lumbar({"train", "--data", (drawn() / "data").string(), "--output", folder.path().string(),
                    "--plan", "stage1_s2,stage2_s2_su", "--folds", "0-1", "--seed", "9", "--config",
                    (folder / "config.json").string(), "--set", "augment.shift=0.2", "--dry-run", "--quiet"});
    BOOST_REQUIRE_MESSAGE(shown.code == 0, shown.printed);
    const Json plan = Json::parse(shown.printed);
    BOOST_REQUIRE(plan.size() == 4);
    BOOST_TEST((plan[0].at("recipe") == "stage1_s2"));
    BOOST_TEST((plan[3].at("recipe") == "stage2_s2_su"));
    BOOST_TEST((plan[3].at("fold") == 1));
    BOOST_TEST((plan[0].at("seed") == 9));
    BOOST_TEST((plan[0].at("samples") == 3));  // of four studies one is held out
    BOOST_TEST((plan[0].at("steps") == 60));   // epochs of one batch
    BOOST_TEST(plan[0].at("disk_gb").get<double>() > 0);
    BOOST_TEST(plan[0].at("step_s").get<double>() > 0);
    BOOST_TEST(plan[0].at("hours").get<double>() == 60 * plan[0].at("step_s").get<double>() / 3600,
               boost::test_tools::tolerance(1e-9));
    BOOST_TEST(!plan[0].at("finished").get<bool>());
    BOOST_TEST((plan[0].at("settings").at("lr") == 7e-4));
    BOOST_TEST((plan[1].at("settings").at("lr") == 3e-4));
    BOOST_TEST((plan[1].at("settings").at("augment.shift") == 0.2));
    BOOST_TEST((plan[1].at("settings").at("augment.dropout_chance") == 0.5));
    BOOST_TEST(!fs::exists(folder / "runs"));
    BOOST_TEST(!fs::exists(folder / "cache"));
}

BOOST_FIXTURE_TEST_CASE(dry_run_finds_what_would_end_the_run_later, Training) {
    const auto refused = [&](const Arguments& more, int code, const char* named) {
        Arguments arguments = more;
        arguments.push_back("--dry-run");
        const auto outcome = train(arguments);
        BOOST_TEST(outcome.code == code, outcome.printed);
        BOOST_TEST(contains(outcome.printed, named), outcome.printed);
    };
    refused({"--init", test_file("golden/tiny.pt").string()}, 4, "tiny.pt");
    refused({"--pretrained", "/absent.safetensors"}, 3, "/absent.safetensors");
    folds = "7";
    refused({}, 2, "one of -1, 0, 1, 2, 3");
}

BOOST_FIXTURE_TEST_CASE(help_names_every_setting_of_the_dry_run, Training) {
    const auto help = run_lumbar({"help", "train"});
    BOOST_TEST(help.code == 0);
    const Json plan = Json::parse(train({"--dry-run", "--quiet"}).printed);
    for (const auto& [setting, value] : plan[0].at("settings").items()) {
        BOOST_TEST(contains(help.printed, "  " + setting + " "), setting);
    }
    for (const char* flag : {"--recipe", "--plan", "--folds", "--resume", "--drop-labels", "--pretrained"}) {
        BOOST_TEST(contains(help.printed, flag), flag);
    }
}

BOOST_AUTO_TEST_CASE(tells_of_its_progress_in_plain_lines_where_there_is_no_terminal) {
    const std::string& printed = whole_run().printed;
    BOOST_TEST(contains(printed, "cfg_stage1_s1_fold0_seed4: 180 of 180 steps, "), printed);
    BOOST_TEST(contains(printed, " in all, loss "));
    BOOST_TEST(contains(printed, "within_1"));
    BOOST_TEST(contains(printed, "without crops"));
    BOOST_TEST(!contains(printed, "\r"));
    BOOST_TEST(!contains(printed, "\033"));
}

BOOST_AUTO_TEST_SUITE_END()
