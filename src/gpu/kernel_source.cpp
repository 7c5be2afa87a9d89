#include "gpu/kernel_source.h"

#include <stdexcept>
#include <string>

namespace lumbar::gpu {

const PtxText& find_ptx(std::span<const PtxText> texts, std::string_view kernel, int compute) {
    const std::string entry = ".entry " + std::string(kernel) + "(";
    const PtxText* best = nullptr;
    for (const PtxText& text : texts) {
        const bool is_better = text.compute <= compute && (!best || text.compute > best->compute);
        if (is_better && text.text.find(entry) != std::string_view::npos) best = &text;
    }
    if (!best)
        throw std::invalid_argument("no kernel " + std::string(kernel) + " for compute capability " +
                                    std::to_string(compute / 10) + "." + std::to_string(compute % 10));
    return *best;
}

}  // namespace lumbar::gpu
