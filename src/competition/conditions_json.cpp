#include "competition/conditions_json.h"

#include "core/findings.h"

namespace lumbar {

Json json_of_conditions() {
    Json conditions = Json::array();
    for (const Condition condition : kAllConditions) {
        conditions.push_back({{"name", name_without_side(condition)}, {"side", side_of(condition)}});
    }
    return conditions;
}

}  // namespace lumbar
