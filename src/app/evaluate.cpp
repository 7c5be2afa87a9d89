#include <cstdio>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "app/commands.h"
#include "app/evaluate_options.h"
#include "app/print_score.h"
#include "app/print_seconds.h"
#include "app/summary.h"
#include "app/write_evaluation.h"
#include "base/error.h"
#include "base/log.h"
#include "base/memory.h"
#include "competition/labels.h"
#include "competition/points_file.h"
#include "competition/submission_file.h"
#include "pipeline/cross_validate.h"
#include "pipeline/held_out_scores.h"
#include "score/class_prior.h"
#include "score/evaluation.h"
#include "score/metric.h"
#include "score/point_score.h"
#include "score/predictions_file.h"
#include "score/subset.h"

namespace lumbar {
namespace {

using Predictions = std::map<std::string, Probabilities>;

// All 25 rows of a study, or an error naming the missing one; nothing where the study is not predicted.
bool find_predictions(const Predictions& rows, const std::string& study, ScoredStudy& scored,
                      const std::string& where) {
    int found = 0;
    std::string missing;
    for (const Finding& finding : all_findings()) {
        const auto id = row_id(study, finding);
        if (const auto row = rows.find(id); row != rows.end()) {
            scored.predictions[finding] = row->second;
            ++found;
        } else {
            missing = id;
        }
    }
    if (found > 0 && !missing.empty()) throw Error({"a row is missing", where, missing});
    return found > 0;
}

EvaluatedCohort read_cohort(const EvaluateOptions& options) {
    const auto labels = read_labels(options.labels);
    const Predictions rows = read_predictions(options.predictions, labels);
    EvaluatedCohort cohort;
    cohort.labels = options.labels.string();
    cohort.predictions = options.predictions.string();
    for (const auto& [id, study_labels] : labels) {
        ScoredStudy scored{study_labels, {}};
        if (!find_predictions(rows, id, scored, cohort.predictions)) continue;
        cohort.ids.push_back(id);
        cohort.studies.push_back(scored);
    }
    if (cohort.studies.empty()) {
        throw Error({"none of its studies is labelled", cohort.predictions, "studies of " + cohort.labels});
    }
    cohort.studies_without_predictions = labels.size() - cohort.studies.size();
    cohort.rows_without_labels = rows.size() - cohort.studies.size() * kFindings;
    return cohort;
}

void score_submission(const EvaluateOptions& options) {
    check_evaluation_paths(options.evaluation);
    EvaluatedCohort cohort = read_cohort(options);
    if (cohort.rows_without_labels > 0) {
        log_warning(std::to_string(cohort.rows_without_labels) +
                    " rows are of studies without labels and do not count");
    }
    if (cohort.studies_without_predictions > 0) {
        log_info(counted(cohort.studies_without_predictions, "labelled study") + " without predictions");
    }
    if (options.prior_labels) {
        const ClassPriors priors = fit_class_priors(read_labels(*options.prior_labels));
        cohort.prior = competition_score(predicted_by(priors, cohort.studies));
    }
    print_score(competition_score(cohort.studies), cohort.prior ? &*cohort.prior : nullptr,
                cohort.studies.size());
    write_evaluation(std::move(cohort), options.evaluation, options.nets.threads);
}

void print_points(const PointScore& score) {
    std::printf("  mean error of a coordinate %.5f\n  within 1 %%: %.4f   2 %%: %.4f   5 %%: %.4f\n",
                score.mean_error(), score.within_1(), score.within_2(), score.within_5());
}

void score_points(const EvaluateOptions& options) {
    const SeriesPoints truth = read_points(options.true_points);
    PointScore score;
    std::size_t series = 0, unknown = 0;
    for (const auto& [id, points] : read_points(options.found_points)) {
        const auto true_points = truth.find(id);
        if (true_points == truth.end()) {
            ++unknown;
            continue;
        }
        score.add(points, true_points->second);
        ++series;
    }
    if (series == 0) {
        throw Error({"none of its series is known", options.found_points.string(),
                     "series of " + options.true_points.string()});
    }
    if (unknown > 0) log_warning(std::to_string(unknown) + " series have no true points and do not count");
    std::printf("%zu points of %zu series, distances as shares of the image\n", score.points(), series);
    print_points(score);
}

void print_work(const CrossValidation& done) {
    std::printf("\n%zu studies graded by nets that have not seen them, %s\n", done.studies.size(),
                counted(warning_count(), "warning").c_str());
    std::printf("left out: %zu without labels, %zu without a fold, %zu in folds without a net\n",
                done.without_labels, done.without_fold, done.without_net);
    std::printf("%zu series read, %zu left out; %zu of %zu rows are class priors\n", done.work.series_read,
                done.work.series_failed, done.rows_from_priors, done.studies.size() * kFindings);
    print_seconds(done.work, done.total_s, stdout);
}

EvaluatedCohort cohort_of(const CrossValidation& done, const CrossValidateOptions& options) {
    EvaluatedCohort cohort;
    cohort.labels = (options.data / "train.csv").string();
    cohort.predictions = options.weights.string();
    for (const HeldOutStudy& study : done.studies) {
        ScoredStudy scored{study.labels, {}};
        for (const Finding& finding : all_findings()) {
            scored.predictions[finding] = study.ensemble[finding].value();
        }
        cohort.ids.push_back(study.id);
        cohort.studies.push_back(scored);
    }
    return cohort;
}

void score_nets(const CrossValidateOptions& options, const EvaluationOptions& evaluation) {
    check_evaluation_paths(evaluation);
    keep_freed_memory();
    const CrossValidation done = cross_validate(options);
    const HeldOutScores scores = score_held_out(done);
    print_score(scores.ensemble.nets, &scores.ensemble.prior, scores.ensemble.studies);
    std::vector<ComparedScore> lines = scores.folds;
    lines.insert(lines.end(), scores.recipes.begin(), scores.recipes.end());
    lines.push_back(scores.ensemble);
    print_comparison(lines);
    for (const auto& [kind, score] : done.points) {
        std::printf("\nstage 1: %zu points on %s, distances as shares of the image\n", score.points(),
                    std::string(series_kind_name(kind)).c_str());
        print_points(score);
    }
    print_work(done);
    EvaluatedCohort cohort = cohort_of(done, options);
    cohort.prior = scores.ensemble.prior;
    write_evaluation(std::move(cohort), evaluation, options.threads);
}

void run(const EvaluateOptions& options) {
    switch (options.form) {
        case EvaluateForm::submission:
            return score_submission(options);
        case EvaluateForm::points:
            return score_points(options);
        case EvaluateForm::nets:
            return score_nets(options.nets, options.evaluation);
    }
}

}  // namespace

Command evaluate_command() {
    return make_command<EvaluateOptions>(
        {.name = "evaluate",
         .usage = "--labels train.csv --predictions submission.csv [--report FILE]\n"
                  "lumbar evaluate --found-points points.csv --true-points coords_v7.csv\n"
                  "lumbar evaluate --data DIR --weights DIR [--output oof.csv] [--report FILE]",
         .summary = "scores a submission, stage 1's points, or nets on what they have not seen",
         .examples = {"lumbar evaluate --labels rsna/train.csv --predictions s.csv --report page.html",
                      "lumbar evaluate --data rsna --weights nets --output oof.csv"}},
        declare, run, find_form);
}

}  // namespace lumbar
