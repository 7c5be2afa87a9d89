// `lumbar predict`, stopped by signals and gone on with.
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <system_error>
#include <thread>

#include "files/csv.h"
#include "files/text_file.h"
#include "support/files.h"
#include "support/program.h"
#include "support/refusal.h"
#include "support/run_lumbar.h"
#include "support/tiny_manifest.h"

using namespace lumbar;
using namespace lumbar::test;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kStudies = 8;

bool is_long() {
    return std::getenv("LUMBAR_LONG_TESTS") != nullptr;
}

// Drawn once; predicted once without a stop.
struct Studies {
    TemporaryFolder folder;
    std::string whole;   // the submission's bytes
    double seconds = 0;  // that it took

    Studies() {
        const auto made = run_lumbar({"synth", "--output", (folder / "data").string(), "--studies",
                                      std::to_string(kStudies), "--seed", "3", "--image-size", "96",
                                      "--untrained-weights", (folder / "weights").string()});
        BOOST_REQUIRE_MESSAGE(made.code == 0, made.printed);
        write_text(folder / "weights/manifest.json", kTinyManifest);
        const auto start = std::chrono::steady_clock::now();
        const auto done = run_lumbar(arguments(folder / "whole.csv"));
        BOOST_REQUIRE_MESSAGE(done.code == 0, done.printed);
        seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        whole = read_text_file(folder / "whole.csv");
    }
    Arguments arguments(const fs::path& output, const char* views = "3") const {
        return {"predict",
                "--data",
                (folder / "data").string(),
                "--weights",
                (folder / "weights").string(),
                "--output",
                output.string(),
                "--device",
                "cpu",
                "--threads",
                "1",
                "--tta",
                views};
    }
};

const Studies& studies() {
    static const Studies drawn;
    return drawn;
}

void sleep_s(double seconds) {
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
}

std::uintmax_t size_of(const fs::path& file) {
    std::error_code absent;
    const auto size = fs::file_size(file, absent);
    return absent ? 0 : size;
}

