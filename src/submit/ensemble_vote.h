// Combines the recipes' outputs for a study into its 25 grades.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "config/ensemble_plan.h"
#include "core/finding_tally.h"
#include "core/grades.h"

namespace lumbar {

using RecipeTallies = std::map<std::string, FindingTally>;  // by recipe name

// Per finding: the first ballot on which any recipe has said something; the mean of its recipes' means.
// Empty where no ballot has.
Grades vote(const RecipeTallies& tallies, const EnsemblePlan& plan);

// How far the answers of the recipes lie apart that decide each finding, all their nets and views together.
FindingSpreads spread_of_vote(const RecipeTallies& tallies, const EnsemblePlan& plan);

// [level][condition]: the recipes whose mean is the vote; none where nobody has said something.
using DecidingRecipes = FindingTable<std::vector<std::string>>;
DecidingRecipes deciding_recipes(const RecipeTallies& tallies, const EnsemblePlan& plan);

// Fills what is empty with class priors; says how many.
int fill_with_priors(Grades& grades);

// Multiplies the largest severe probability of the spinal rows by `factor` and renormalises that row.
void raise_severe_spinal(Grades& grades, double factor);

}  // namespace lumbar
