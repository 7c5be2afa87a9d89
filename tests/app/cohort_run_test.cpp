// `lumbar grade` of a cohort: stopped and gone on with, in parts that `lumbar merge` joins.
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "files/csv.h"
#include "files/json.h"
#include "files/text_file.h"
#include "support/drawn_studies.h"
#include "support/files.h"
#include "support/program.h"
#include "support/refusal.h"
#include "support/run_lumbar.h"

using namespace lumbar;
using namespace lumbar::test;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kStudies = 5;

using Files = std::map<std::string, std::string>;

// Tables and pages.
Files results_in(const fs::path& output) {
    Files files;
    for (const char* name : {"series.csv", "grades.csv", "grades.json", "index.html"}) {
        files[name] = read_text_file(output / name);
    }
    std::error_code absent;  // of a run that was stopped before its first page
    for (const auto& page : fs::directory_iterator(output / "patients", absent)) {
        files["patients/" + page.path().filename().string()] = read_text_file(page);
    }
    return files;
}

// Five patients without a list, and what one run makes of them.
struct Cohort : DrawnStudies {
    Files whole;
    double seconds = 0;

    Cohort() : DrawnStudies(1) {
        const auto made = run_lumbar({"synth", "--output", patients(), "--studies", std::to_string(kStudies),
                                      "--seed", "3", "--image-size", "72", "--layout", "plain"});
        BOOST_REQUIRE_MESSAGE(made.code == 0, made.printed);
        const auto start = std::chrono::steady_clock::now();
        const auto done = run_lumbar(arguments(*this / "whole"));
        BOOST_REQUIRE_MESSAGE(done.code == 0, done.printed);
        seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        whole = results_in(*this / "whole");
    }
    std::string patients() const { return (*this / "patients").string(); }
    Arguments arguments(const fs::path& output, const Arguments& more = {}) const {
        Arguments all = {"grade",    patients(), "--weights", weights(), "--output", output.string(),
                         "--device", "cpu",      "--threads", "1",       "--tta",    "1"};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
};

const Cohort& cohort() {
    static const Cohort once;
    return once;
}

std::uintmax_t size_of(const fs::path& file) {
    std::error_code absent;
    const auto size = fs::file_size(file, absent);
    return absent ? 0 : size;
}

void sleep_s(double seconds) {
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
}

// Waits until the first study is in the journal, or the run has ended.
void await_a_study(Program& program, const fs::path& output) {
    while (program.is_running() && size_of(output / "grades.journal") < 10'000) sleep_s(0.001);
}

Outcome grade_part(const fs::path& output, const std::string& part, const Arguments& more = {}) {
    Arguments all = cohort().arguments(output, {"--shard", part});
    all.insert(all.end(), more.begin(), more.end());
    return run_lumbar(all);
}

Outcome merge(const std::vector<fs::path>& parts, const fs::path& output) {
    Arguments all = {"merge"};
    for (const fs::path& part : parts) all.push_back(part.string());
    all.insert(all.end(), {"--output", output.string()});
    return run_lumbar(all);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cohort_runs)

BOOST_AUTO_TEST_CASE(killed_at_random_moments_and_repeated_it_writes_the_bytes_of_one_run) {
    std::mt19937 random(11);
    std::uniform_real_distribution<double> moment(0, cohort().seconds / 3);
    const TemporaryFolder folder;
    const fs::path output = folder / "out";
    for (int kill = 0; kill < 4; ++kill) {
        Program program(cohort().arguments(output), folder / "printed");
        if (kill % 2 == 0) await_a_study(program, output);
        sleep_s(moment(random));
        program.send(SIGKILL);
        program.wait();
    }
    const auto last = run_lumbar(cohort().arguments(output));
    BOOST_TEST(last.code == 0, last.printed);
    BOOST_TEST(contains(last.printed, "from an earlier run"), last.printed);
    BOOST_TEST((results_in(output) == cohort().whole));
    const auto again = run_lumbar(cohort().arguments(output));
    BOOST_TEST(contains(again.printed, "5 studies from an earlier run"), again.printed);
    BOOST_TEST((results_in(output) == cohort().whole));
}

BOOST_AUTO_TEST_CASE(a_signal_leaves_complete_files_of_what_is_graded) {
    for (const int signal : {SIGINT, SIGTERM}) {
        const TemporaryFolder folder;
        const fs::path output = folder / "out";
        Program program(cohort().arguments(output), folder / "printed");
        await_a_study(program, output);
        program.send(signal);
        const int code = program.wait();
        const std::string printed = read_text_file(folder / "printed");
        BOOST_TEST(code == 128 + signal, printed);
        const Json studies = read_json(output / "grades.json").at("studies");
        BOOST_TEST(studies.size() == kStudies);
        std::size_t graded = 0;
        for (const Json& study : studies) {
            if (study.at("state") == "graded") ++graded;
            BOOST_TEST((study.at("state") == "graded" || study.at("findings").empty()));
            BOOST_TEST((study.at("state") == "graded" ||
                        contains(study.at("reason").get<std::string>(), "not graded before SIG")));
        }
        BOOST_TEST(graded >= 1U);
        BOOST_TEST(graded < kStudies);
        BOOST_TEST(read_csv(output / "grades.csv").size() == graded * 25);
        BOOST_TEST(read_csv(output / "series.csv").size() == kStudies * 6);
        BOOST_TEST(run_lumbar(cohort().arguments(output)).code == 0);
        BOOST_TEST((results_in(output) == cohort().whole));
    }
}

BOOST_AUTO_TEST_CASE(other_settings_than_those_of_the_earlier_run_are_refused_with_the_difference) {
    const TemporaryFolder folder;
    fs::copy(cohort() / "whole", folder / "out", fs::copy_options::recursive);
    Arguments other = cohort().arguments(folder / "out");
    other.back() = "2";  // views
    const auto refused = run_lumbar(other);
    BOOST_TEST(refused.code == 2, refused.printed);
    BOOST_TEST(contains(refused.printed, "tta: 1 there, 2 here"), refused.printed);
    BOOST_TEST((results_in(folder / "out") == cohort().whole));
}

BOOST_AUTO_TEST_CASE(results_without_a_journal_are_not_overwritten) {
    const TemporaryFolder folder;
    fs::copy(cohort() / "whole", folder / "out", fs::copy_options::recursive);
    fs::remove(folder / "out/grades.journal");
    const auto refused = run_lumbar(cohort().arguments(folder / "out"));
    BOOST_TEST(refused.code == 2, refused.printed);
    BOOST_TEST(contains(refused.printed, "did not begin"), refused.printed);
}

BOOST_AUTO_TEST_CASE(a_patient_who_came_later_is_graded_and_the_others_are_kept) {
    const TemporaryFolder folder;
    fs::copy(cohort().patients(), folder / "in", fs::copy_options::recursive);
    fs::rename(folder / "in/PAT2", folder / "later");
    Arguments arguments = cohort().arguments(folder / "out");
    arguments[1] = (folder / "in").string();
    const auto fewer = run_lumbar(arguments);
    BOOST_TEST(fewer.code == 0, fewer.printed);
    fs::rename(folder / "later", folder / "in/PAT2");
    const auto all = run_lumbar(arguments);
    BOOST_TEST(contains(all.printed, "4 studies from an earlier run"), all.printed);
    BOOST_TEST((results_in(folder / "out") == cohort().whole));
}

BOOST_AUTO_TEST_CASE(parts_joined_are_the_bytes_of_one_run) {
    const TemporaryFolder folder;
    std::vector<fs::path> parts;
    for (int part = 1; part <= 3; ++part) {
        parts.push_back(folder / ("part" + std::to_string(part)));
        const auto done = grade_part(parts.back(), std::to_string(part) + "/3");
        BOOST_TEST(done.code == 0, done.printed);
    }
    std::swap(parts[0], parts[2]);  // in any order
    const auto merged = merge(parts, folder / "out");
    BOOST_TEST(merged.code == 0, merged.printed);
    BOOST_TEST((results_in(folder / "out") == cohort().whole));

    const auto incomplete = merge({parts[1]}, folder / "out");
    BOOST_TEST(incomplete.code == 2);
    BOOST_TEST(contains(incomplete.printed, "without 1/3 3/3"), incomplete.printed);
    const auto twice = merge({parts[0], parts[1], parts[0]}, folder / "out");
    BOOST_TEST(twice.code == 2);
    BOOST_TEST(contains(twice.printed, "3/3 is there twice"), twice.printed);
    const auto other_division = grade_part(folder / "half", "1/2");
    const auto differ = merge({parts[0], folder / "half"}, folder / "out");
    BOOST_TEST(differ.code == 2);
    BOOST_TEST(contains(differ.printed, "divided otherwise"), differ.printed);
    const auto into_a_part = merge(parts, parts[0]);
    BOOST_TEST(into_a_part.code == 2);
    BOOST_TEST(contains(into_a_part.printed, "another folder"), into_a_part.printed);
    BOOST_TEST((results_in(folder / "out") == cohort().whole));
}

BOOST_AUTO_TEST_CASE(parts_of_other_settings_are_refused_with_the_difference) {
    const TemporaryFolder folder;
    BOOST_TEST(grade_part(folder / "1", "1/2").code == 0);
    BOOST_TEST(grade_part(folder / "2", "2/2", {"--batch", "3"}).code == 0);
    const auto refused = merge({folder / "1", folder / "2"}, folder / "out");
    BOOST_TEST(refused.code == 2, refused.printed);
    BOOST_TEST(contains(refused.printed, "batch: 0 there, 3 here"), refused.printed);
    BOOST_TEST(!fs::exists(folder / "out"));
    const auto none = merge({folder / "absent"}, folder / "out");
    BOOST_TEST(none.code == 2);
    BOOST_TEST(contains(none.printed, "no grades.journal"), none.printed);
}

BOOST_AUTO_TEST_CASE(a_part_that_was_stopped_is_not_merged) {
    const TemporaryFolder folder;
    Program program(cohort().arguments(folder / "1", {"--shard", "1/1"}), folder / "printed");
    await_a_study(program, folder / "1");
    program.send(SIGINT);
    program.wait();
    const auto refused = merge({folder / "1"}, folder / "out");
    BOOST_TEST(refused.code == 3, refused.printed);
    BOOST_TEST(contains(refused.printed, "part 1/1 is not finished"), refused.printed);
}

BOOST_AUTO_TEST_CASE(a_part_without_studies_is_a_part_all_the_same) {
    const TemporaryFolder folder;
    std::vector<fs::path> parts;
    for (int part = 1; part <= 6; ++part) {
        parts.push_back(folder / std::to_string(part));
        const auto done = grade_part(parts.back(), std::to_string(part) + "/6");
        BOOST_TEST(done.code == 0, done.printed);
    }
    BOOST_TEST(merge(parts, folder / "out").code == 0);
    BOOST_TEST((results_in(folder / "out") == cohort().whole));
}

// One patient whose T1 is cut off and who has no T2, one with a localizer alone.
BOOST_AUTO_TEST_CASE(patients_who_cannot_be_graded_have_their_reasons_and_an_exit_code) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "in");
    fs::copy(fs::path(cohort().patients()) / "PAT1", folder / "in/PAT1");
    fs::copy(fs::path(cohort().patients()) / "PAT2", folder / "in/PAT2");
    Arguments arguments = cohort().arguments(folder / "out");
    arguments[1] = (folder / "in").string();
    const auto dry = run_lumbar(cohort().arguments(folder / "dry", {"--dry-run"}));
    BOOST_TEST(dry.code == 0, dry.printed);
    // Of PAT2 the sagittal series go: files that are as large as theirs and say so.
    for (const auto& entry : fs::directory_iterator(folder / "in/PAT2")) {
        const std::string bytes = read_text_file(entry.path());
        if (contains(bytes, "sag tse")) fs::remove(entry.path());
    }
    const auto graded = run_lumbar(arguments);
    BOOST_TEST(graded.code == 8, graded.printed);
    BOOST_TEST(contains(graded.printed, "1 studies graded, 0 partly, 1 with class priors alone"),
               graded.printed);
    BOOST_TEST(contains(graded.printed, "1 of 2 studies could not be graded"), graded.printed);
    const Json studies = read_json(folder / "out/grades.json").at("studies");
    BOOST_TEST(studies[1].at("state") == "prior");
    BOOST_TEST(studies[1].at("reason") == "no T1 series; no T2 series");
    BOOST_TEST(studies[1].at("findings").size() == 25U);
    BOOST_TEST(read_csv(folder / "out/grades.csv").size() == 50U);
}

BOOST_AUTO_TEST_CASE(a_series_that_cannot_be_read_has_the_reason_in_its_row) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "in");
    fs::copy(fs::path(cohort().patients()) / "PAT1", folder / "in/PAT1");
    Arguments arguments = cohort().arguments(folder / "out");
    arguments[1] = (folder / "in").string();
    for (const auto& entry : fs::directory_iterator(folder / "in/PAT1")) {
        const std::string bytes = read_text_file(entry.path());
        if (contains(bytes, "sag tse 2")) fs::resize_file(entry.path(), bytes.size() - 100);
    }
    const auto graded = run_lumbar(arguments);
    const CsvTable series = read_csv(folder / "out/series.csv");
    bool found = false;
    for (std::size_t row = 0; row < series.size(); ++row) {
        found = found || (series.at(row, series.column("taken_as")) == "T1" &&
                          contains(series.at(row, series.column("reason")), "T1 series left out: "));
    }
    BOOST_TEST(found, graded.printed);
}

BOOST_AUTO_TEST_SUITE_END()
