#include "core/grades.h"

#include <algorithm>

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

std::string row_id(std::string_view study_id, Condition condition, int level) {
    std::string id(study_id);
    id += '_';
    id += kConditionNames[static_cast<std::size_t>(condition)];
    id += '_';
    id += kLevelNames[static_cast<std::size_t>(level)];
    return id;
}

std::size_t most_probable_class(const Probabilities& probabilities) {
    return static_cast<std::size_t>(std::max_element(probabilities.begin(), probabilities.end()) -
                                    probabilities.begin());
}

}  // namespace lumbar
