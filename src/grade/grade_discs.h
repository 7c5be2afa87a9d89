// Grades the discs of a series: class probabilities of a recipe's findings, summed over nets and views.
#pragma once

#include <span>
#include <vector>

#include "config/recipe.h"
#include "core/crop.h"
#include "core/finding_tally.h"
#include "core/net_votes.h"
#include "infer/backend.h"

namespace lumbar {

struct GradedDiscs {
    FindingTally tally;
    double view_s = 0;              // spent on rendering the views
    std::vector<NetVotes> votes{};  // what each net says, if they are kept
};

// Levels whose crop is empty get nothing.  Throws what Backend::grading_logits throws, and Error (weights) if
// an answer is not finite.
GradedDiscs grade_discs(const Crops& crops, const Recipe& recipe, Backend& backend,
                        std::span<const double> angles_deg, std::size_t most_nets = kAllNets,
                        bool keeps_votes = false);

// Softmax per net and view, in float64.  Throws Error (weights) if a number is not finite.
FindingTally tally_of(const GradingLogits& logits, const Recipe& recipe);

// The same numbers, net by net; of the attention what falls on each frame of crops of `crop_frames`.
std::vector<NetVotes> votes_of(const GradingLogits& logits, const Recipe& recipe, int crop_frames);

}  // namespace lumbar
