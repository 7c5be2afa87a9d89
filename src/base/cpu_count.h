// Counts the CPUs that this process may use: hardware threads in its affinity mask, their cores, and the
// cgroup's quota.
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

inline constexpr int kMostThreads = 1024;  // that a command takes

// The default number of threads: one for each core, at most the quota rounded up.
int threads_for(const CpuCount& cpus);

// How many threads a command uses here unless it is given a number.
int default_threads();

}  // namespace lumbar
