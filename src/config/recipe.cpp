#include "config/recipe.h"

#include "base/known_names.h"

namespace lumbar {
namespace {

using enum Condition;

Recipe locate_recipe(const char* name, SeriesKind series) {
    return {name, Stage::locate, series, 8, 256, {}};
}

Recipe one_head(const char* name, int frames, int image_size) {
    const std::vector<Condition> head{left_neural_foraminal_narrowing, right_neural_foraminal_narrowing};
    return {name, Stage::grade, SeriesKind::sagittal_t1, frames, image_size, {head}};
}

Recipe three_heads(const char* name, int frames, int image_size) {
    return {name,
            Stage::grade,
            SeriesKind::sagittal_t2,
            frames,
            image_size,
            {{spinal_canal_stenosis},
             {left_neural_foraminal_narrowing, right_neural_foraminal_narrowing},
             {left_subarticular_stenosis, right_subarticular_stenosis}}};
}

}  // namespace

std::vector<Condition> Recipe::conditions() const {
    std::vector<Condition> all;
    for (const auto& head : heads) all.insert(all.end(), head.begin(), head.end());
    return all;
}

const std::vector<Recipe>& solution_recipes() {
    static const std::vector<Recipe> recipes = {
        locate_recipe("stage1_s1", SeriesKind::sagittal_t1),
        locate_recipe("stage1_s2", SeriesKind::sagittal_t2),
        one_head("stage2_s1_fo", 24, 96),
        three_heads("stage2_s2_sp1", 8, 128),
        three_heads("stage2_s2_sp2", 5, 256),
        three_heads("stage2_s2_su", 24, 96),
    };
    return recipes;
}

std::string recipe_name(const std::string& config_file) {
    constexpr std::string_view kPrefix = "cfg_";
    return config_file.starts_with(kPrefix) ? config_file.substr(kPrefix.size()) : config_file;
}

const Recipe& find_recipe(const std::vector<Recipe>& recipes, const std::string& name) {
    const auto known = names_in(recipes, &Recipe::name);
    return recipes[index_of(known, recipe_name(name), "recipe", "", ExitCode::usage)];
}

}  // namespace lumbar
