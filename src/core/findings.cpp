#include "core/findings.h"

namespace lumbar {

ConditionGroup group_of(Condition condition) {
    switch (condition) {
        case Condition::spinal_canal_stenosis:
            return ConditionGroup::spinal;
        case Condition::left_neural_foraminal_narrowing:
        case Condition::right_neural_foraminal_narrowing:
            return ConditionGroup::foraminal;
        default:
            return ConditionGroup::subarticular;
    }
}

std::string_view side_of(Condition condition) {
    const std::string_view name = kConditionNames[index(condition)];
    if (name.starts_with("left_")) return "left";
    return name.starts_with("right_") ? "right" : "";
}

std::string_view name_without_side(Condition condition) {
    const std::string_view side = side_of(condition);
    return kConditionNames[index(condition)].substr(side.empty() ? 0 : side.size() + 1);
}

std::string row_id(std::string_view study_id, const Finding& finding) {
    std::string id(study_id);
    id += '_';
    id += kConditionNames[index(finding.condition)];
    id += '_';
    id += kLevelNames[finding.level];
    return id;
}

}  // namespace lumbar
