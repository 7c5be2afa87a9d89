// `lumbar train` killed, stopped and out of disk, and what the next one makes of it.
#include <sys/statvfs.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <thread>
#include <utility>

#include "base/random.h"
#include "files/json.h"
#include "files/text_file.h"
#include "support/refusal.h"
#include "support/small_disk.h"
#include "support/tiny_manifest.h"
#include "training_program.h"

using namespace lumbar;
using namespace lumbar::test;
namespace fs = std::filesystem;

namespace {

void expect_whole(const Training& training, const Outcome& outcome) {
    BOOST_TEST(outcome.code == 0, outcome.printed);
    BOOST_TEST((training.bytes() == whole_run(training.recipe, training.epochs).weights));
    BOOST_TEST((read_json(training.metadata).at("finished") == true));
}

// Kills runs at moments from all of their time, before their first state too, and resumes them; a run that is
// done is followed by another one.
void kill_and_resume(const std::string& recipe, int kills) {
    constexpr int kEpochs = 15;
    Random random(31);
    const auto longest = whole_run(recipe, kEpochs).duration.count();
    int begun_anew = 0, runs = 0;
    for (int killed = 0; killed < kills; ++runs) {
        const Training training(recipe, kEpochs);
        while (killed < kills) {
            Program program(training.flags({"--resume"}), training.folder / "printed");
            std::this_thread::sleep_for(std::chrono::microseconds(random.integer(0, longest)));
            if (!program.is_running()) break;
            program.send(SIGKILL);
            const int code = program.wait();
            if (code == 0) break;  // it was done before the signal came
            BOOST_TEST(code == 128 + SIGKILL);
            ++killed;
            begun_anew += fs::exists(training.state) ? 0 : 1;
        }
        expect_whole(training, training.train({"--resume"}));
    }
    BOOST_TEST_MESSAGE(recipe << " killed " << kills << " times in " << runs << " runs, " << begun_anew
                              << " times before the first state");
}

void expect_no_leftovers(const Training& training) {
    for (const auto& entry : fs::recursive_directory_iterator(training.folder.path())) {
        BOOST_TEST(!contains(entry.path().string(), ".tmp"), entry.path());
    }
}

// Takes all of the disk that holds `file` but so many bytes.
void fill_disk(const fs::path& file, std::uint64_t left) {
    struct statvfs disk {};
    BOOST_REQUIRE(statvfs(file.parent_path().c_str(), &disk) == 0);
    const auto free = static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
    BOOST_REQUIRE(free > left);
    write_text(file, std::string(free - left, 'x'));
}

// A training whose folder is a disk of its own.
struct SmallDiskTraining : Training {
    SmallDisk disk{folder.path(), 64U << 20U};
    fs::path filler = folder / "filler";

    SmallDiskTraining() {
        if (disk.is_mounted())
            write_text(folder / "manifest.json", kTinyManifest);
        else
            std::cerr << "SKIPPED: the system lets nobody mount a small disk here\n";
    }

    // The disk has room when training begins, and then only for so many bytes more.
    Outcome train_on_a_disk_that_fills(const Arguments& more, std::size_t left) const {
        const fs::path printed = folder / "printed_again";
        Program program(flags(more), printed);
        const auto has_begun = [&] {
            return fs::exists(printed) && contains(read_text_file(printed), "samples to train on");
        };
        while (program.is_running() && !has_begun()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        program.send(SIGSTOP);
        fill_disk(filler, left);
        program.send(SIGCONT);
        const int code = program.wait();
        return {code, read_text_file(printed)};
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(stopped_training)

// LUMBAR_LONG_TESTS=1: at two hundred.
BOOST_AUTO_TEST_CASE(killed_at_twenty_moments_and_resumed_gives_the_same_weights) {
    kill_and_resume("stage1_s1", std::getenv("LUMBAR_LONG_TESTS") ? 200 : 20);
}

BOOST_AUTO_TEST_CASE(of_stage_two_killed_and_resumed_gives_the_same_weights) {
    kill_and_resume("stage2_s1_fo", 4);
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
        BOOST_TEST((training.bytes() == whole_run().weights));
        BOOST_TEST(contains(training.train().printed, "was finished"));
    }
}

BOOST_FIXTURE_TEST_CASE(that_may_write_no_more_keeps_its_last_good_state, Training) {
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
    BOOST_TEST((bytes() == whole_run().weights));
}

BOOST_FIXTURE_TEST_CASE(on_a_full_disk_keeps_its_last_good_state, SmallDiskTraining) {
    if (!disk.is_mounted()) return;
    {
        Program program(flags(), folder / "printed");
        wait_for_state(program);
        program.send(SIGTERM);
        BOOST_TEST(program.wait() == 143);
    }
    const std::string before = read_text_file(state);
    const auto refused = train_on_a_disk_that_fills({"--resume"}, before.size() / 2);
    BOOST_TEST(refused.code == 5, refused.printed);
    BOOST_TEST(contains(refused.printed, "No space left on device"), refused.printed);
    BOOST_TEST((read_text_file(state) == before));
    expect_no_leftovers(*this);
    fs::remove(filler);
    expect_whole(*this, train({"--resume"}));
}

BOOST_FIXTURE_TEST_CASE(on_a_disk_without_room_is_refused_before_it_begins, SmallDiskTraining) {
    if (!disk.is_mounted()) return;
    fill_disk(filler, 2 * whole_run().weights.size());
    const auto refused = train();
    BOOST_TEST(refused.code == 5, refused.printed);
    BOOST_TEST(contains(refused.printed, "the disk has no room for the nets"), refused.printed);
    BOOST_TEST(!fs::exists(folder / "runs"));
    fs::remove(filler);
    expect_whole(*this, train());
}

// There is room for the first weights, and none for the first state.
BOOST_FIXTURE_TEST_CASE(on_a_disk_that_is_full_before_the_first_state_begins_anew, SmallDiskTraining) {
    if (!disk.is_mounted()) return;
    const auto refused = train_on_a_disk_that_fills({}, 2 * whole_run().weights.size());
    BOOST_TEST(refused.code == 5, refused.printed);
    BOOST_TEST(contains(refused.printed, "No space left on device"), refused.printed);
    BOOST_TEST(fs::exists(metadata));
    BOOST_TEST(!fs::exists(state));
    expect_no_leftovers(*this);
    fs::remove(filler);
    expect_whole(*this, train({"--resume"}));
}

BOOST_AUTO_TEST_SUITE_END()
