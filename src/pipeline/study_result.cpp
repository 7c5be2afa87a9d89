#include "pipeline/study_result.h"

#include <algorithm>
#include <utility>

namespace lumbar {
namespace {

bool has_series(const StudyEntry& study, SeriesKind kind) {
    return std::any_of(study.series.begin(), study.series.end(),
                       [&](const SeriesEntry& series) { return series.kind == kind; });
}

}  // namespace

std::string reason_of(const StudyEntry& study, const StudyFindings& findings, int rows_from_priors,
                      const Thinning& whole) {
    std::string reason;
    const auto add = [&](const std::string& phrase) { reason += (reason.empty() ? "" : "; ") + phrase; };
    for (const std::string& series : findings.left_out) add(series);
    for (const SeriesKind kind : {SeriesKind::sagittal_t1, SeriesKind::sagittal_t2}) {
        if (!has_series(study, kind)) add("no " + std::string(series_kind_name(kind)) + " series");
    }
    if (rows_from_priors > 0 && reason.empty()) {
        add("no net graded " + std::to_string(rows_from_priors) + " of its rows");
    }
    if (findings.cost.thinning != whole) add("graded with " + describe(findings.cost.thinning));
    return reason;
}

StudyResult make_study_result(const StudyEntry& study, const StudyFindings& findings,
                              const EnsemblePlan& plan, const std::set<Condition>& never_graded,
                              const Thinning& whole) {
    VotedStudy voted = vote_on_study(study.id, findings.tallies, plan, never_graded);
    return {std::move(voted.study),
            voted.rows_from_priors,
            reason_of(study, findings, voted.rows_from_priors, whole),
            findings.work,
            findings.points,
            findings.cost.thinning};
}

StudyStatus status_of(const StudyResult& result) {
    const StudyWork& work = result.work;
    return {result.study.id, study_state(static_cast<std::size_t>(result.rows_from_priors)), result.reason,
            work.read_s + work.locate_s + work.crop_s + work.view_s + work.grade_s};
}

}  // namespace lumbar
