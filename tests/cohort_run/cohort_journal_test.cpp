#include "cohort_run/cohort_journal.h"

#include <boost/test/unit_test.hpp>

#include "cohort_run/merge_parts.h"
#include "config/shard.h"
#include "files/text_file.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

const Json kRun = {{"tta", 9}}, kRoot = grades_root({"lumbar 1", {{"net", "stage2_s1_fo", "00ff"}}, {0}});

ChosenStudy study_named(const std::string& uid) {
    ChosenStudy study{"P" + uid, uid, {}, uid};
    ChosenSeries taken;
    taken.series.header.series_uid = uid + ".1";
    taken.series.images = 3;
    taken.taken_as = SeriesKind::sagittal_t1;
    study.series.push_back(taken);
    return study;
}

void add(CohortJournal& journal, const ChosenStudy& study) {
    CohortStudy graded;
    graded.study = study;
    for (auto& level : graded.grades) level.fill(Probabilities{0.2, 0.7, 0.1});
    journal.add({study.id, {}, {study.id, StudyState::prior, "why", 0}, 25}, rows_of(graded));
}

struct Fixture {
    TemporaryFolder folder;
    std::vector<ChosenStudy> cohort = {study_named("1.2"), study_named("1.1"), study_named("1.3")};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(cohort_journals, Fixture)

BOOST_AUTO_TEST_CASE(know_a_study_that_was_graded_until_its_series_change) {
    {
        CohortJournal journal(folder.path(), kRun, kRoot, list_cohort(cohort));
        BOOST_TEST(journal.find(cohort[1]) == nullptr);
        add(journal, cohort[1]);
        BOOST_TEST(journal.find(cohort[1]) != nullptr);
    }
    cohort[0].series[0].taken_as = SeriesKind::sagittal_t2;  // not graded yet: nothing lost
    {
        CohortJournal journal(folder.path(), kRun, kRoot, list_cohort(cohort));
        BOOST_REQUIRE(journal.find(cohort[1]) != nullptr);
        BOOST_TEST(journal.find(cohort[1])->status.reason == "why");
        BOOST_TEST(journal.find(cohort[1])->findings_from_priors == 25U);
    }
    cohort[1].series[0].taken_as = SeriesKind::sagittal_t2;
    CohortJournal changed(folder.path(), kRun, kRoot, list_cohort(cohort));
    BOOST_TEST(changed.find(cohort[1]) == nullptr);
}

BOOST_AUTO_TEST_CASE(are_refused_for_another_run) {
    { CohortJournal journal(folder.path(), kRun, kRoot, list_cohort(cohort)); }
    const auto message = refusal_of(
        [&] {
            CohortJournal(folder.path(), {{"tta", 3}}, kRoot, list_cohort(cohort));
        },
        ExitCode::usage);
    BOOST_TEST(contains(message, "tta: 9 there, 3 here"), message);
}

BOOST_AUTO_TEST_CASE(are_written_by_one_run_at_a_time) {
    const CohortJournal journal(folder.path(), kRun, kRoot, list_cohort(cohort));
    const auto message =
        refusal_of([&] { CohortJournal(folder.path(), kRun, kRoot, list_cohort(cohort)); }, ExitCode::output);
    BOOST_TEST(contains(message, "another run is writing there"), message);
}

BOOST_AUTO_TEST_CASE(cut_off_within_a_line_go_on_behind_it) {
    {
        CohortJournal journal(folder.path(), kRun, kRoot, list_cohort(cohort));
        add(journal, cohort[0]);
        add(journal, cohort[1]);
    }
    const auto path = cohort_journal_path(folder.path());
    const std::string text = read_text_file(path);
    write_text(path, text.substr(0, text.size() - 30));
    {
        CohortJournal journal(folder.path(), kRun, kRoot, list_cohort(cohort));
        BOOST_TEST(journal.find(cohort[0]) != nullptr);
        BOOST_TEST(journal.find(cohort[1]) == nullptr);
        add(journal, cohort[1]);
    }
    CohortJournal journal(folder.path(), kRun, kRoot, list_cohort(cohort));
    BOOST_TEST(journal.find(cohort[1]) != nullptr);
    std::vector<Json> studies;
    journal.read_all(cohort, "not graded before SIGINT",
                     [&](const StudyRows& rows) { studies.push_back(rows.json); });
    BOOST_REQUIRE(studies.size() == 3U);
    BOOST_TEST(studies[0].at("findings").size() == 25U);
    BOOST_TEST(studies[2].at("reason") == "not graded before SIGINT");
}

BOOST_AUTO_TEST_CASE(of_parts_that_saw_other_files_are_not_merged) {
    for (int part = 1; part <= 2; ++part) {
        const auto output = folder.path() / std::to_string(part);
        std::filesystem::create_directory(output);
        Json run = kRun;
        run["part"] = part_name({part, 2});
        CohortJournal journal(output, run, kRoot, list_cohort(cohort));
        for (const ChosenStudy& study : cohort) add(journal, study);
        journal.finish();
        cohort.pop_back();  // a patient went
    }
    const auto message = refusal_of(
        [&] {
            merge_parts({{folder / "1", folder / "2"}, folder / "out"});
        },
        ExitCode::usage);
    BOOST_TEST(contains(message, "different studies"), message);
}

BOOST_AUTO_TEST_SUITE_END()
