#include "onnx/onnx_properties.h"

#include "config/version.h"
#include "core/grades.h"

namespace lumbar {
namespace {

template <class Names>
std::string joined(const Names& names) {
    std::string text;
    for (const auto& name : names) text.append(text.empty() ? "" : ",").append(name);
    return text;
}

std::string conditions_of(const Recipe& recipe) {
    std::vector<std::string_view> names;
    for (const Condition finding : recipe.conditions()) {
        names.push_back(kConditionNames[static_cast<std::size_t>(finding)]);
    }
    return joined(names);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> properties_of(const NetFile& file) {
    const Recipe& recipe = file.recipe;
    const bool locates = recipe.stage == Stage::locate;
    std::vector<std::pair<std::string, std::string>> properties = {
        {"recipe", recipe.name},
        {"stage", locates ? "1" : "2"},
        {"series", std::string(series_kind_name(recipe.series))},
        {"frames", std::to_string(recipe.frames)},
        {"image_size", std::to_string(recipe.image_size)}};
    if (locates) {
        properties.emplace_back("levels", joined(kLevelTitles));
    } else {
        properties.emplace_back("conditions", conditions_of(recipe));
        properties.emplace_back("classes", joined(kClassNames));
    }
    properties.emplace_back("backbone", file.backbone);
    properties.emplace_back("fold", std::to_string(file.fold));
    properties.emplace_back("lumbar", version());
    for (const char* key : {"finished", "untrained", "note"}) {
        const auto found = file.metadata.find(key);
        if (found == file.metadata.end()) continue;
        properties.emplace_back(key, found->is_string() ? found->get<std::string>() : found->dump());
    }
    return properties;
}

std::string description_of(const NetFile& file) {
    const std::string input =
        "frames: the middle frames of a series, 0..1; black where there are fewer. "
        "mask: true for real frames. ";
    if (file.recipe.stage == Stage::grade) {
        return input +
               "logits: of one disc, three classes for each condition; "
               "a softmax over the last dimension gives their probabilities.";
    }
    return input +
           "points: two for each level, x and y relative to the image (0..1); "
           "T2: in front of and behind the disc, T1: left and right foramen.";
}

}  // namespace lumbar
