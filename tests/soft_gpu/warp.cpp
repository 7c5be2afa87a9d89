#include "warp.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <limits>

namespace ptx {
namespace {

constexpr std::int32_t kNowhere = std::numeric_limits<std::int32_t>::max();

void set_lanes(Warp& warp, int slot, std::uint32_t value) {
    if (slot >= 0) std::fill_n(warp.lanes<std::uint32_t>(static_cast<std::uint32_t>(slot)), kLanes, value);
}

void set_constant(Warp& warp, const Kernel::Constant& constant) {
    switch (constant.bits) {
        case 1:
            warp.predicate(constant.slot) = constant.value ? kAllLanes : 0;
            break;
        case 16:
            std::fill_n(warp.lanes<std::uint16_t>(constant.slot), kLanes, constant.value);
            break;
        case 32:
            std::fill_n(warp.lanes<std::uint32_t>(constant.slot), kLanes, constant.value);
            break;
        default:
            std::fill_n(warp.lanes<std::uint64_t>(constant.slot), kLanes, constant.value);
    }
}

}  // namespace

Warp::Warp(BlockContext& context, unsigned first, unsigned block_threads, const unsigned (&block_shape)[3],
           const unsigned (&grid_shape)[3])
    : block(context),
      first_thread(first),
      existing(block_threads - first >= kLanes ? kAllLanes : (Mask{1} << (block_threads - first)) - 1),
      registers(context.kernel.register_bytes),
      local(context.kernel.local_bytes * kLanes) {
    const Kernel& kernel = block.kernel;
    for (const Kernel::Constant& constant : kernel.constants) set_constant(*this, constant);
    const auto& special = kernel.special_slots;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        set_lanes(*this, special[kNtid + axis], block_shape[axis]);
        set_lanes(*this, special[kNctaid + axis], grid_shape[axis]);
        if (special[kTid + axis] < 0) continue;
        auto* values = lanes<std::uint32_t>(static_cast<std::uint32_t>(special[kTid + axis]));
        for (unsigned lane = 0; lane < kLanes; ++lane) {
            const unsigned thread = first + lane, rest = thread / block_shape[0];
            const unsigned tid[] = {thread % block_shape[0], rest % block_shape[1], rest / block_shape[1]};
            values[lane] = tid[axis];
        }
    }
    set_lanes(*this, special[kWarpid], first / kLanes);
    for (unsigned lane = 0; special[kLaneid] >= 0 && lane < kLanes; ++lane) {
        lanes<std::uint32_t>(static_cast<std::uint32_t>(special[kLaneid]))[lane] = lane;
    }
}

void Warp::start_block() {
    const Kernel& kernel = block.kernel;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        set_lanes(*this, kernel.special_slots[kCtaid + axis], block.index[axis]);
    }
    // Not a number in every float type, far away as an address.
    for (const auto& range : kernel.poisoned) std::memset(lanes<char>(range.slot), 0x7f, range.bytes);
    std::fill(local.begin(), local.end(), '\x7f');
    for (const AsyncCopy& copy : copies) block.shared.end_copy(copy.to, copy.size);  // nobody waited for them
    copies.clear();
    copy_groups.clear();
    uncommitted_copies = 0;
    alive = active_ = existing;
    at_barrier = parked_ = 0;
    place_ = 0;
    next_place_ = kNowhere;
}

void Warp::run() {
    if (active_ == 0) regroup();
    const Instruction* code = block.kernel.code.data();
    std::uint64_t executed = 0;
    while (active_ != 0) {
        const Instruction& i = code[place_];
        ++executed;
        if (i.control != Control::none) [[unlikely]] {
            execute(i);
            continue;
        }
        Mask mask = active_;
        if (i.is_predicated) mask &= i.is_negated ? ~predicate(i.predicate) : predicate(i.predicate);
        if (mask != 0) i.run(*this, i, mask);
        if (++place_ >= next_place_) [[unlikely]]
            go_on();
    }
    block.statistics.warp_instructions += executed;
    if (parked_ != 0) fault_deadlock();
}

void Warp::execute(const Instruction& i) {
    Mask mask = active_;
    if (i.is_predicated) mask &= i.is_negated ? ~predicate(i.predicate) : predicate(i.predicate);
    switch (i.control) {
        case Control::branch:
            return branch(i, mask);
        case Control::exit:
            return exit(mask);
        case Control::barrier:
            return wait_at_barrier(i, mask);
        default:
            return run_together(i, mask);
    }
}

