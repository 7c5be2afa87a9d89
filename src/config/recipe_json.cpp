#include "config/recipe_json.h"

#include <array>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/known_names.h"

namespace lumbar {
namespace {

constexpr std::array<std::string_view, 2> kSeries = {"T1", "T2"};

Stage stage_of(const Json& json) {
    const int stage = json.get<int>();
    if (stage == 1) return Stage::locate;
    if (stage == 2) return Stage::grade;
    throw Error({"unknown \"stage\"", "", "1 or 2", std::to_string(stage)}, ExitCode::weights);
}

void check(const Recipe& recipe) {
    if (recipe.frames < 1 || recipe.image_size < 32) {
        throw Error({"recipe " + recipe.name + " is too small", "", "frames >= 1, image_size >= 32",
                     std::to_string(recipe.frames) + " and " + std::to_string(recipe.image_size)},
                    ExitCode::weights);
    }
    if (recipe.stage == Stage::grade && recipe.findings().empty()) {
        throw Error({"recipe " + recipe.name + " grades nothing", "", "\"heads\" with findings"},
                    ExitCode::weights);
    }
}

}  // namespace

void require_known_keys(const Json& object, std::initializer_list<std::string_view> known) {
    for (const auto& [key, value] : object.items()) {
        index_of({known.begin(), known.size()}, key, "key", "", ExitCode::weights);
    }
}

Recipe recipe_of(const Json& json) {
    require_known_keys(json, {"name", "stage", "series", "frames", "image_size", "heads"});
    Recipe recipe;
    recipe.name = recipe_name(json.at("name").get<std::string>());
    recipe.stage = stage_of(json.at("stage"));
    recipe.series =
        index_of(kSeries, json.at("series").get<std::string>(), "series", "", ExitCode::weights) == 0
            ? SeriesKind::sagittal_t1
            : SeriesKind::sagittal_t2;
    recipe.frames = json.at("frames").get<int>();
    recipe.image_size = json.at("image_size").get<int>();
    for (const Json& head : json.value("heads", Json::array())) {
        auto& findings = recipe.heads.emplace_back();
        for (const auto& finding : head.get<std::vector<std::string>>()) {
            findings.push_back(static_cast<Condition>(
                index_of(kConditionNames, finding, "finding in \"heads\"", "", ExitCode::weights)));
        }
    }
    check(recipe);
    return recipe;
}

Json json_of(const Recipe& recipe) {
    Json json = {{"name", recipe.name},
                 {"stage", recipe.stage == Stage::locate ? 1 : 2},
                 {"series", kSeries[recipe.series == SeriesKind::sagittal_t1 ? 0 : 1]},
                 {"frames", recipe.frames},
                 {"image_size", recipe.image_size}};
    for (const auto& head : recipe.heads) {
        Json& findings = json["heads"].emplace_back(Json::array());
        for (const Condition finding : head) {
            findings.push_back(kConditionNames[static_cast<std::size_t>(finding)]);
        }
    }
    return json;
}

}  // namespace lumbar
