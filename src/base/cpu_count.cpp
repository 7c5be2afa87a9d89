#include "base/cpu_count.h"

#include <sched.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>
#include <string>
#include <thread>

#include "base/cgroup_limits.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

constexpr int kMostCpus = 1 << 16;

// The affinity mask.  Its size is unknown: the kernel refuses one that is too small.
std::vector<int> allowed_cpus() {
    std::vector<int> allowed;
    for (int cpus = CPU_SETSIZE; cpus <= kMostCpus && allowed.empty(); cpus *= 2) {
        std::vector<cpu_set_t> mask(static_cast<std::size_t>(cpus / CPU_SETSIZE));
        const std::size_t bytes = mask.size() * sizeof(cpu_set_t);
        if (sched_getaffinity(0, bytes, mask.data()) != 0) continue;
        for (int cpu = 0; cpu < cpus; ++cpu) {
            if (CPU_ISSET_S(static_cast<std::size_t>(cpu), bytes, mask.data())) allowed.push_back(cpu);
        }
    }
    if (!allowed.empty()) return allowed;
    for (unsigned cpu = 0; cpu < std::thread::hardware_concurrency(); ++cpu) {
        allowed.push_back(static_cast<int>(cpu));
    }
    return allowed;
}

// All threads of a core have the same text ("0,64"); a CPU that has none is a core of its own.
std::string core_of(const fs::path& root, int cpu) {
    const fs::path folder = root / "sys/devices/system/cpu" / ("cpu" + std::to_string(cpu)) / "topology";
    for (const char* name : {"core_cpus_list", "thread_siblings_list"}) {  // the latter before Linux 5.3
        std::ifstream file(folder / name);
        std::string siblings;
        if (std::getline(file, siblings) && !siblings.empty()) return siblings;
    }
    return std::to_string(cpu);
}

}  // namespace

CpuCount count_cpus() {
    return count_cpus("/", allowed_cpus());
}

CpuCount count_cpus(const fs::path& root, const std::vector<int>& allowed) {
    std::set<std::string> cores;
    for (const int cpu : allowed) cores.insert(core_of(root, cpu));
    const auto at_least_one = [](std::size_t count) { return std::max(1, static_cast<int>(count)); };
    return {at_least_one(allowed.size()), at_least_one(cores.size()), read_cgroup_limits(root).cpus};
}

int threads_for(const CpuCount& cpus) {
    const int cores = std::min(cpus.cores, kMostThreads);
    if (!cpus.quota || *cpus.quota >= cores) return cores;
    return std::max(1, static_cast<int>(std::ceil(*cpus.quota)));
}

int default_threads() {
    static const int threads = threads_for(count_cpus());  // files of each CPU are read for it
    return threads;
}

}  // namespace lumbar
