#include "dicom_out/codes.h"

#include <array>

#include "core/grades.h"

namespace lumbar {

Code own_code(const char* value, const char* meaning) {
    return {value, kOwnScheme, meaning};
}

Code level_code(std::size_t level) {
    static const std::array<Code, kLevels> codes{
        {{"243920003", "SCT", "Level of L1/L2 intervertebral disc"},
         {"243921004", "SCT", "Level of L2/L3 intervertebral disc"},
         {"243922006", "SCT", "Level of L3/L4 intervertebral disc"},
         {"243923001", "SCT", "Level of L4/L5 intervertebral disc"},
         {"243927000", "SCT", "Level of L5/S1 intervertebral disc"}}};
    return codes.at(level);
}

Code finding_code(ConditionGroup group) {
    switch (group) {
        case ConditionGroup::spinal:
            return {"76107001", "SCT", "Spinal stenosis"};
        case ConditionGroup::foraminal:
            return own_code("FORAMINAL", "Neural foraminal narrowing");
        default:
            return own_code("SUBARTICULAR", "Subarticular (lateral recess) stenosis");
    }
}

Code grade_code(std::size_t grade) {
    static const std::array<Code, kClasses> codes{{own_code("NORMAL_MILD", "Normal or mild"),
                                                   {"6736007", "SCT", "Moderate"},
                                                   {"24484000", "SCT", "Severe"}}};
    return codes.at(grade);
}

Code yes_or_no(bool is_yes) {
    return is_yes ? Code{"373066001", "SCT", "Yes"} : Code{"373067005", "SCT", "No"};
}

Code series_kind_code(SeriesKind kind) {
    return kind == SeriesKind::sagittal_t1 ? own_code("SAG_T1", "Sagittal T1")
                                           : own_code("SAG_T2", "Sagittal T2 or STIR");
}

Code source_code(bool is_from_nets) {
    return is_from_nets ? own_code("NETS", "Neural networks, from this patient's images")
                        : own_code("PRIOR", "Class prior: says nothing of this patient");
}

}  // namespace lumbar
