#include "files/json_differences.h"

#include <cstddef>
#include <vector>

#include "files/json_excerpt.h"

namespace lumbar {
namespace {

std::string value_at(const Json& parent, const std::string& key) {
    const auto found = parent.find(key);
    return found == parent.end() ? "nothing" : json_excerpt(*found);
}

void add_differences(const Json& there, const Json& here, const std::string& above,
                     std::vector<std::string>& phrases) {
    const auto add = [&](const std::string& key) {
        phrases.push_back(above + key + ": " + value_at(there, key) + " there, " + value_at(here, key) +
                          " here");
    };
    for (const auto& [key, value] : here.items()) {
        const auto other = there.find(key);
        const bool is_there = other != there.end();
        if (is_there && other->is_object() && value.is_object()) {
            add_differences(*other, value, above + key + ".", phrases);
        } else if (!is_there || *other != value) {
            add(key);
        }
    }
    for (const auto& [key, value] : there.items()) {
        if (!here.contains(key)) add(key);
    }
}

}  // namespace

std::string json_differences(const Json& there, const Json& here) {
    constexpr std::size_t kMost = 5;
    std::vector<std::string> phrases;
    if (there.is_object() && here.is_object()) {
        add_differences(there, here, "", phrases);
    } else if (there != here) {
        phrases.push_back(json_excerpt(there) + " there, " + json_excerpt(here) + " here");
    }
    std::string text;
    for (std::size_t i = 0; i < phrases.size() && i < kMost; ++i) text += (i == 0 ? "" : "; ") + phrases[i];
    if (phrases.size() > kMost) text += "; and " + std::to_string(phrases.size() - kMost) + " more";
    return text;
}

}  // namespace lumbar
