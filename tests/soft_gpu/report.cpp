#include "report.h"

#include <cstdint>
#include <cstdio>

namespace ptx {

void Report::add(const std::string& kernel, const Statistics& statistics) {
    if (!is_wanted()) return;
    Entry& entry = kernels_[kernel];
    ++entry.launches;
    entry.statistics += statistics;
    write();
}

void Report::write() const {
    const std::string unfinished = path_ + ".part";
    std::FILE* file = std::fopen(unfinished.c_str(), "w");
    if (!file) return;
    std::fputs(
        "kernel,launches,blocks,warp_instructions,mma,multiply_adds,global_bytes_read,global_bytes_written,"
        "shared_accesses,shared_transactions,shared_least_transactions,worst_conflict,worst_conflict_line\n",
        file);
    for (const auto& [name, entry] : kernels_) {
        const Statistics& s = entry.statistics;
        std::fputs(name.c_str(), file);
        for (const std::uint64_t count :
             {entry.launches, s.blocks, s.warp_instructions, s.matrix_products, s.multiply_adds,
              s.global_bytes_read, s.global_bytes_written, s.shared_accesses, s.shared_transactions,
              s.shared_least_transactions, static_cast<std::uint64_t>(s.worst_conflict),
              static_cast<std::uint64_t>(s.worst_conflict_line)}) {
            std::fprintf(file, ",%llu", static_cast<unsigned long long>(count));
        }
        std::fputc('\n', file);
    }
    if (std::fclose(file) == 0) std::rename(unfinished.c_str(), path_.c_str());
}

}  // namespace ptx
