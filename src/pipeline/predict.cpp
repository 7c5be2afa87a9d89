#include "pipeline/predict.h"

#include <vector>

#include "base/atomic_file.h"
#include "base/log.h"
#include "base/progress.h"
#include "base/timer.h"
#include "crop/points_file.h"
#include "dicom/catalog.h"
#include "pipeline/net_set.h"
#include "pipeline/study_grader.h"
#include "pipeline/study_reader.h"

namespace lumbar {
namespace {

PredictSummary predict_studies(const std::vector<StudyEntry>& studies, const EnsemblePlan& plan,
                               StudyGrader& grader, const PredictOptions& options) {
    const Timer total;
    PredictSummary summary;
    std::vector<GradedStudy> graded;
    Progress progress("predict", "studies", studies.size());
    StudyReader reader(studies, grader.kinds(), options.threads);
    while (const auto study = reader.next()) {
        const StudyFindings findings = grader.grade(*study);
        const VotedStudy voted = vote_on_study(study->id, findings.tallies, plan);
        graded.push_back(voted.study);
        summary += findings.work;
        summary.rows += std::size_t{kLevels} * kConditions;
        summary.rows_from_priors += static_cast<std::size_t>(voted.rows_from_priors);
        progress.advance();
    }
    write_submission(options.output, graded);
    if (options.save_points) write_points(*options.save_points, grader.points());
    summary.studies = studies.size();
    summary.total_s = total.seconds();
    return summary;
}

}  // namespace

PredictSummary predict(const PredictOptions& options) {
    check_folder_of(options.output);
    if (options.save_points) check_folder_of(*options.save_points);
    if (options.log) log_to_file(*options.log);
    torch::set_num_threads(options.threads);
    const auto studies = read_catalog(options.data, options.split == "train" ? Split::train : Split::test);
    const EnsemblePlan plan = read_ensemble_plan(options.weights);
    StudyGrader grader(load_net_set({options.weights, options.recipes, options.folds, !options.points}, plan,
                                    compute_options(options)),
                       {options.tta, options.batch, options.threads}, options.points);
    return predict_studies(studies, plan, grader, options);
}

}  // namespace lumbar
