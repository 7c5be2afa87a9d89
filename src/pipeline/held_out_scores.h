// Scores out-of-fold predictions as the competition does: each fold, each recipe alone and the ensemble,
// beside what the class prior of the other folds' labels scores on the very same rows.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "pipeline/cross_validate.h"
#include "score/metric.h"

namespace lumbar {

struct ComparedScore {
    std::string name;  // "fold 2", "stage2_s2_su", "ensemble"
    std::size_t studies = 0;
    Score nets, prior;
};

struct HeldOutScores {
    ComparedScore ensemble;
    std::vector<ComparedScore> folds;    // the ensemble's, by fold
    std::vector<ComparedScore> recipes;  // on the rows that the recipe has said something about
};

HeldOutScores score_held_out(const CrossValidation& predictions);

// The mean of those of the four parts that have rows; NaN if none has.  Equal to Score::total if all have.
double mean_of_parts(const Score& score);

}  // namespace lumbar
