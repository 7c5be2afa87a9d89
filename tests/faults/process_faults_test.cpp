// What the system does to a process: nobody reads its pipe, files may grow no longer, memory is limited.
#include <sys/wait.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <string>

#include "faulty_run.h"
#include "files/text_file.h"
#include "support/drawn_studies.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;
namespace fs = std::filesystem;

namespace {

struct Drawn {
    DrawnStudies studies{1};
    TemporaryFolder folder;
    fs::path output = folder / "out/submission.csv";

    Drawn() { fs::create_directory(folder / "out"); }
    Arguments predict(const Arguments& more = {}) const {
        Arguments flags{"predict",  "--data",        studies.data(), "--weights", studies.weights(),
                        "--output", output.string(), "--tta",        "1",         "--threads",
                        "1",        "--device",      "cpu"};
        flags.insert(flags.end(), more.begin(), more.end());
        return flags;
    }
    // By the shell; `$RUN` stands for the command.  -> exit code.
    int shell(const std::string& script) const {
        std::string command = "'" + lumbar_executable().string() + "'";
        for (const std::string& word : predict()) command += " '" + word + "'";
        const int status = std::system(("RUN=\"" + command + "\"; " + script).c_str());
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    std::size_t files_in_output() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(output.parent_path()), fs::directory_iterator()));
    }
    std::string printed(const char* file) const { return read_text_file(folder / file); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(process_faults)

BOOST_FIXTURE_TEST_CASE(a_log_that_nobody_reads_any_more_costs_no_submission, Drawn) {
    const std::string code = (folder / "code").string();
    BOOST_TEST(shell("(eval \"$RUN\" 2>&1; echo $? >" + code + ") | head -c 1 >/dev/null") == 0);
    BOOST_TEST(read_text_file(code) == "0\n");
    const std::string rows = read_text_file(output);
    BOOST_TEST(std::count(rows.begin(), rows.end(), '\n') == 26);
}

BOOST_FIXTURE_TEST_CASE(a_file_that_may_grow_no_longer_is_exit_code_5_and_leaves_the_old_one, Drawn) {
    write_text(output, "old\n");
    const Outcome refused = run_lumbar(predict(), 512);
    BOOST_TEST(refused.code == 5, refused.printed);
    BOOST_TEST(contains(refused.printed, "File too large"), refused.printed);
    BOOST_TEST(read_text_file(output) == "old\n");
    BOOST_TEST(files_in_output() == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_log_that_cannot_be_written_is_told_and_costs_no_submission, Drawn) {
    const Outcome done = run_lumbar(predict({"--log", "/dev/full"}));
    BOOST_TEST(done.code == 5, done.printed);
    BOOST_TEST(contains(done.printed, "the log file is incomplete"), done.printed);
    BOOST_TEST(fs::exists(output));
}

// Above what the libraries alone take, below what the nets need, and between.  A library that starts before
// main() may refuse to start (127); OpenBLAS tries for ever, at the start or at a product, so the clock kills
// it (137: lumbar answers SIGTERM between studies, which it never reaches).
BOOST_FIXTURE_TEST_CASE(memory_that_runs_out_is_exit_code_7_and_a_line, Drawn) {
#if defined(__SANITIZE_ADDRESS__)
    BOOST_TEST_MESSAGE("the sanitizer reserves terabytes");
#else
    int refused = 0;
    for (const int limit_kb : {300'000, 1'000'000}) {
        const int code =
            shell("ulimit -v " + std::to_string(limit_kb) + "; eval \"timeout -s KILL 20 $RUN\" >" +
                  (folder / "printed").string() + " 2>&1");
        BOOST_TEST_INFO_SCOPE(limit_kb << " kB: exit code " << code);
        BOOST_TEST((code == 0 || code == 7 || code == 127 || code == 137));
        if (code != 7) continue;
        ++refused;
        BOOST_TEST(contains(printed("printed"), "error: memory ran out"), printed("printed"));
        BOOST_TEST(!fs::exists(output.string() + ".tmp"));
    }
    BOOST_TEST_MESSAGE(refused << " of 2 limits were too low");
#endif
}

BOOST_AUTO_TEST_SUITE_END()
