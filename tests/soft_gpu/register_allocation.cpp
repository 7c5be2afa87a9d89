#include "register_allocation.h"

#include <algorithm>
#include <cstdint>
#include <map>

namespace ptx {
namespace {

using Set = std::vector<bool>;

struct Interval {
    int first = -1, last = -1;  // instructions between which the value is needed
    void include(int place) {
        first = first < 0 ? place : std::min(first, place);
        last = std::max(last, place);
    }
};

class Liveness {
  public:
    Liveness(const Kernel& kernel, const std::vector<VirtualOperands>& operands, std::size_t registers)
        : code_(kernel.code), operands_(operands), intervals_(registers) {
        find_blocks();
        live_in_.assign(starts_.size(), Set(registers));
        for (bool changed = true; changed;) {
            changed = false;
            for (std::size_t b = starts_.size(); b-- > 0;) changed |= update(b);
        }
        for (std::size_t b = 0; b < starts_.size(); ++b) extend_intervals(b);
    }

    const std::vector<Interval>& intervals() const { return intervals_; }
    // Registers that a path from the start reads before any instruction has written them.
    const Set& live_at_entry() const { return live_in_.front(); }

  private:
    void find_blocks() {
        std::vector<bool> is_start(code_.size() + 1);
        is_start[0] = true;
        for (std::size_t n = 0; n < code_.size(); ++n) {
            if (code_[n].control != Control::branch && code_[n].control != Control::exit) continue;
            is_start[n + 1] = true;
            if (code_[n].control == Control::branch)
                is_start[static_cast<std::size_t>(code_[n].target)] = true;
        }
        block_of_.resize(code_.size());
        for (std::size_t n = 0; n < code_.size(); ++n) {
            if (is_start[n]) starts_.push_back(n);
            block_of_[n] = starts_.size() - 1;
        }
    }
    std::size_t end_of(std::size_t block) const {
        return block + 1 < starts_.size() ? starts_[block + 1] : code_.size();
    }

    Set live_out(std::size_t block) const {
        const Instruction& last = code_[end_of(block) - 1];
        Set live(intervals_.size());
        const auto add = [&](std::size_t next) {
            for (std::size_t r = 0; r < live.size(); ++r) live[r] = live[r] || live_in_[next][r];
        };
        if (last.control == Control::branch) add(block_of_[static_cast<std::size_t>(last.target)]);
        const bool leaves = last.control == Control::branch || last.control == Control::exit;
        if ((!leaves || last.is_predicated) && block + 1 < starts_.size()) add(block + 1);
        return live;
    }

    // Backwards over an instruction.  One with a predicate keeps the old value in some lanes.
    void step(std::size_t n, Set& live) const {
        const VirtualOperands& of = operands_[n];
        const std::size_t written = code_[n].written;
        for (std::size_t k = 0; k < written && !code_[n].is_predicated; ++k)
            live[static_cast<std::size_t>(of.operands[k])] = false;
        for (std::size_t k = code_[n].is_predicated ? 0 : written; k < of.operands.size(); ++k) {
            if (of.operands[k] >= 0) live[static_cast<std::size_t>(of.operands[k])] = true;
        }
        if (of.predicate >= 0) live[static_cast<std::size_t>(of.predicate)] = true;
    }

    bool update(std::size_t block) {
        Set live = live_out(block);
        for (std::size_t n = end_of(block); n-- > starts_[block];) step(n, live);
        if (live == live_in_[block]) return false;
        live_in_[block] = std::move(live);
        return true;
    }

    void extend_intervals(std::size_t block) {
        const Set out = live_out(block);
        const int first = static_cast<int>(starts_[block]), last = static_cast<int>(end_of(block)) - 1;
        for (std::size_t r = 0; r < intervals_.size(); ++r) {
            if (live_in_[block][r]) intervals_[r].include(first);
            if (out[r]) intervals_[r].include(last);
        }
        for (int n = first; n <= last; ++n) {
            const VirtualOperands& of = operands_[static_cast<std::size_t>(n)];
            for (const int r : of.operands) {
                if (r >= 0) intervals_[static_cast<std::size_t>(r)].include(n);
            }
            if (of.predicate >= 0) intervals_[static_cast<std::size_t>(of.predicate)].include(n);
        }
    }

    const std::vector<Instruction>& code_;
    const std::vector<VirtualOperands>& operands_;
    std::vector<std::size_t> starts_, block_of_;
    std::vector<Set> live_in_;
    std::vector<Interval> intervals_;
};

// Places in the register file; those of one width are never reused for another, because an operation may
// write a wide result over narrow operands that it still reads.
class Places {
  public:
    explicit Places(std::size_t& end) : end_(end) {}

    std::uint32_t take(int bits, int first) {
        auto& of_width = places_[bits];
        for (auto& [slot, busy_until] : of_width) {
            if (busy_until < first) return slot;
        }
        const auto slot = static_cast<std::uint32_t>(end_);
        end_ += register_size(bits);
        of_width.emplace_back(slot, -1);
        return slot;
    }
    void keep(int bits, std::uint32_t slot, int last) {
        for (auto& [known, busy_until] : places_[bits]) {
            if (known == slot) busy_until = last;
        }
    }

  private:
    std::size_t& end_;
    std::map<int, std::vector<std::pair<std::uint32_t, int>>> places_;
};

std::vector<std::uint32_t> choose_slots(Kernel& kernel, const Liveness& liveness,
                                        const std::vector<int>& bits) {
    std::vector<std::size_t> order;
    for (std::size_t r = 0; r < bits.size(); ++r) {
        if (liveness.intervals()[r].first >= 0) order.push_back(r);
    }
    std::vector<Interval> intervals = liveness.intervals();
    for (const std::size_t r : order) {  // keeps its poison: shares with nobody
        if (liveness.live_at_entry()[r]) intervals[r] = {0, static_cast<int>(kernel.code.size())};
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return intervals[a].first < intervals[b].first; });
    Places places(kernel.register_bytes);
    std::vector<std::uint32_t> slots(bits.size());
    for (const std::size_t r : order) {
        // From its first instruction on: what that instruction reads for the last time keeps its place.
        slots[r] = places.take(bits[r], intervals[r].first);
        places.keep(bits[r], slots[r], intervals[r].last);
        if (liveness.live_at_entry()[r]) kernel.poisoned.push_back({slots[r], register_size(bits[r])});
    }
    return slots;
}

}  // namespace

std::uint32_t register_size(int bits) {
    // A predicate is one word; it takes as much as keeps the others aligned.
    return bits == 1 ? 8 : static_cast<std::uint32_t>(kLanes * bits / 8);
}

void allocate_registers(Kernel& kernel, const std::vector<VirtualOperands>& operands,
                        const std::vector<int>& bits) {
    const Liveness liveness(kernel, operands, bits.size());
    const auto slots = choose_slots(kernel, liveness, bits);
    for (std::size_t n = 0; n < kernel.code.size(); ++n) {
        Instruction& i = kernel.code[n];
        for (std::size_t k = 0; k < operands[n].operands.size(); ++k) {
            const int r = operands[n].operands[k];
            if (r >= 0) i.slots[k] = slots[static_cast<std::size_t>(r)];
        }
        if (operands[n].predicate >= 0) i.predicate = slots[static_cast<std::size_t>(operands[n].predicate)];
    }
}

}  // namespace ptx
