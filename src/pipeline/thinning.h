// What a study is graded with when time is short: the whole ensemble, or less of it, in a stated order.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "config/ensemble_plan.h"
#include "infer/backend.h"
#include "models/registry.h"

namespace lumbar {

struct Thinning {
    int views = 9;                        // the first of kTtaAnglesDeg
    std::size_t most_nets = kAllNets;     // of each recipe, stage 1's too: the first by their files' names
    std::set<std::string> left_out = {};  // recipes of stage 2
    bool operator==(const Thinning&) const = default;
};

// How often each recipe's nets are run for a study: nets times views (stage 1: nets).
using NetRuns = std::map<std::string, double>;
NetRuns net_runs(const std::vector<NetFile>& nets, const Thinning& thinning);

// From the whole ensemble to the least that still grades by nets all that it grades.  First rotations are
// left out: 9, 7, 5, 3, 1 views, which turn as far to the left as to the right.  Then folds: one net less of
// every recipe that has more than the others keep, until each has one.  Then recipes, the one with the most
// pixels first, but none that alone votes on a group of conditions from its kind of series, nor the last
// of the first ballot that decides one.
std::vector<Thinning> thinning_steps(const std::vector<NetFile>& nets, const EnsemblePlan& plan, int views);

// "3 views, 2 nets a recipe, without stage2_s2_sp2".
std::string describe(const Thinning& thinning);

}  // namespace lumbar
