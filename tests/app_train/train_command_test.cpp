// `lumbar train` as its users meet it: killed, stopped, out of disk, asked for what there is not.
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "base/json.h"
#include "base/random.h"
#include "base/text_file.h"
#include "support/files.h"
#include "support/program.h"
#include "support/refusal.h"
#include "support/tiny_manifest.h"

using namespace lumbar;
using namespace lumbar::test;
namespace fs = std::filesystem;

namespace {

using Arguments = std::vector<std::string>;
constexpr const char* kName = "cfg_stage1_s1_fold0_seed4";

struct Outcome {
    int code = -1;
    std::string printed;
};

Outcome run_lumbar(const Arguments& arguments, std::uint64_t largest_file = 0) {
    const TemporaryFolder folder;
    Program program(arguments, folder / "printed", largest_file);
    const int code = program.wait();
    return {code, read_text_file(folder / "printed")};
}

Arguments joined(Arguments arguments, const Arguments& more) {
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

// Four studies and their cache, made by the program itself when first asked for.
const TemporaryFolder& drawn() {
    static const TemporaryFolder folder;
    static const bool made = [] {
        const std::string data = (folder / "data").string();
        const auto synth = run_lumbar({"synth", "--output", data, "--studies", "4", "--seed", "8",
                                       "--image-size", "96", "--threads", "1"});
        BOOST_REQUIRE_MESSAGE(synth.code == 0, synth.printed);
        const auto prepared = run_lumbar({"prepare", "--data", data, "--output", (folder / "cache").string(),
                                          "--locate-size", "64", "--threads", "1"});
        BOOST_REQUIRE_MESSAGE(prepared.code == 0, prepared.printed);
        return true;
    }();
    BOOST_REQUIRE(made);
    return folder;
}

// A weights folder of its own, and a tiny net of stage 1 to be trained in it: 60 epochs of 3 steps.
struct Training {
    TemporaryFolder folder;
    fs::path weights = folder / (std::string(kName) + ".safetensors");
    fs::path metadata = folder / (std::string(kName) + ".json");
    fs::path state = folder.path() / "runs" / kName / "state.safetensors";

    Training() { write_text(folder / "manifest.json", kTinyManifest); }

    Arguments flags(const Arguments& more = {}) const {
        return joined({"train",
                       "--data",
                       (drawn() / "data").string(),
                       "--cache",
                       (drawn() / "cache").string(),
                       "--output",
                       folder.path().string(),
                       "--recipe",
                       "stage1_s1",
                       "--fold",
                       "0",
                       "--seed",
                       "4",
                       "--threads",
                       "1",
                       "--device",
                       "cpu",
                       "--epochs",
                       "60",
                       "--batch",
                       "1",
                       "--backbone",
                       "hgnetv2_b0",
                       "--set",
                       "width=0.25",
                       "--set",
                       "depth=0.34",
                       "--set",
                       "head_width=16",
                       "--set",
                       "validate_every=4",
                       "--set",
                       "workers=1",
                       "--set",
                       "precision=fp32"},
                      more);
    }
    Outcome train(const Arguments& more = {}) const { return run_lumbar(flags(more)); }
    std::string bytes() const { return read_text_file(weights); }

    // Until a state has been written that was not there before, or the program has ended.
    void wait_for_state(Program& program) const {
        std::error_code absent;
        const auto before = fs::last_write_time(state, absent);
        while (program.is_running()) {
            std::error_code failure;
            const auto now = fs::last_write_time(state, failure);
            if (!failure && (absent || now != before)) return;
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }
};

// What an uninterrupted run ends with.
const std::string& expected_weights() {
    static const std::string bytes = [] {
        const Training whole;
        const auto outcome = whole.train();
        BOOST_REQUIRE_MESSAGE(outcome.code == 0, outcome.printed);
        return whole.bytes();
    }();
    return bytes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(train_command)

BOOST_FIXTURE_TEST_CASE(killed_at_any_moment_and_resumed_gives_the_same_weights, Training) {
    Random random(31);
    int kills = 0;
    while (kills < 20) {
        Program program(flags({"--resume"}), folder / "printed");
        wait_for_state(program);
        std::this_thread::sleep_for(std::chrono::microseconds(random.integer(0, 150'000)));
        if (!program.is_running()) break;  // done before the twentieth
        program.send(SIGKILL);
        BOOST_TEST(program.wait() == 128 + SIGKILL);
        ++kills;
    }
    BOOST_TEST_MESSAGE("killed " << kills << " times");
    BOOST_TEST(kills >= 5);
    const auto outcome = train({"--resume"});
    BOOST_TEST(outcome.code == 0, outcome.printed);
    BOOST_TEST((bytes() == expected_weights()));
    BOOST_TEST((read_json(metadata).at("finished") == true));
}

BOOST_AUTO_TEST_CASE(asked_to_stop_saves_says_so_and_goes_on_from_there) {
    for (const auto& [signal, code] : {std::pair{SIGINT, 130}, std::pair{SIGTERM, 143}}) {
        const Training training;
        Program program(training.flags(), training.folder / "printed");
        training.wait_for_state(program);
        program.send(signal);
        BOOST_TEST(program.wait() == code);
        const std::string printed = read_text_file(training.folder / "printed");
        BOOST_TEST(contains(printed, "stopped after step "), printed);
        BOOST_TEST(contains(printed, "--resume goes on from there"));
        BOOST_TEST((read_json(training.metadata).at("finished") == false));
        const auto refused = training.train();
        BOOST_TEST(refused.code == 2);
        BOOST_TEST(contains(refused.printed, "--resume"));
        const auto resumed = training.train({"--resume"});
        BOOST_TEST(resumed.code == 0);
        BOOST_TEST(contains(resumed.printed, "goes on after step "), resumed.printed);
        BOOST_TEST((training.bytes() == expected_weights()));
        BOOST_TEST(contains(training.train().printed, "was finished"));
    }
}

BOOST_FIXTURE_TEST_CASE(on_a_full_disk_keeps_its_last_good_state, Training) {
    {
        Program program(flags(), folder / "printed");
        wait_for_state(program);
        program.send(SIGTERM);
        BOOST_TEST(program.wait() == 143);
    }
    const std::string before = read_text_file(state);
    const auto refused = run_lumbar(flags({"--resume"}), before.size() / 2);
    BOOST_TEST(refused.code == 5, refused.printed);
    BOOST_TEST(contains(refused.printed, "cannot write the file"), refused.printed);
    BOOST_TEST(contains(refused.printed, "state.safetensors"));
    BOOST_TEST((read_text_file(state) == before));
    for (const auto& entry : fs::directory_iterator(state.parent_path())) {
        BOOST_TEST(!contains(entry.path().string(), ".tmp"));
    }
    BOOST_TEST(train({"--resume"}).code == 0);
    BOOST_TEST((bytes() == expected_weights()));
}

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
    refused({"train", "--plan", "all", "--data", "x", "--output", "y", "--fold", "first"}, "--fold");
    refused(flags({"--folds", "7"}), "one of -1, 0, 1, 2, 3");
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
                    (folder / "config.json").string(), "--set", "augment.shift=0.2", "--dry-run"});
    BOOST_REQUIRE_MESSAGE(shown.code == 0, shown.printed);
    const Json plan = Json::parse(shown.printed);
    BOOST_REQUIRE(plan.size() == 4);
    BOOST_TEST((plan[0].at("recipe") == "stage1_s2"));
    BOOST_TEST((plan[3].at("recipe") == "stage2_s2_su"));
    BOOST_TEST((plan[3].at("fold") == 1));
    BOOST_TEST((plan[0].at("seed") == 9));
    BOOST_TEST((plan[0].at("settings").at("lr") == 7e-4));
    BOOST_TEST((plan[1].at("settings").at("lr") == 3e-4));
    BOOST_TEST((plan[1].at("settings").at("augment.shift") == 0.2));
    BOOST_TEST((plan[1].at("settings").at("augment.dropout_chance") == 0.5));
    BOOST_TEST(!fs::exists(folder / "runs"));
    BOOST_TEST(!fs::exists(folder / "cache"));
}

BOOST_AUTO_TEST_SUITE_END()
