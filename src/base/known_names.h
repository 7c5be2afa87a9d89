// Finds a name among the known ones, and guesses what a misspelt one meant.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace lumbar {

// names_in(recipes, &Recipe::name): valid as long as they are.
template <class Range, class Name>
std::vector<std::string_view> names_in(const Range& range, Name name) {
    std::vector<std::string_view> names;
    for (const auto& one : range) names.emplace_back(std::invoke(name, one));
    return names;
}

// Throws Error ("unknown WHAT", `where`, the known names, the name and a guess).
std::size_t index_of(std::span<const std::string_view> known, std::string_view name, const std::string& what,
                     const std::string& where = "", ExitCode code = ExitCode::data);

// "a, b, c"
std::string names_text(std::span<const std::string_view> names);

// " (did you mean NAME?)": of the known names the one that takes the fewest changes of a letter, at most one
// in three; nothing if there is none.
std::string did_you_mean(std::span<const std::string_view> known, std::string_view name);

}  // namespace lumbar
