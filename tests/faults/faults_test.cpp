// The program while the disk or memory fails it, one call at a time: the exit code and the message fit, what
// was there stays or is replaced by what is whole, and no temporary file is left.
//
// In a minute a spread sample of each command's calls; LUMBAR_LONG_TESTS=1 tries each of them, of malloc 500.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/random.h"
#include "faulty_run.h"
#include "files/text_file.h"
#include "support/drawn_studies.h"
#include "support/files.h"
#include "support/refusal.h"
#include "support/tiny_manifest.h"
#include "support/tiny_training.h"

using namespace lumbar;
using namespace lumbar::test;
namespace fs = std::filesystem;

namespace {

using Files = std::map<std::string, std::string>;  // below a folder: path -> bytes

bool is_long() {
    return std::getenv("LUMBAR_LONG_TESTS") != nullptr;
}

// Drawn once.
const DrawnStudies& drawn() {
    static const DrawnStudies studies(2);
    return studies;
}

// A command that writes below a folder.
struct Command {
    std::function<Arguments(const fs::path& folder)> arguments;
    std::set<std::string> endings;  // of the names of its files that are the same in every run
    Files before{};                 // what lies in the folder when it begins
    std::function<void(const fs::path& folder)> check_after{};
};

Files files_below(const fs::path& folder, const std::set<std::string>& endings) {
    Files files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const auto ends_so = [&](const std::string& ending) {
            return entry.path().string().ends_with(ending);
        };
        if (!entry.is_regular_file() || std::none_of(endings.begin(), endings.end(), ends_so)) continue;
        files[fs::relative(entry.path(), folder).string()] = read_text_file(entry.path());
    }
    return files;
}

void lay_down(const Files& files, const fs::path& folder) {
    for (const auto& [name, bytes] : files) write_text(folder / name, bytes);
}

void expect_no_temporaries(const fs::path& folder) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        BOOST_TEST(!contains(entry.path().filename().string(), ".tmp"), entry.path());
    }
}

// Each file is what the whole run makes, or what was there before.
void expect_whole_files(const Files& files, const Files& whole, const Files& before) {
    for (const auto& [name, bytes] : files) {
        const bool is_new = whole.contains(name) && whole.at(name) == bytes;
        const bool is_old = before.contains(name) && before.at(name) == bytes;
        BOOST_TEST((is_new || is_old), name + " is neither the old file nor the new one");
    }
}

std::set<int> fitting_codes(const std::string& call) {
    if (call == "malloc") return {7};
    if (call == "mmap") return {7};
    if (call == "read") return {3, 4};
    return {5};
}

struct Whole {
    Files files;
    std::uint64_t calls = 0;
};

Whole run_whole(const Command& command, const std::string& call) {
    const TemporaryFolder folder;
    lay_down(command.before, folder.path());
    const FaultyOutcome outcome = run_with_fault(command.arguments(folder.path()), {call, 0, 0});
    BOOST_REQUIRE_MESSAGE(outcome.code == 0, outcome.printed);
    return {files_below(folder.path(), command.endings), outcome.calls};
}

void try_fault(const Command& command, const Fault& fault, const Whole& whole) {
    const TemporaryFolder folder;
    lay_down(command.before, folder.path());
    const FaultyOutcome outcome = run_with_fault(command.arguments(folder.path()), fault);
    BOOST_TEST_INFO_SCOPE(fault.call << " " << fault.number << " of " << whole.calls << " fails; exit code "
                                     << outcome.code << ", printed: " << outcome.printed);
    const Files files = files_below(folder.path(), command.endings);
    expect_no_temporaries(folder.path());
    if (outcome.code == 0) {  // it went on without, and says so where the result is another one
        BOOST_TEST((files == whole.files || contains(outcome.printed, "warning: ")));
        return;
    }
    BOOST_TEST(fitting_codes(fault.call).contains(outcome.code));
    BOOST_TEST(contains(outcome.printed, "error: "));
    if (command.check_after) return command.check_after(folder.path());
    expect_whole_files(files, whole.files, command.before);
}

// All, or as many as asked for: one from each of so many equal parts.
std::vector<std::uint64_t> spread(std::uint64_t calls, std::uint64_t most, Random& random) {
    std::vector<std::uint64_t> numbers;
    const std::uint64_t count = std::min(calls, most);
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t first = calls * i / count, end = calls * (i + 1) / count;
        numbers.push_back(1 + static_cast<std::uint64_t>(random.integer(static_cast<std::int64_t>(first),
                                                                        static_cast<std::int64_t>(end) - 1)));
    }
    return numbers;
}

