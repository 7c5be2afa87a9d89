#include "pipeline/journal.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>

#include "files/text_file.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

const Json kRun = {{"tta", 9}, {"nets", {{"a.safetensors", "1-2"}}}};

StudyResult graded(const std::string& id) {
    StudyResult result;
    result.study.id = id;
    double value = 1.0 / 3;
    for (auto& level : result.study.grades) {
        for (auto& grade : level) grade = {value /= 1.7, 0.1, 1e-300};
    }
    return result;
}

struct Fixture {
    TemporaryFolder folder;
    std::filesystem::path path = folder / "submission.csv.journal";

    void write(int studies) const {
        Journal journal(path, kRun, {});
        for (int i = 0; i < studies; ++i) journal.append(graded(std::to_string(i)));
    }
    std::vector<StudyResult> read() const { return read_journal(path, kRun).studies; }
    void damage(const std::string& at, const std::string& with) const {
        std::string text = read_text_file(path);
        text.replace(text.find(at), with.size(), with);
        write_text(path, text);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(journal, Fixture)

BOOST_AUTO_TEST_CASE(lies_beside_the_submission) {
    BOOST_TEST(journal_path("a/submission.csv") == "a/submission.csv.journal");
}

BOOST_AUTO_TEST_CASE(without_a_file_no_study_is_graded) {
    BOOST_TEST(read().empty());
}

BOOST_AUTO_TEST_CASE(goes_on_with_what_was_appended) {
    write(2);
    Journal(path, kRun, read()).append(graded("2"));
    const auto results = read();
    BOOST_REQUIRE(results.size() == 3U);
    BOOST_TEST(results[1].study.id == "1");
    BOOST_TEST(results[2].study.id == "2");
}

BOOST_AUTO_TEST_CASE(cut_off_at_any_byte_of_a_study_it_keeps_the_whole_lines_before) {
    write(2);
    const std::string whole = read_text_file(path);
    for (std::size_t size = whole.find('\n') + 1; size <= whole.size(); ++size) {
        write_text(path, whole.substr(0, size));
        auto lines = std::count(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size), '\n');
        if (whole[size] == '\n') ++lines;  // whole, but for its line break
        BOOST_REQUIRE(static_cast<long>(read().size()) == lines - 1);
    }
}

BOOST_AUTO_TEST_CASE(a_damaged_line_costs_its_study_alone) {
    for (const char* other :
         {"x\"study", "\"stutz\"", "\"study\":\"9\""}) {  // the last one is a whole study's line
        write(3);
        damage("\"study\":\"1\"", other);
        const auto results = read();
        BOOST_REQUIRE(results.size() == 2U);
        BOOST_TEST(results[0].study.id == "0");
        BOOST_TEST(results[1].study.id == "2");
    }
}

BOOST_AUTO_TEST_CASE(with_a_damaged_first_line_it_is_refused) {
    write(2);
    damage("{", "[");
    BOOST_TEST(contains(refusal_of([&] { read(); }, ExitCode::data), "first line is damaged"));
    write_text(path, "");
    BOOST_TEST(contains(refusal_of([&] { read(); }, ExitCode::data), "first line is damaged"));
}

BOOST_AUTO_TEST_CASE(holds_unfinished_work_from_the_first_study_until_it_is_finished) {
    BOOST_TEST(!holds_unfinished_work(path));
    write(0);
    BOOST_TEST(!holds_unfinished_work(path));
    write(1);
    BOOST_TEST(holds_unfinished_work(path));
    BOOST_TEST(!read_journal(path, kRun).is_finished);
    Journal(path, kRun, read()).finish();
    BOOST_TEST(!holds_unfinished_work(path));
    BOOST_TEST(read_journal(path, kRun).is_finished);
    BOOST_TEST(read().size() == 1U);
}

BOOST_AUTO_TEST_CASE(of_another_run_it_is_refused_with_what_differs) {
    write(1);
    Json other = kRun;
    other["tta"] = 3;
    const auto message = refusal_of([&] { read_journal(path, other); }, ExitCode::usage);
    BOOST_TEST(contains(message, "tta: 9 there, 3 here"), message);
    BOOST_TEST(read().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_study_comes_back_as_the_same_bits) {
    StudyResult result = graded("17");
    result.rows_from_priors = 3;
    result.reason = "why, \"so\"";
    result.work = {4, 1, 0.1, 0.2, 0.3, 0.4, 0.5};
    result.points["5"][2][1] = {1.0 / 7, -0.25};
    result.thinning = {3, 2, {"stage2_s2_sp2"}};
    Journal(path, kRun, {}).append(result);
    const StudyResult back = read().at(0);
    BOOST_TEST((back.study.grades == result.study.grades));
    BOOST_TEST(back.rows_from_priors == 3);
    BOOST_TEST(back.reason == result.reason);
    BOOST_TEST(back.work.series_read == 4U);
    BOOST_TEST(back.work.grade_s == 0.5);
    BOOST_TEST(back.points.at("5")[2][1].x == 1.0 / 7);
    BOOST_TEST((back.thinning == result.thinning));
}

BOOST_AUTO_TEST_SUITE_END()
