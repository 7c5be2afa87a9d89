#include "config/priors.h"

#include <array>

namespace lumbar {
namespace {

// Three decimals each; class_prior makes every row sum to 1.
constexpr std::array<std::array<Probabilities, kLevels>, kConditionGroups> kPriors = {{
    {{{.896, .064, .040}, {.775, .132, .093}, {.631, .179, .190}, {.498, .159, .343}, {.915, .049, .037}}},
    {{{.924, .061, .015}, {.828, .157, .016}, {.606, .329, .065}, {.401, .419, .180}, {.411, .331, .258}}},
    {{{.846, .102, .052}, {.659, .210, .131}, {.439, .301, .260}, {.224, .313, .463}, {.493, .283, .225}}},
}};

}  // namespace

Probabilities class_prior(const Finding& finding) {
    Probabilities prior = kPriors[index(group_of(finding.condition))][finding.level];
    const double sum = prior[0] + prior[1] + prior[2];
    for (double& share : prior) share /= sum;
    return prior;
}

}  // namespace lumbar