struct Kind {
    const char* call;
    int reason;
    std::uint64_t most, most_in_long;
};
constexpr Kind kKinds[] = {{"write", ENOSPC, 2, 100000}, {"fsync", EIO, 1, 100000},
                           {"rename", EIO, 1, 100000},   {"mmap", ENOMEM, 1, 100000},
                           {"read", EIO, 2, 100000},     {"malloc", ENOMEM, 3, 500}};

void try_faults(const Command& command) {
    if (const std::string reason = reason_to_skip_faults(); !reason.empty()) {
        std::cerr << "SKIPPED: " << reason << "\n";
        return;
    }
    Random random(9);
    for (const Kind& kind : kKinds) {
        const Whole whole = run_whole(command, kind.call);
        const auto numbers = spread(whole.calls, is_long() ? kind.most_in_long : kind.most, random);
        for (const std::uint64_t number : numbers)
            try_fault(command, {kind.call, number, kind.reason}, whole);
        BOOST_TEST_MESSAGE(kind.call << ": " << numbers.size() << " of " << whole.calls << " failed");
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(faults)

BOOST_AUTO_TEST_CASE(in_predict_leave_the_old_submission_or_a_complete_one) {
    try_faults({[](const fs::path& folder) {
                    return Arguments{"predict",
                                     "--data",
                                     drawn().data(),
                                     "--weights",
                                     drawn().weights(),
                                     "--output",
                                     (folder / "submission.csv").string(),
                                     "--tta",
                                     "1",
                                     "--threads",
                                     "1",
                                     "--device",
                                     "cpu"};
                },
                {"submission.csv"},
                {{"submission.csv", "old\n"}},
                [](const fs::path& folder) {
                    const std::string rows = read_text_file(folder / "submission.csv");
                    BOOST_TEST((rows == "old\n" || std::count(rows.begin(), rows.end(), '\n') == 51));
                }});
}

BOOST_AUTO_TEST_CASE(in_prepare_leave_whole_series) {
    try_faults({[](const fs::path& folder) {
                    return Arguments{"prepare",       "--data", drawn().data(), "--output", folder.string(),
                                     "--locate-size", "64",     "--threads",    "1"};
                },
                {".safetensors"}});
}

BOOST_AUTO_TEST_CASE(in_synth_leave_whole_slices) {
    try_faults({[](const fs::path& folder) {
                    return Arguments{"synth",
                                     "--output",
                                     (folder / "data").string(),
                                     "--studies",
                                     "1",
                                     "--seed",
                                     "3",
                                     "--image-size",
                                     "64",
                                     "--threads",
                                     "1"};
                },
                {".dcm", ".csv"}});
}

BOOST_AUTO_TEST_CASE(in_evaluate_are_told) {
    static const TemporaryFolder folder;
    const std::string submission = (folder / "submission.csv").string();
    const Outcome predicted = run_lumbar({"predict", "--data", drawn().data(), "--weights", drawn().weights(),
                                          "--output", submission, "--tta", "1", "--device", "cpu"});
    BOOST_REQUIRE_MESSAGE(predicted.code == 0, predicted.printed);
    try_faults({[submission](const fs::path&) {
                    return Arguments{"evaluate", "--labels", (drawn() / "data/train.csv").string(),
                                     "--predictions", submission};
                },
                {}});
}

// What is left is enough for --resume to end with the weights of a run that nothing failed.
BOOST_AUTO_TEST_CASE(in_train_leave_what_resumes_to_the_same_weights) {
    static const TemporaryFolder shared;
    const std::string cache = (shared / "cache").string();
    const auto prepared = run_lumbar(
        {"prepare", "--data", drawn().data(), "--output", cache, "--locate-size", "64", "--threads", "1"});
    BOOST_REQUIRE_MESSAGE(prepared.code == 0, prepared.printed);
    const auto train = [cache](const fs::path& folder) {
        Arguments flags{"train", "--data", drawn().data(), "--cache", cache, "--output", folder.string()};
        const Arguments net = tiny_training("stage1_s1", 2, 1);
        flags.insert(flags.end(), net.begin(), net.end());
        flags.emplace_back("--resume");
        return flags;
    };
    const std::string weights = "cfg_stage1_s1_fold0_seed4.safetensors";
    static std::string whole;
    {
        const TemporaryFolder folder;
        write_text(folder / "manifest.json", kTinyManifest);
        const Outcome trained = run_lumbar(train(folder.path()));
        BOOST_REQUIRE_MESSAGE(trained.code == 0, trained.printed);
        whole = read_text_file(folder / weights);
    }
    try_faults({train, {".none"}, {{"manifest.json", kTinyManifest}}, [&](const fs::path& folder) {
                    const Outcome resumed = run_lumbar(train(folder));
                    BOOST_TEST(resumed.code == 0, resumed.printed);
                    if (resumed.code == 0) BOOST_TEST((read_text_file(folder / weights) == whole));
                }});
}

BOOST_AUTO_TEST_SUITE_END()