void Warp::branch(const Instruction& i, Mask mask) {
    if (mask == active_) {
        place_ = i.target;
    } else if (mask == 0) {
        ++place_;
    } else {  // those that do not jump stay active; the others wait for their turn
        for (Mask rest = mask; rest != 0; rest &= rest - 1) places_[first_lane(rest)] = i.target;
        active_ &= ~mask;
        next_place_ = std::min(next_place_, i.target);
        ++place_;
    }
    if (place_ >= next_place_) go_on();
}

void Warp::exit(Mask mask) {
    alive &= ~mask;
    active_ &= ~mask;
    ++place_;
    if (active_ == 0 || place_ >= next_place_) go_on();
}

void Warp::wait_at_barrier(const Instruction& i, Mask mask) {
    if (at_barrier != 0 && barrier_place != place_) {
        fault(kLaunchFailed, i, first_lane(active_), "threads of a warp wait at different barriers");
    }
    at_barrier |= mask;
    barrier_place = place_;
    for (Mask rest = mask; rest != 0; rest &= rest - 1) places_[first_lane(rest)] = place_ + 1;
    active_ &= ~mask;
    ++place_;
    go_on();
}

void Warp::run_together(const Instruction& i, Mask mask) {
    for (int lane = 0; lane < kLanes && parked_ != 0; ++lane) {  // those that came before
        if (!has_lane(parked_, lane) || places_[lane] != place_) continue;
        parked_ &= ~(Mask{1} << lane);
        active_ |= Mask{1} << lane;
        mask |= Mask{1} << lane;
    }
    const auto operand = static_cast<std::size_t>(i.member_operand);
    const Mask needed = i.member_operand < 0
                            ? kAllLanes
                            : lanes<std::uint32_t>(i.slots[operand])[first_lane(mask ? mask : active_)];
    if ((mask & ~needed) != 0)
        fault(kLaunchFailed, i, first_lane(mask & ~needed), "lane is not in its member mask");
    if (mask == 0 || (needed & ~mask) == 0) {
        if (mask != 0) i.run(*this, i, mask);
        ++place_;
        if (place_ >= next_place_) go_on();
        return;
    }
    if (i.is_predicated)
        fault(kLaunchFailed, i, first_lane(needed & ~mask), "predicate excludes a lane it needs");
    for (Mask rest = active_; rest != 0; rest &= rest - 1) places_[first_lane(rest)] = place_;
    parked_ |= active_;
    active_ = 0;
    go_on();
}

// Writes down where the active lanes are, then chooses anew which are active.
void Warp::go_on() {
    for (Mask rest = active_; rest != 0; rest &= rest - 1) places_[first_lane(rest)] = place_;
    regroup();
}

void Warp::regroup() {
    const Mask ready = alive & ~at_barrier & ~parked_;
    place_ = next_place_ = kNowhere;
    active_ = 0;
    for (Mask rest = ready; rest != 0; rest &= rest - 1) place_ = std::min(place_, places_[first_lane(rest)]);
    for (Mask rest = ready; rest != 0; rest &= rest - 1) {
        const int lane = first_lane(rest);
        if (places_[lane] == place_)
            active_ |= Mask{1} << lane;
        else
            next_place_ = std::min(next_place_, places_[lane]);
    }
}

void Warp::fault_deadlock() {
    const int lane = first_lane(parked_);
    const Mask others = existing & ~parked_;
    const std::string missing =
        others ? "lane " + std::to_string(first_lane(others)) + " has exited or waits elsewhere"
               : "the block has too few threads";
    fault(kLaunchFailed, block.kernel.code[static_cast<std::size_t>(places_[lane])], lane,
          "an instruction for the whole warp misses lanes: " + missing);
}

const Allocation& Warp::find_allocation(std::uint64_t address, std::size_t bytes, const Instruction& i,
                                        int lane) {
    const Allocation* found = block.memory.find(address, bytes);
    if (!found) {
        char text[80];
        std::snprintf(text, sizeof text, "%zu bytes at 0x%llx are outside of every allocation", bytes,
                      static_cast<unsigned long long>(address));
        fault(kIllegalAddress, i, lane, text);
    }
    return allocation = *found;
}

void Warp::fault(int code, const Instruction& i, int lane, const std::string& what) const {
    const auto place_of = [](const unsigned(&index)[3]) {
        return "(" + std::to_string(index[0]) + "," + std::to_string(index[1]) + "," +
               std::to_string(index[2]) + ")";
    };
    throw Fault(code, block.kernel.name + ", block " + place_of(block.index) + ", thread " +
                          std::to_string(first_thread + static_cast<unsigned>(lane)) + ", PTX line " +
                          std::to_string(i.line) + ": " + what);
}

}  // namespace ptx
