// What one net of the ensemble looks at and what it says.  The solution's six are named; another ensemble is
// other data, not other code.
#pragma once

#include <string>
#include <vector>

#include "core/findings.h"
#include "core/study.h"

namespace lumbar {

enum class Stage { locate, grade };

struct Recipe {
    std::string name;  // "stage2_s2_sp1"
    Stage stage = Stage::grade;
    SeriesKind series = SeriesKind::sagittal_t2;
    int frames = 8;        // the middle ones of a series
    int image_size = 128;  // square, px
    // The findings of each sequence head, in the order of its outputs; empty for stage 1.
    std::vector<std::vector<Condition>> heads;

    // All heads' findings, in the net's output order.
    std::vector<Condition> conditions() const;
    bool operator==(const Recipe&) const = default;
};

// stage1_s1, stage1_s2, stage2_s1_fo, stage2_s2_sp1, stage2_s2_sp2, stage2_s2_su.
const std::vector<Recipe>& solution_recipes();

// "cfg_stage2_s2_su" -> "stage2_s2_su".
std::string recipe_name(const std::string& config_file);

// By name, with or without "cfg_".  Throws Error (usage) with the names there are and a guess.
const Recipe& find_recipe(const std::vector<Recipe>& recipes, const std::string& name);

}  // namespace lumbar
