#include "pipeline/cross_validate.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/log.h"
#include "base/timer.h"
#include "competition/folds.h"
#include "competition/points_file.h"
#include "competition/series_list.h"
#include "competition/submission_file.h"
#include "pipeline/grade_studies.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

using Labels = std::map<std::string, StudyLabels>;

bool has_any(const StudyLabels& labels) {
    return std::any_of(labels.begin(), labels.end(), [](const auto& level) {
        return std::any_of(level.begin(), level.end(), [](int label) { return label != kUnlabelled; });
    });
}

class CrossValidator {
  public:
    explicit CrossValidator(const CrossValidateOptions& options)
        : options_(options),
          plan_(read_ensemble_plan(options.weights)),
          labels_(read_labels(options.data / "train.csv")),
          folds_(read_folds(options.data)) {
        const auto truth = options.data / "coords_v7.csv";
        if (!options.points && fs::exists(truth)) true_points_ = read_points(truth);
    }

    CrossValidation run() {
        const Timer total;
        const auto assigned = assign_studies(folds_with_nets());
        // A fold's missing net shows now rather than after the folds before it.
        for (const auto& [fold, studies] : assigned) check_fold(fold);
        for (const auto& [fold, studies] : assigned) {
            result_.priors[fold] = prior_of_other_folds(fold);
            grade_fold(fold, studies);
        }
        result_.total_s = total.seconds();
        return std::move(result_);
    }

  private:
    NetRequest request(std::vector<int> folds) const {
        return {options_.weights, options_.recipes, std::move(folds), !options_.points};
    }

    // Those of stage 2; a fold that has stage 1's alone can grade nothing.
    std::set<int> folds_with_nets() const {
        std::set<int> folds;
        std::size_t all_seeing = 0;
        for (const NetFile& file : select_nets(request({}), plan_)) {
            if (file.fold < 0) ++all_seeing;
            if (file.fold >= 0 && file.recipe.stage == Stage::grade) folds.insert(file.fold);
        }
        if (folds.empty()) {
            throw Error({"every net of stage 2 was trained on all studies", options_.weights.string(),
                         "nets of folds 0, 1, ...", "fold -1 only"},
                        ExitCode::weights);
        }
        if (all_seeing > 0) {
            log_warning(options_.weights.string() + ": " + std::to_string(all_seeing) +
                        " nets of fold -1 were trained on all studies and are left out");
        }
        return folds;
    }

    bool is_wanted(int fold) const {
        const auto& wanted = options_.folds;
        return wanted.empty() || std::find(wanted.begin(), wanted.end(), fold) != wanted.end();
    }

    std::map<int, std::vector<StudyEntry>> assign_studies(const std::set<int>& with_nets) {
        if (std::none_of(with_nets.begin(), with_nets.end(), [&](int fold) { return is_wanted(fold); })) {
            throw Error({"no net of stage 2 of these folds", options_.weights.string()}, ExitCode::weights);
        }
        std::map<int, std::vector<StudyEntry>> assigned;
        for (const StudyEntry& study : read_series_list(options_.data, Split::train)) {
            const auto labels = labels_.find(study.id);
            const auto fold = folds_.find(study.id);
            if (labels == labels_.end() || !has_any(labels->second)) {
                ++result_.without_labels;
            } else if (fold == folds_.end()) {
                ++result_.without_fold;
            } else if (!is_wanted(fold->second)) {
                continue;
            } else if (!with_nets.count(fold->second)) {
                ++result_.without_net;
            } else {
                assigned[fold->second].push_back(study);
            }
        }
        if (assigned.empty()) throw_nothing_to_grade();
        return assigned;
    }

    [[noreturn]] void throw_nothing_to_grade() const {
        throw Error({"no study is left to grade", options_.data.string(),
                     "labelled studies in the folds of the nets",
                     std::to_string(result_.without_labels) + " without labels, " +
                         std::to_string(result_.without_fold) + " without a fold, " +
                         std::to_string(result_.without_net) + " in folds without a net"});
    }

    void check_fold(int fold) const {
        try {
            select_nets(request({fold}), plan_);
        } catch (const Error& e) {
            ErrorParts parts = e.parts();
            parts.where += " (fold " + std::to_string(fold) + ")";
            throw Error(parts, e.code());
        }
    }

    ClassPriors prior_of_other_folds(int fold) const {
        std::vector<StudyLabels> others;
        for (const auto& [study, other_fold] : folds_) {
            const auto labels = labels_.find(study);
            if (other_fold != fold && labels != labels_.end()) others.push_back(labels->second);
        }
        if (others.empty()) {
            log_warning("no fold but " + std::to_string(fold) +
                        " has labels: its class prior has seen nothing");
        }
        return fit_class_priors(others);
    }

    void grade_fold(int fold, const std::vector<StudyEntry>& studies) {
        const auto take = [&](const StudyEntry& study, const StudyFindings& findings) {
            const VotedStudy voted = vote_on_study(study.id, findings.tallies, plan_);
            HeldOutStudy held{study.id, fold, labels_.at(study.id), voted.study.grades, {}};
            for (const auto& [recipe, tally] : findings.tallies) held.recipes[recipe] = tally.mean();
            result_.studies.push_back(std::move(held));
            result_.rows_from_priors += static_cast<std::size_t>(voted.rows_from_priors);
            result_.work += findings.work;
            score_points(study, findings.points);
        };
        grade_studies(studies, select_nets(request({fold}), plan_), options_, "fold " + std::to_string(fold),
                      {.take = take});
    }

    void score_points(const StudyEntry& study, const SeriesPoints& found) {
        for (const SeriesEntry& series : study.series) {
            const auto points = found.find(series.id);
            const auto truth = true_points_.find(series.id);
            if (points == found.end() || truth == true_points_.end()) continue;
            result_.points[series.kind].add(points->second, truth->second);
        }
    }

    const CrossValidateOptions& options_;
    EnsemblePlan plan_;
    Labels labels_;
    StudyFolds folds_;
    SeriesPoints true_points_;
    CrossValidation result_;
};

void make_folder(const fs::path& folder) {
    std::error_code reason;
    fs::create_directory(folder, reason);
    if (!fs::is_directory(folder, reason)) {
        throw Error({"cannot make the folder", folder.string(), "", reason.message()}, ExitCode::output);
    }
}

void write_ensemble(const fs::path& path, const std::vector<HeldOutStudy>& studies) {
    std::vector<GradedStudy> graded;
    for (const HeldOutStudy& study : studies) graded.push_back({study.id, study.ensemble});
    write_submission(path, graded);
}

// NAME.csv a recipe.
void write_recipes(const fs::path& folder, const std::vector<HeldOutStudy>& studies) {
    std::map<std::string, std::vector<GradedStudy>> graded;
    for (const HeldOutStudy& study : studies) {
        for (const auto& [recipe, grades] : study.recipes) graded[recipe].push_back({study.id, grades});
    }
    for (const auto& [recipe, rows] : graded) {
        // A manifest's name of a recipe may be anything; it shall not lead out of the folder.
        write_partial_submission(folder / fs::path(recipe + ".csv").filename(), rows);
    }
}

}  // namespace

CrossValidation cross_validate(const CrossValidateOptions& options) {
    if (options.output) check_folder_of(*options.output);
    if (options.output_recipes) make_folder(*options.output_recipes);
    CrossValidation done = CrossValidator(options).run();
    if (options.output) write_ensemble(*options.output, done.studies);
    if (options.output_recipes) write_recipes(*options.output_recipes, done.studies);
    return done;
}

}  // namespace lumbar
