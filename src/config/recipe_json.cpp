#include "config/recipe_json.h"

#include <array>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/known_names.h"
#include "files/json_fields.h"

namespace lumbar {
namespace {

constexpr std::array<std::string_view, 2> kSeries = {"T1", "T2"};

// What a GPU of 16 GB and a study's memory have room for, several times over.
constexpr int kMostFrames = 64, kSmallestImage = 32, kLargestImage = 1024;

std::vector<std::vector<Condition>> heads_of(const Json& json, const std::string& where) {
    std::vector<std::vector<Condition>> heads;
    for (const Json& head : json) {
        auto& findings = heads.emplace_back();
        for (const auto& finding : texts_of(head, where + ": a head", ExitCode::weights)) {
            findings.push_back(static_cast<Condition>(
                index_of(kConditionNames, finding, "finding in \"heads\"", where, ExitCode::weights)));
        }
    }
    return heads;
}

}  // namespace

Recipe recipe_of(const Json& json, const std::string& where) {
    const JsonFields fields(json, where, ExitCode::weights);
    fields.require_known_keys({"name", "stage", "series", "frames", "image_size", "heads"});
    Recipe recipe;
    recipe.name = recipe_name(fields.text("name"));
    recipe.stage = fields.whole_number("stage", 1, 2) == 1 ? Stage::locate : Stage::grade;
    recipe.series = index_of(kSeries, fields.text("series"), "series", where, ExitCode::weights) == 0
                        ? SeriesKind::sagittal_t1
                        : SeriesKind::sagittal_t2;
    recipe.frames = fields.whole_number("frames", 1, kMostFrames);
    recipe.image_size = fields.whole_number("image_size", kSmallestImage, kLargestImage);
    if (fields.has("heads")) recipe.heads = heads_of(fields.array("heads"), where);
    if (recipe.stage == Stage::grade && recipe.conditions().empty()) {
        throw Error({"recipe " + recipe.name + " grades nothing", where, "\"heads\" with findings"},
                    ExitCode::weights);
    }
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
