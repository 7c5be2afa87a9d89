// What one net says of one series, net by net and view by view: the details behind a tally.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/grades.h"

namespace lumbar {

struct FindingVote {
    std::vector<Probabilities> views;
    std::vector<float> attention;  // on each frame of the crop, the mean over the views; may be empty

    Probabilities mean() const;
};

struct NetVotes {
    std::string recipe, series;
    std::size_t net = 0;  // among the recipe's nets
    // Empty where the net says nothing.
    FindingTable<std::optional<FindingVote>> findings{};
};

}  // namespace lumbar
