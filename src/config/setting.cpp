#include "config/setting.h"

#include <algorithm>
#include <type_traits>

#include "base/error.h"
#include "base/known_names.h"
#include "base/printable.h"
#include "files/json_excerpt.h"

namespace lumbar {
namespace {

std::string range_text(const Setting& setting) {
    const auto shown = [](double bound) { return Json(bound).dump(); };
    return shown(setting.low) + " to " + shown(setting.high);
}

// A NaN is in no range.
bool is_in_range(const Setting& setting, double value) {
    return value >= setting.low && value <= setting.high;
}

[[noreturn]] void refuse(const Setting& setting, const std::string& where, const std::string& expected,
                         const std::string& found) {
    throw Error({"the value of " + setting.name + " does not fit", where, expected, found}, ExitCode::usage);
}

template <class Number>
void assign_number(const Setting& setting, Number& target, const Json& value, const std::string& where) {
    const bool fits = std::is_integral_v<Number> ? value.is_number_integer() : value.is_number();
    if (!fits)
        refuse(setting, where, std::is_integral_v<Number> ? "a whole number" : "a number",
               json_excerpt(value));
    if (!is_in_range(setting, value.get<double>())) {
        refuse(setting, where, range_text(setting), json_excerpt(value));
    }
    target = value.get<Number>();
}

struct Assign {
    const Setting& setting;
    const Json& value;
    const std::string& where;

    void operator()(bool* target) const {
        if (!value.is_boolean()) refuse(setting, where, "true or false", json_excerpt(value));
        *target = value.get<bool>();
    }
    void operator()(int* target) const { assign_number(setting, *target, value, where); }
    void operator()(double* target) const { assign_number(setting, *target, value, where); }
    void operator()(std::string* target) const {
        if (!value.is_string()) refuse(setting, where, "a text", json_excerpt(value));
        *target = value.get<std::string>();
    }
    void operator()(Precision* target) const {
        const auto text = value.is_string() ? value.get<std::string>() : json_excerpt(value);
        const auto precision = value_of(kPrecisionNames, text);
        if (!precision) {
            const auto known = names_in(kPrecisionNames, &EnumName<Precision>::name);
            refuse(setting, where, names_text(known), excerpt(text) + did_you_mean(known, text));
        }
        *target = *precision;
    }
};

struct ToJson {
    template <class Value>
    Json operator()(const Value* value) const {
        return *value;
    }
    Json operator()(const Precision* value) const { return name_of(kPrecisionNames, *value); }
};

void assign(const std::vector<Setting>& settings, const std::string& name, const Json& value,
            const std::string& where) {
    const auto known = names_in(settings, &Setting::name);
    const Setting& setting = settings[index_of(known, name, "setting", where, ExitCode::usage)];
    std::visit(Assign{setting, value, where}, setting.value);
}

void check_range(const Setting& setting, double value) {
    if (!is_in_range(setting, value)) refuse(setting, "", range_text(setting), Json(value).dump());
}

}  // namespace

void set_value(const std::vector<Setting>& settings, std::string_view assignment) {
    const auto equals = assignment.find('=');
    if (equals == std::string_view::npos) {
        throw Error({"not an assignment", "--set", "NAME=VALUE", excerpt(assignment)}, ExitCode::usage);
    }
    const std::string text(assignment.substr(equals + 1));
    // What is no JSON is a text: backbone=hgnetv2_b0.
    const Json value = Json::accept(text) ? Json::parse(text) : Json(text);
    assign(settings, std::string(assignment.substr(0, equals)), value, "--set");
}

void set_values(const std::vector<Setting>& settings, const Json& values, const std::string& where) {
    if (!values.is_object()) {
        throw Error({"no settings", where, "an object of names and values", values.type_name()},
                    ExitCode::usage);
    }
    for (const auto& [name, value] : values.items()) assign(settings, name, value, where);
}

Json settings_json(const std::vector<Setting>& settings) {
    Json json = Json::object();
    for (const Setting& setting : settings) {
        json[setting.name] = std::visit(ToJson{}, setting.value);
    }
    return json;
}

void check_ranges(const std::vector<Setting>& settings) {
    for (const Setting& setting : settings) {
        if (const auto* whole = std::get_if<int*>(&setting.value)) {
            check_range(setting, **whole);
        } else if (const auto* number = std::get_if<double*>(&setting.value)) {
            check_range(setting, **number);
        }
    }
}

void check_order(const std::string& name_of_low, double low, double high) {
    if (low <= high) return;
    throw Error({"the value of " + name_of_low + " does not fit", "",
                 "at most the high end, " + Json(high).dump(), Json(low).dump()},
                ExitCode::usage);
}

}  // namespace lumbar
