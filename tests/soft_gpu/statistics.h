// What a launch did, counted: the numbers behind SOFT_GPU_REPORT.
#pragma once

#include <cstdint>

namespace ptx {

struct Statistics {
    std::uint64_t blocks = 0;
    std::uint64_t warp_instructions = 0;
    std::uint64_t matrix_products = 0;  // mma.sync, by warp
    std::uint64_t multiply_adds = 0;    // inside of them
    std::uint64_t global_bytes_read = 0, global_bytes_written = 0;
    // Shared memory: instructions by warp, how often the banks had to serve, how often at best.
    std::uint64_t shared_accesses = 0, shared_transactions = 0, shared_least_transactions = 0;
    int worst_conflict = 0, worst_conflict_line = 0;  // transactions over the least, of one instruction

    Statistics& operator+=(const Statistics& other) {
        blocks += other.blocks;
        warp_instructions += other.warp_instructions;
        matrix_products += other.matrix_products;
        multiply_adds += other.multiply_adds;
        global_bytes_read += other.global_bytes_read;
        global_bytes_written += other.global_bytes_written;
        shared_accesses += other.shared_accesses;
        shared_transactions += other.shared_transactions;
        shared_least_transactions += other.shared_least_transactions;
        if (other.worst_conflict > worst_conflict) {
            worst_conflict = other.worst_conflict;
            worst_conflict_line = other.worst_conflict_line;
        }
        return *this;
    }
};

}  // namespace ptx
