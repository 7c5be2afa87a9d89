// Prints scores for a reader at the terminal.
#pragma once

#include <cstddef>
#include <vector>

#include "pipeline/held_out_scores.h"
#include "score/metric.h"

namespace lumbar {

// The score, its four parts and the loss of every finding and level.  With `prior`: what the class prior
// scores on the same rows beside it, part by part.
void print_score(const Score& score, const Score* prior, std::size_t studies);

// One line each: score (prior's score) of every part, and their mean.
void print_comparison(const std::vector<ComparedScore>& scores);

}  // namespace lumbar
