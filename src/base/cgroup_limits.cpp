#include "base/cgroup_limits.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "base/split_at_commas.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kNoLimit = std::uint64_t{1} << 62;  // v1 writes the largest number of whole pages

struct Group {
    std::vector<std::string> controllers;  // empty: v2, which has all of them
    fs::path path;                         // relative to the controller's folder
};

// "4:cpu,cpuacct:/docker/7" or, of v2, "0::/docker/7".
std::vector<Group> groups_of_process(const fs::path& root) {
    std::vector<Group> groups;
    std::ifstream file(root / "proc/self/cgroup");
    for (std::string line; std::getline(file, line);) {
        const std::size_t first = line.find(':');
        const std::size_t second = first == line.npos ? line.npos : line.find(':', first + 1);
        if (second == line.npos) continue;
        fs::path path = fs::path(line.substr(second + 1)).relative_path().lexically_normal();
        if (!path.empty() && *path.begin() == "..") path.clear();  // outside of what a container sees
        groups.push_back({split_at_commas(line.substr(first + 1, second - first - 1)), path});
    }
    return groups;
}

// The group's folder and those above it.  In a container of v1 the path is the host's, and its own group is
// the top.
std::vector<fs::path> folders_of(const fs::path& controller, fs::path path) {
    std::vector<fs::path> folders;
    for (; !path.empty(); path = path.parent_path()) folders.push_back(controller / path);
    folders.push_back(controller);
    return folders;
}

template <class Number>
std::optional<Number> number_in(const fs::path& path) {
    std::ifstream file(path);
    Number number{};
    if (!(file >> number)) return {};
    return number;
}

template <class Number>
void lower(std::optional<Number>& limit, Number to) {
    limit = limit ? std::min(*limit, to) : to;
}

void lower_cpus(CgroupLimits& limits, double quota_us, double period_us) {
    if (quota_us > 0 && period_us > 0) lower(limits.cpus, quota_us / period_us);
}

void lower_memory(CgroupLimits& limits, const fs::path& path) {
    const auto bytes = number_in<std::uint64_t>(path);
    if (bytes && *bytes < kNoLimit) lower(limits.memory_bytes, *bytes);
}

void apply_v2(const fs::path& folder, CgroupLimits& limits) {
    std::ifstream file(folder / "cpu.max");  // "150000 100000" or "max 100000"
    double quota_us = 0, period_us = 0;
    if (file >> quota_us >> period_us) lower_cpus(limits, quota_us, period_us);
    lower_memory(limits, folder / "memory.max");
}

void apply_v1(const std::string& controller, const fs::path& folder, CgroupLimits& limits) {
    if (controller == "memory") return lower_memory(limits, folder / "memory.limit_in_bytes");
    const auto quota_us = number_in<double>(folder / "cpu.cfs_quota_us");  // -1: no limit
    const auto period_us = number_in<double>(folder / "cpu.cfs_period_us");
    if (quota_us && period_us) lower_cpus(limits, *quota_us, *period_us);
}

}  // namespace

CgroupLimits read_cgroup_limits(const fs::path& root) {
    CgroupLimits limits;
    const fs::path mounted = root / "sys/fs/cgroup";
    for (const Group& group : groups_of_process(root)) {
        if (group.controllers.empty()) {
            for (const char* place : {"", "unified"}) {  // beside v1 its folder is another
                for (const fs::path& folder : folders_of(mounted / place, group.path))
                    apply_v2(folder, limits);
            }
        }
        for (const std::string& controller : group.controllers) {
            if (controller != "cpu" && controller != "memory") continue;
            for (const fs::path& folder : folders_of(mounted / controller, group.path)) {
                apply_v1(controller, folder, limits);
            }
        }
    }
    return limits;
}

}  // namespace lumbar
