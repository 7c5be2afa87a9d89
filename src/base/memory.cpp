#include "base/memory.h"

#include <sys/resource.h>

#include <cstdlib>  // defines __GLIBC__ where it is that
#include <fstream>
#include <string>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace lumbar {

void keep_freed_memory() {
#if defined(__GLIBC__)
    // A large block would be a mapping of its own, given back when freed, and the threshold of that cannot be
    // set above 32 MB: so no block may be one.
    mallopt(M_MMAP_MAX, 0);
    constexpr int kNever = 1 << 30;  // bytes free at the end of the heap
    mallopt(M_TRIM_THRESHOLD, kNever);
#endif
}

double memory_in_use() {
    std::ifstream status("/proc/self/status");
    constexpr double kUnit = 1024;
    for (std::string line; std::getline(status, line);) {
        if (line.rfind("RssAnon:", 0) == 0) return std::stod(line.substr(8)) * kUnit;  // "RssAnon:  123 kB"
    }
    return peak_memory();
}

double peak_memory() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    constexpr double kUnit = 1024;  // Linux counts in KiB
    return static_cast<double>(usage.ru_maxrss) * kUnit;
}

}  // namespace lumbar