bool is_complete(const fs::path& submission) {
    return read_csv(submission).size() == kStudies * 25;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(stopped_predict)

// LUMBAR_LONG_TESTS=1: at two hundred.
BOOST_AUTO_TEST_CASE(killed_at_random_moments_and_resumed_it_writes_the_bytes_of_one_run) {
    const int kills = is_long() ? 200 : 6;
    std::mt19937 random(7);
    std::uniform_real_distribution<double> moment(0, studies().seconds);
    const TemporaryFolder folder;
    const fs::path output = folder / "s.csv", journal = folder / "s.csv.journal";
    auto arguments = studies().arguments(output);
    arguments.push_back("--resume");
    int killed = 0, resumed = 0, finished = 0;
    while (killed < kills) {
        Program program(arguments, folder / "printed");
        // Every second time a study more is graded first: how long a busy machine takes to start differs.
        const auto before = size_of(journal);
        while (killed % 2 == 1 && program.is_running() && size_of(journal) <= before) sleep_s(0.001);
        sleep_s(moment(random) / (killed % 2 == 1 ? 8 : 1));
        program.send(SIGKILL);
        const int code = program.wait();
        resumed += contains(read_text_file(folder / "printed"), "resuming: ");
        if (fs::exists(output)) BOOST_TEST(is_complete(output));
        if (code == 128 + SIGKILL) {
            ++killed;
            continue;
        }
        BOOST_REQUIRE(code == 0);
        ++finished;
        BOOST_TEST((read_text_file(output) == studies().whole));
        fs::remove(output);
        fs::remove(journal);
    }
    const auto last = run_lumbar(arguments);
    BOOST_TEST(last.code == 0, last.printed);
    BOOST_TEST((read_text_file(output) == studies().whole));
    BOOST_TEST(contains(run_lumbar(arguments).printed, "nothing is left to do"));
    BOOST_TEST(resumed > 0);
    BOOST_TEST_MESSAGE(killed << " runs killed, " << resumed << " resumed from a journal, " << finished + 1
                              << " finished with the bytes of one run");
}

BOOST_AUTO_TEST_CASE(a_signal_leaves_a_complete_file_and_says_how_many_rows_are_priors) {
    for (const int signal : {SIGINT, SIGTERM}) {
        const TemporaryFolder folder;
        Program program(studies().arguments(folder / "s.csv"), folder / "printed");
        while (program.is_running() && !fs::exists(folder / "s.csv")) sleep_s(0.001);
        program.send(signal);
        if (signal == SIGTERM) program.send(signal);  // as timeout(1) does
        const int code = program.wait();
        const std::string printed = read_text_file(folder / "printed");
        BOOST_TEST(code == 128 + signal, printed);
        BOOST_TEST(contains(printed, signal == SIGINT ? "stopped by SIGINT" : "stopped by SIGTERM"));
        BOOST_TEST(contains(printed, "of 200 rows are class priors"), printed);
        BOOST_TEST(is_complete(folder / "s.csv"));
        auto again = studies().arguments(folder / "s.csv");
        again.push_back("--resume");
        BOOST_TEST(run_lumbar(again).code == 0);
        BOOST_TEST((read_text_file(folder / "s.csv") == studies().whole));
    }
}

BOOST_AUTO_TEST_CASE(a_run_that_grades_nothing_is_exit_code_3_with_a_complete_file) {
    const TemporaryFolder folder;
    auto arguments = studies().arguments(folder / "s.csv");
    arguments.insert(arguments.end(), {"--deadline", "0.000001s"});
    const auto late = run_lumbar(arguments);
    BOOST_TEST(late.code == 3, late.printed);
    BOOST_TEST(contains(late.printed, "no row was graded by a net"));
    BOOST_TEST(is_complete(folder / "s.csv"));
}

BOOST_AUTO_TEST_CASE(without_a_readable_series_it_is_exit_code_3_with_a_complete_file) {
    const TemporaryFolder folder;
    fs::create_directories(folder / "test_images");
    fs::copy(studies().folder / "data/test_series_descriptions.csv", folder.path());
    auto arguments = studies().arguments(folder / "s.csv");
    arguments[2] = folder.path().string();
    const auto unread = run_lumbar(arguments);
    BOOST_TEST(unread.code == 3, unread.printed);
    BOOST_TEST(contains(unread.printed, "no series could be read"), unread.printed);
    BOOST_TEST(contains(unread.printed, "8 with class priors alone"), unread.printed);
    BOOST_TEST(is_complete(folder / "s.csv"));
}

BOOST_AUTO_TEST_CASE(into_a_pipe_it_writes_once_and_leaves_nothing_beside) {
    const TemporaryFolder folder;
    const fs::path pipe = folder / "pipe";
    BOOST_REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    std::string got;
    std::thread reader([&] {
        std::ifstream file(pipe, std::ios::binary);
        got.assign(std::istreambuf_iterator<char>(file), {});
    });
    const auto done = run_lumbar(studies().arguments(pipe));
    reader.join();
    BOOST_TEST(done.code == 0, done.printed);
    BOOST_TEST((got == studies().whole));
    BOOST_TEST(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}

// How fast a busy machine is differs from moment to moment: a later deadline is tried where one was too
// early.  Nine views leave more room than three between what is graded in time with one view and with all.
BOOST_AUTO_TEST_CASE(before_a_deadline_the_ensemble_is_thinned_so_that_nets_grade_every_study) {
    bool thinned = false;
    for (double share = 0.4; !thinned && share < 16; share *= 1.2) {
        const TemporaryFolder folder;
        auto arguments = studies().arguments(folder / "s.csv", "9");
        arguments.insert(arguments.end(), {"--deadline", std::to_string(studies().seconds * share) + "s"});
        const auto done = run_lumbar(arguments);
        thinned = done.code == 0 && contains(done.printed, "; from here on ") &&
                  contains(done.printed, " 0 of them class priors") &&
                  contains(read_text_file(folder / "s.status.csv"), ",graded,graded with ");
    }
    BOOST_TEST(thinned);
}

BOOST_AUTO_TEST_CASE(an_output_that_cannot_be_written_is_refused_before_the_nets_are_loaded) {
    const auto refused = run_lumbar(studies().arguments("/proc/submission.csv"));
    BOOST_TEST(refused.code == 5);
    BOOST_TEST(!contains(refused.printed, "loading"));
}

BOOST_AUTO_TEST_SUITE_END()
