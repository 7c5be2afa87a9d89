#include "cohort/finding_names.h"

#include "core/grades.h"

namespace lumbar {

std::string_view side_of(std::size_t condition) {
    const std::string_view name = kConditionNames[condition];
    if (name.starts_with("left_")) return "left";
    return name.starts_with("right_") ? "right" : "";
}

std::string_view without_side(std::size_t condition) {
    const std::string_view side = side_of(condition);
    return kConditionNames[condition].substr(side.empty() ? 0 : side.size() + 1);
}

}  // namespace lumbar
