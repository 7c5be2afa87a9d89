#include "files/json_fields.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

#include "base/known_names.h"
#include "files/json_excerpt.h"

namespace lumbar {
namespace {

std::string quoted(const char* key) {
    return "\"" + std::string(key) + "\"";
}

std::string range_text(double low, double high) {
    std::ostringstream text;
    text << low << " to " << high;
    return text.str();
}

bool is_text(const Json& json) {
    return json.is_string();
}

}  // namespace

JsonFields::JsonFields(const Json& object, std::string where, ExitCode code)
    : object_(&object), where_(std::move(where)), code_(code) {
    if (!object.is_object()) refuse("not a JSON object", "{...}", json_excerpt(object));
}

void JsonFields::refuse(const std::string& what, const std::string& expected,
                        const std::string& found) const {
    throw Error({what, where_, expected, found}, code_);
}

const Json& JsonFields::value(const char* key, const std::string& expected) const {
    const auto found = object_->find(key);
    if (found == object_->end()) refuse(quoted(key) + " is missing", expected, "");
    return *found;
}

void JsonFields::require_known_keys(std::initializer_list<std::string_view> known) const {
    for (const auto& [key, value] : object_->items()) {
        index_of({known.begin(), known.size()}, key, "key", where_, code_);
    }
}

int JsonFields::whole_number(const char* key, int low, int high) const {
    const std::string expected = "a whole number, " + range_text(low, high);
    const Json& json = value(key, expected);
    const double number = json.is_number() ? json.get<double>() : std::nan("");
    if (!(number >= low && number <= high) || number != std::floor(number)) {
        refuse("the value of " + quoted(key), expected, json_excerpt(json));
    }
    return static_cast<int>(number);
}

double JsonFields::number(const char* key, double low, double high) const {
    const std::string expected = "a number, " + range_text(low, high);
    const Json& json = value(key, expected);
    const double number = json.is_number() ? json.get<double>() : std::nan("");
    if (!(number >= low && number <= high))
        refuse("the value of " + quoted(key), expected, json_excerpt(json));
    return number;
}

bool JsonFields::boolean(const char* key) const {
    const Json& json = value(key, "true or false");
    if (!json.is_boolean()) refuse("the value of " + quoted(key), "true or false", json_excerpt(json));
    return json.get<bool>();
}

std::string JsonFields::text(const char* key) const {
    const Json& json = value(key, "a string");
    if (!json.is_string()) refuse("the value of " + quoted(key), "a string", json_excerpt(json));
    return json.get<std::string>();
}

std::vector<std::string> JsonFields::texts(const char* key) const {
    return texts_of(value(key, "an array of strings"), "the value of " + quoted(key), code_);
}

const Json& JsonFields::object(const char* key) const {
    const Json& json = value(key, "a JSON object");
    if (!json.is_object()) refuse("the value of " + quoted(key), "a JSON object", json_excerpt(json));
    return json;
}

const Json& JsonFields::array(const char* key) const {
    const Json& json = value(key, "an array");
    if (!json.is_array()) refuse("the value of " + quoted(key), "an array", json_excerpt(json));
    return json;
}

std::vector<std::string> texts_of(const Json& array, const std::string& what, ExitCode code) {
    if (!array.is_array() || !std::all_of(array.begin(), array.end(), is_text)) {
        throw Error({what, "", "an array of strings", json_excerpt(array)}, code);
    }
    return array.get<std::vector<std::string>>();
}

}  // namespace lumbar
