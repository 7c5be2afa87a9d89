#include "config/shard.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <string_view>

#include "base/error.h"

namespace lumbar {
namespace {

constexpr int kMostParts = 100'000;

std::optional<int> whole_number(std::string_view text) {
    int number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc() || end != text.data() + text.size()) return {};
    return number;
}

[[noreturn]] void refuse(const std::string& where, const std::string& expected, const std::string& found) {
    throw Error({"cannot tell which part of the studies to take", where, expected, found}, ExitCode::usage);
}

int variable(const char* name, std::optional<int> standard = {}) {
    const char* const text = std::getenv(name);
    if (!text && standard) return *standard;
    const auto number = whole_number(text ? text : "");
    if (!number)
        refuse("--shard slurm", std::string(name) + " as Slurm sets it in an array", text ? text : "none");
    return *number;
}

// The tasks of --array=MIN-MAX:STEP, in their order.
Shard slurm_shard() {
    const int id = variable("SLURM_ARRAY_TASK_ID"), first = variable("SLURM_ARRAY_TASK_MIN"),
              last = variable("SLURM_ARRAY_TASK_MAX"), step = variable("SLURM_ARRAY_TASK_STEP", 1);
    const bool is_regular = step >= 1 && first >= 0 && last - first < kMostParts && id >= first &&
                            id <= last && (id - first) % step == 0;
    const int parts = is_regular ? (last - first) / step + 1 : 0;
    if (!is_regular || variable("SLURM_ARRAY_TASK_COUNT", parts) != parts) {
        refuse("--shard slurm", "an array without gaps, such as --array=1-16",
               "task " + std::to_string(id) + " of " + std::to_string(first) + "-" + std::to_string(last));
    }
    return {(id - first) / step + 1, parts};
}

}  // namespace

std::vector<int> divide(const std::vector<std::string>& ids, int parts) {
    std::vector<std::size_t> order(ids.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return ids[a] < ids[b]; });
    std::vector<int> part_of(ids.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        part_of[order[i]] = static_cast<int>(i % static_cast<std::size_t>(parts)) + 1;
    }
    return part_of;
}

std::string part_name(const Shard& shard) {
    return std::to_string(shard.part) + "/" + std::to_string(shard.parts);
}

Shard parse_shard(const std::string& text) {
    if (text == "slurm") return slurm_shard();
    const std::size_t slash = text.find('/');
    const auto part = whole_number(std::string_view(text).substr(0, slash));
    const auto parts = whole_number(slash == std::string::npos ? "" : text.substr(slash + 1));
    if (!part || !parts || *part < 1 || *part > *parts || *parts > kMostParts) {
        refuse("--shard", "PART/PARTS such as 3/16, or slurm", text);
    }
    return {*part, *parts};
}

}  // namespace lumbar
