// A count of values in, calls for blocks of them out, shared by threads.
#pragma once

#include <algorithm>
#include <cstddef>

namespace lumbar::kernels {

// work(first, size) for every block; `threads` is at least 1.
template <class Work>
void in_blocks(std::size_t count, int threads, const Work& work) {
    constexpr std::size_t kBlock = std::size_t{1} << 14;  // values: enough to be worth a thread, and cached
    const auto blocks = static_cast<std::ptrdiff_t>((count + kBlock - 1) / kBlock);
#pragma omp parallel for num_threads(threads) if (blocks > 1)
    for (std::ptrdiff_t block = 0; block < blocks; ++block) {
        const std::size_t first = static_cast<std::size_t>(block) * kBlock;
        work(first, std::min(kBlock, count - first));
    }
}

}  // namespace lumbar::kernels
