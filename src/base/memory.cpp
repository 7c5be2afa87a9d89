#include "base/memory.h"

#include <sys/resource.h>

#include <cstdlib>  // defines __GLIBC__ where it is that
#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace lumbar {

void keep_freed_memory() {
#if defined(__GLIBC__)
    constexpr int kNever = 1 << 30;  // bytes; mallopt(3) takes no larger number
    mallopt(M_MMAP_THRESHOLD, kNever);
    mallopt(M_TRIM_THRESHOLD, kNever);
#endif
}

double peak_memory() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    constexpr double kUnit = 1024;  // Linux counts in KiB
    return static_cast<double>(usage.ru_maxrss) * kUnit;
}

}  // namespace lumbar
