#include "cohort_run/cohort_study.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "crop/disc_crops.h"

namespace lumbar {
namespace {

void calibrate(CohortStudy& study, const Calibration& calibration) {
    study.is_calibrated = true;
    for (const Finding& finding : all_findings()) {
        if (!study.is_graded[finding]) continue;
        auto& grade = study.grades[finding];
        grade = with_temperature(grade.value(), calibration.temperature[index(group_of(finding.condition))]);
    }
}

// By recipe, what its nets say of all series; in the order of the run's nets.
std::vector<NetGrades> grades_of_nets(const std::vector<NetVotes>& all, const RunDescription& run) {
    std::map<std::pair<std::string, std::size_t>, FindingTally> tallies;
    for (const NetVotes& votes : all) {
        FindingTally& tally = tallies[{votes.recipe, votes.net}];
        for (const Finding& finding : all_findings()) {
            const auto& vote = votes.findings[finding];
            if (!vote) continue;
            for (const Probabilities& view : vote->views) tally.add(finding, view);
        }
    }
    std::vector<NetGrades> grades;
    std::map<std::string, std::size_t> seen;  // nets of each recipe
    for (const NetDescription& net : run.nets) {
        const auto found = tallies.find({net.recipe, seen[net.recipe]++});
        if (found != tallies.end()) grades.push_back({net.name, found->second.mean()});
    }
    return grades;
}

void warn_of_series(const LocatedSeries& series, std::vector<std::string>& warnings) {
    const std::string name(series_kind_name(series.kind));
    if (!series.is_left_first) {
        warnings.push_back(name +
                           " series: its headers do not prove which side is the patient's left: left "
                           "and right may be interchanged");
    }
    if (!series.is_upright) {
        warnings.push_back(name +
                           " series: not every image's header says how it lies in the patient; its "
                           "pictures' edges are not marked");
    }
    if (!series.levels_without_crop.empty()) {
        warnings.push_back(name + " series: the points found leave nothing to crop at " +
                           level_titles(series.levels_without_crop, ", "));
    }
}

std::vector<std::string> warnings_of(const CohortStudy& study, const StudyFindings& findings) {
    std::vector<std::string> warnings;
    for (const SeriesKind kind : {SeriesKind::sagittal_t1, SeriesKind::sagittal_t2}) {
        const auto& series = study.study.series;
        if (std::any_of(series.begin(), series.end(),
                        [&](const ChosenSeries& chosen) { return chosen.taken_as == kind; }))
            continue;
        warnings.push_back("no sagittal " + std::string(series_kind_name(kind)) + " series among " +
                           std::to_string(series.size()) + "; the table of series says why");
    }
    for (const auto& [id, series] : study.located) warn_of_series(series, warnings);
    for (const std::string& phrase : findings.left_out) {
        if (phrase != kNoCrop) warnings.push_back(phrase);  // of which it says at which levels
    }
    if (const std::size_t priors = study.findings_from_priors()) {
        warnings.push_back(std::to_string(priors) + " of " + std::to_string(kFindings) +
                           " findings are class priors: no net graded them");
    }
    return warnings;
}

}  // namespace

CohortStudy make_cohort_study(const ChosenStudy& chosen, const StudyFindings& findings,
                              const CohortRun& run) {
    const VotedStudy voted = vote_on_study(chosen.entry().id, findings.tallies, run.plan);
    CohortStudy study{
        chosen, voted.study.grades, voted.is_graded, spread_of_vote(findings.tallies, run.plan), false,
        {},     findings.points};
    if (run.calibration) calibrate(study, *run.calibration);
    for (const auto& [recipe, tally] : findings.tallies) study.recipes[recipe] = tally.mean();
    study.nets = grades_of_nets(findings.details.votes, run.description);
    study.located = findings.details.series;
    study.deciding = deciding_recipes(findings.tallies, run.plan);
    study.warnings = warnings_of(study, findings);
    for (ChosenSeries& series : study.study.series) {
        const auto failure = findings.failures.find(series.series.id());
        if (failure != findings.failures.end()) series.reason = failure->second;
    }
    return study;
}

}  // namespace lumbar
