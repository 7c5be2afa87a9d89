#include "pipeline/predict.h"

#include <vector>

#include "base/atomic_file.h"
#include "base/log.h"
#include "base/timer.h"
#include "crop/points_file.h"
#include "dicom/catalog.h"
#include "pipeline/grade_studies.h"

namespace lumbar {
namespace {

NetRequest net_request(const PredictOptions& options) {
    return {options.weights, options.recipes, options.folds, !options.points};
}

PredictSummary predict_studies(const std::vector<StudyEntry>& studies, const EnsemblePlan& plan,
                               const PredictOptions& options) {
    const Timer total;
    PredictSummary summary;
    std::vector<GradedStudy> graded;
    SeriesPoints points;
    const auto take = [&](const StudyEntry& study, const StudyFindings& findings) {
        const VotedStudy voted = vote_on_study(study.id, findings.tallies, plan);
        graded.push_back(voted.study);
        points.insert(findings.points.begin(), findings.points.end());
        summary += findings.work;
        summary.rows += std::size_t{kLevels} * kConditions;
        summary.rows_from_priors += static_cast<std::size_t>(voted.rows_from_priors);
    };
    grade_studies(studies, net_request(options), plan, options, "predict", take);
    write_submission(options.output, graded);
    if (options.save_points) write_points(*options.save_points, points);
    summary.studies = studies.size();
    summary.total_s = total.seconds();
    return summary;
}

}  // namespace

PredictSummary predict(const PredictOptions& options) {
    check_folder_of(options.output);
    if (options.save_points) check_folder_of(*options.save_points);
    if (options.log) log_to_file(*options.log);
    const auto studies = read_catalog(options.data, options.split == "train" ? Split::train : Split::test);
    return predict_studies(studies, read_ensemble_plan(options.weights), options);
}

}  // namespace lumbar
