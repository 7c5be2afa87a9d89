#include "base/known_names.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "base/printable.h"

namespace lumbar {
namespace {

constexpr std::size_t kLongest = 64;  // of names that a guess is worth: a message shall not cost time

// Letters that are put in, left out, changed or swapped with their neighbour (optimal string alignment).
std::size_t changes_between(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last, last(b.size() + 1), row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
            const bool is_swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (is_swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        before_last = std::exchange(last, row);
    }
    return last.back();
}

}  // namespace

std::size_t index_of(std::span<const std::string_view> known, std::string_view name, const std::string& what,
                     const std::string& where, ExitCode code) {
    const auto at = std::find(known.begin(), known.end(), name);
    if (at != known.end()) return static_cast<std::size_t>(at - known.begin());
    throw Error({"unknown " + what, where, names_text(known), excerpt(name) + did_you_mean(known, name)},
                code);
}

std::string names_text(std::span<const std::string_view> names) {
    std::string text;
    for (const std::string_view name : names) {
        if (!text.empty()) text += ", ";
        text += name;
    }
    return text;
}

std::string did_you_mean(std::span<const std::string_view> known, std::string_view name) {
    if (name.size() > kLongest) return "";
    std::string_view nearest;
    std::size_t fewest = name.size() / 3 + 1;
    for (const std::string_view candidate : known) {
        const std::size_t changes = changes_between(name, candidate);
        if (changes >= fewest) continue;
        fewest = changes;
        nearest = candidate;
    }
    return nearest.empty() ? "" : " (did you mean " + std::string(nearest) + "?)";
}

}  // namespace lumbar
