// cp.async: copies from global to shared memory that arrive only when their group is waited for.
#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "access.h"

namespace ptx {
namespace {

// Until then the destination keeps what it had, and whoever touches it is at fault.
void issue(Warp& w, const Instruction& i, Mask mask) {
    std::uint64_t to[kLanes], from[kLanes];
    read_addresses(w, i, 0, 0, i.has_narrow_address, to);
    read_addresses(w, i, 1, 1, false, from);
    const auto* sizes = w.lanes<std::uint32_t>(i.slots[2]);
    const auto* source_sizes =
        w.lanes<std::uint32_t>(i.slots[i.operands - 1u]);  // the rest is filled with zeros
    for (Mask rest = mask; rest != 0; rest &= rest - 1) {
        const int lane = first_lane(rest);
        const std::uint32_t size = sizes[lane], source_size = source_sizes[lane];
        if (source_size > size) w.fault(kLaunchFailed, i, lane, "cp.async reads more than it writes");
        if (from[lane] % size != 0)
            w.fault(kMisaligned, i, lane, "the source of a cp.async is not a multiple of its size");
        check_shared(w, i, lane, to[lane], size, true);
        w.block.shared.begin_copy(to[lane], size);
        AsyncCopy copy{to[lane], static_cast<std::uint8_t>(lane), static_cast<std::uint8_t>(size), {}};
        if (source_size != 0)
            std::memcpy(copy.data, check_global(w, i, lane, from[lane], source_size, false), source_size);
        w.block.statistics.global_bytes_read += source_size;
        w.copies.push_back(copy);
    }
    w.uncommitted_copies += static_cast<std::size_t>(std::popcount(mask));
    count_banks(w, i, mask, to, sizes[first_lane(mask)]);
}

// Groups are counted for the warp as a whole, which needs its lanes to agree.
void check_whole_warp(const Warp& w, const Instruction& i, Mask mask) {
    if (mask != w.alive)
        w.fault(kLaunchFailed, i, first_lane(w.alive & ~mask),
                "some lanes do not commit or wait for cp.async");
}

void commit(Warp& w, const Instruction& i, Mask mask) {
    check_whole_warp(w, i, mask);
    w.copy_groups.push_back(w.uncommitted_copies);
    w.uncommitted_copies = 0;
}

void complete_groups(Warp& w, const Instruction& i, std::size_t pending) {
    std::size_t copies = 0;
    while (w.copy_groups.size() > pending) {
        copies += w.copy_groups.front();
        w.copy_groups.erase(w.copy_groups.begin());
    }
    for (std::size_t n = 0; n < copies; ++n) {
        const AsyncCopy& copy = w.copies[n];
        w.block.shared.end_copy(copy.to, copy.size);
        std::memcpy(check_shared(w, i, copy.lane, copy.to, copy.size, true), copy.data, copy.size);
    }
    w.copies.erase(w.copies.begin(), w.copies.begin() + static_cast<std::ptrdiff_t>(copies));
}

void wait_group(Warp& w, const Instruction& i, Mask mask) {
    check_whole_warp(w, i, mask);
    complete_groups(w, i, w.lanes<std::uint32_t>(i.slots[0])[first_lane(mask)]);
}
void wait_all(Warp& w, const Instruction& i, Mask mask) {
    commit(w, i, mask);
    complete_groups(w, i, 0);
}

// cp.async.ca.shared.global [to], [from], size{, source size}
Decoded decode_issue(Opcode opcode, const std::vector<Operand>& operands) {
    Decoded result;
    for (const char* hint : {"L2::64B", "L2::128B", "L2::256B"}) opcode.take(hint);
    const bool caches = opcode.is({"async", "ca", "shared", "global"});
    if ((!caches && !opcode.is({"async", "cg", "shared", "global"})) || operands.size() < 3) return result;
    const std::uint64_t size = operands[2].value;
    const bool size_is_known = size == 16 || (caches && (size == 4 || size == 8));
    if (operands[2].bits != 0 || !size_is_known) return result;
    result.run = issue;
    result.bits = {operands[0].bits == 32 ? 32 : 64, 64, 32};
    if (operands.size() == 4) result.bits.push_back(32);
    result.shared_bytes = static_cast<int>(size);
    return result;
}

}  // namespace

Decoded decode_async_copy(Opcode opcode, const std::vector<Operand>& operands) {
    Decoded result;
    if (opcode.name != "cp" || !opcode.types.empty()) return result;
    if (opcode.is({"async", "commit_group"}))
        result.run = commit;
    else if (opcode.is({"async", "wait_all"}))
        result.run = wait_all;
    else if (opcode.is({"async", "wait_group"}))
        result.run = wait_group, result.bits = {32};
    else
        result = decode_issue(std::move(opcode), operands);
    result.written = 0;
    return result;
}

}  // namespace ptx
