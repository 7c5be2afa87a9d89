// Counts the CPUs that this process may use: those of its affinity mask, the cores behind them, the cgroup's
// quota.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

namespace lumbar {

struct CpuCount {
    int hardware_threads = 1;     // of the affinity mask
    int cores = 1;                // whose threads those are
    std::optional<double> quota;  // of the cgroup, in CPUs; empty: none
};

CpuCount count_cpus();

// The same of the CPUs with these numbers.  `root` is where proc/ and sys/ lie.
CpuCount count_cpus(const std::filesystem::path& root, const std::vector<int>& allowed);

// How many threads compute fastest: one a core, and no more than the quota, rounded up, keeps running.
int threads_for(const CpuCount& cpus);

// How many threads a command uses here unless it is given a number.
int default_threads();

}  // namespace lumbar
