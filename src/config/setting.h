// Settings by name: what each means, which values it takes, and their assignment from JSON and from text.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/precision.h"
#include "files/json.h"

namespace lumbar {

struct Setting {
    std::string name;  // "lr", "augment.rotate_deg"
    std::string help;
    std::variant<bool*, int*, double*, std::string*, Precision*> value;  // where it is kept
    double low = 0, high = 0;                                            // of numbers, both included
};

// "lr=3e-4".  Throws Error (usage) naming what is wrong and what there is.
void set_value(const std::vector<Setting>& settings, std::string_view assignment);
// An object of names and values.  Throws Error (usage).
void set_values(const std::vector<Setting>& settings, const Json& values, const std::string& where);

Json settings_json(const std::vector<Setting>& settings);

// For values that were not assigned by name.  Throw Error (usage) that names the setting: for a number
// outside its range, or NaN; for a low end above its high end.
void check_ranges(const std::vector<Setting>& settings);
void check_order(const std::string& name_of_low, double low, double high);

}  // namespace lumbar
