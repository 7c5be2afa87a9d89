#include "cohort_run/cohort_study.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

using namespace lumbar;

namespace {

constexpr auto kSpinal = index(Condition::spinal_canal_stenosis);

CohortRun some_run() {
    CohortRun run;
    run.plan = solution_plan();
    run.description.nets = {{"stage1", "stage1_s2", ""},
                            {"a", "stage2_s2_sp1", ""},
                            {"b", "stage2_s2_sp1", ""},
                            {"c", "stage2_s2_su", ""}};
    return run;
}

ChosenStudy chosen_study(std::initializer_list<SeriesKind> kinds) {
    ChosenStudy study{"P7", "1.2.3", {}};
    for (const SeriesKind kind : kinds) {
        ChosenSeries series;
        series.series.header.series_uid = "1.2.3." + std::string(series_kind_name(kind));
        series.series.files = {"series/1.dcm"};
        series.taken_as = kind;
        study.series.push_back(series);
    }
    return study;
}

NetVotes votes_of(std::size_t net, const std::vector<Probabilities>& views) {
    NetVotes votes;
    votes.recipe = "stage2_s2_sp1", votes.series = "1.2.3.T2", votes.net = net;
    votes.findings[2][kSpinal] = FindingVote{views, {}};
    return votes;
}

bool warns(const CohortStudy& study, const std::string& words) {
    return std::any_of(study.warnings.begin(), study.warnings.end(),
                       [&](const std::string& warning) { return warning.find(words) != std::string::npos; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cohort_study)

BOOST_AUTO_TEST_CASE(each_net_has_its_own_mean_under_its_own_name) {
    StudyFindings findings;
    findings.details.votes = {votes_of(0, {{1, 0, 0}, {0, 1, 0}}), votes_of(1, {{0, 0, 1}})};
    for (const NetVotes& votes : findings.details.votes) {
        for (const Probabilities& view : votes.findings[2][kSpinal]->views)
            findings.tallies["stage2_s2_sp1"].add({2, Condition::spinal_canal_stenosis}, view);
    }
    const CohortStudy study =
        make_cohort_study(chosen_study({SeriesKind::sagittal_t2}), findings, some_run());
    BOOST_REQUIRE(study.nets.size() == 2U);
    BOOST_TEST(study.nets[0].name == "a");
    BOOST_TEST((study.nets[0].grades[2][kSpinal] == Probabilities{0.5, 0.5, 0}));
    BOOST_TEST(study.nets[1].name == "b");
    BOOST_TEST((study.nets[1].grades[2][kSpinal] == Probabilities{0, 0, 1}));
    BOOST_TEST(!study.nets[1].grades[1][kSpinal]);
    BOOST_TEST((study.deciding[2][kSpinal] == std::vector<std::string>{"stage2_s2_sp1"}));
    BOOST_TEST(study.deciding[1][kSpinal].empty());
    BOOST_TEST(warns(study, "24 of 25 findings are class priors"));
}

BOOST_AUTO_TEST_CASE(warnings_name_what_a_reader_must_know) {
    StudyFindings findings;
    LocatedSeries& series = findings.details.series["1.2.3.T2"];
    series.levels_without_crop = {1, 4};
    findings.left_out = {kNoCrop, "T1 series left out: it has no slices"};
    const auto chosen = chosen_study({SeriesKind::sagittal_t1, SeriesKind::sagittal_t2});
    const CohortStudy study = make_cohort_study(chosen, findings, some_run());
    BOOST_TEST(warns(study, "T2 series: its headers do not prove which side is the patient's left"));
    BOOST_TEST(warns(study, "edges are not marked"));
    BOOST_TEST(warns(study, "nothing to crop at L2/L3, L5/S1"));
    BOOST_TEST(warns(study, "T1 series left out: it has no slices"));
    BOOST_TEST(warns(study, "25 of 25 findings are class priors"));
    BOOST_TEST(study.warnings.size() == 5U);
}

BOOST_AUTO_TEST_CASE(a_study_without_a_series_says_so) {
    const CohortStudy study =
        make_cohort_study(chosen_study({SeriesKind::sagittal_t1}), StudyFindings(), some_run());
    BOOST_TEST(warns(study, "no sagittal T2 series among 1"));
    BOOST_TEST(!warns(study, "no sagittal T1"));
}

BOOST_AUTO_TEST_CASE(a_study_that_went_well_has_no_warning) {
    StudyFindings findings;
    for (const char* recipe : {"stage2_s2_su", "stage2_s1_fo"}) {
        for (const Finding& finding : all_findings()) {
            findings.tallies[recipe].add(finding, {0.5, 0.3, 0.2});
        }
    }
    LocatedSeries& series = findings.details.series["1.2.3.T2"];
    series.is_left_first = series.is_upright = true;
    const auto chosen = chosen_study({SeriesKind::sagittal_t1, SeriesKind::sagittal_t2});
    const CohortStudy study = make_cohort_study(chosen, findings, some_run());
    BOOST_TEST(study.warnings.empty());
}

BOOST_AUTO_TEST_SUITE_END()
