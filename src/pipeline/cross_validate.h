// Grades labelled competition data out of fold: each study by nets that have not seen it, those of its own
// fold.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "competition/labels.h"
#include "core/grades.h"
#include "core/study.h"
#include "pipeline/cross_validate_options.h"
#include "pipeline/study_work.h"
#include "score/class_prior.h"
#include "score/point_score.h"

namespace lumbar {

struct HeldOutStudy {
    std::string id;
    int fold = 0;
    StudyLabels labels{};
    Grades ensemble;                        // all 25: the vote, class priors where nobody could say
    std::map<std::string, Grades> recipes;  // by recipe: what it says alone
};

struct CrossValidation {
    std::vector<HeldOutStudy> studies;  // fold by fold, in the list's order
    std::map<int, ClassPriors> priors;  // by fold: of the labels of all other folds' studies
    // Listed studies that were left out: no label at all, no fold, a fold without a net (of stage 2, of the
    // recipes asked for).  Studies of folds that were not asked for are in none of these.
    std::size_t without_labels = 0, without_fold = 0, without_net = 0;
    std::size_t rows_from_priors = 0;
    // Stage 1's, by DIR/coords_v7.csv: nothing without it, and where the points were given.
    std::map<SeriesKind, PointScore> points;
    StudyWork work;
    double total_s = 0;
};

// The studies of DIR/train_series_descriptions.csv that DIR/train.csv labels, by the folds of
// DIR/metadata.csv. One fold's nets are in memory at a time, stage 1's too are the fold's own; studies are
// read and survived as predict does.  Nets of fold -1 have seen everything: they are left out, with a
// warning. Throws Error (data) if a file is absent or unusable or no study is left, (weights) if no net is,
// if a fold lacks a stage-1 net, or if a net is damaged, (usage) for unknown recipes; then nothing is
// written.
CrossValidation cross_validate(const CrossValidateOptions& options);

}  // namespace lumbar
