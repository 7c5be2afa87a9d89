#include "base/memory.h"

#include <sys/resource.h>

#include <cstdlib>  // defines __GLIBC__ where it is that
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

double peak_memory() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    constexpr double kUnit = 1024;  // Linux counts in KiB
    return static_cast<double>(usage.ru_maxrss) * kUnit;
}

}  // namespace lumbar
