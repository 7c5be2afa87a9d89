// What the lanes of a warp do together: shfl, vote, activemask, bar.warp.sync.
#include <algorithm>
#include <cstdint>
#include <vector>

#include "decode.h"
#include "lane_loop.h"

namespace ptx {
namespace {

enum class Shuffle { up, down, butterfly, index };

// The lane that is read from, or -1: outside of the segment, the lane keeps its own value.
template <Shuffle kWay>
int source_lane(int lane, std::uint32_t by, std::uint32_t clamp) {
    const int segments = static_cast<int>(clamp >> 8 & 31), limit = static_cast<int>(clamp & 31);
    const int shift = static_cast<int>(by & 31), first = lane & segments;
    const int last = first | (limit & ~segments);
    const int source = kWay == Shuffle::up          ? lane - shift
                       : kWay == Shuffle::down      ? lane + shift
                       : kWay == Shuffle::butterfly ? lane ^ shift
                                                    : first | (shift & ~segments);
    const bool is_inside = kWay == Shuffle::up ? source >= last : source <= last;
    return is_inside ? source : -1;
}

// shfl.sync d{|p}, a, b, c, members
template <Shuffle kWay>
void shuffle(Warp& w, const Instruction& i, Mask mask) {
    const std::size_t first = i.written;
    std::uint32_t values[kLanes];
    std::copy_n(w.lanes<std::uint32_t>(i.slots[first]), kLanes, values);
    const auto *by = w.lanes<std::uint32_t>(i.slots[first + 1]),
               *clamp = w.lanes<std::uint32_t>(i.slots[first + 2]);
    Mask inside = 0;
    auto* d = w.lanes<std::uint32_t>(i.slots[0]);
    for (Mask rest = mask; rest != 0; rest &= rest - 1) {
        const int lane = first_lane(rest), source = source_lane<kWay>(lane, by[lane], clamp[lane]);
        if (source >= 0 && !has_lane(mask, source))
            w.fault(kLaunchFailed, i, lane, "shfl reads from a lane that takes no part");
        d[lane] = values[source >= 0 ? source : lane];
        if (source >= 0) inside |= kLaneBits.bit[lane];
    }
    if (first == 2) set_predicate(w.predicate(i.slots[1]), mask, inside);
}

enum class Vote { all, any, uniform };

template <Vote kVote>
void vote_predicate(Warp& w, const Instruction& i, Mask mask) {
    const Mask yes = w.predicate(i.slots[1]) & mask;
    const bool result = kVote == Vote::any ? yes != 0 : yes == mask || (kVote == Vote::uniform && yes == 0);
    set_predicate(w.predicate(i.slots[0]), mask, result ? kAllLanes : 0);
}
void vote_ballot(Warp& w, const Instruction& i, Mask mask) {
    const Mask yes = w.predicate(i.slots[1]) & mask;
    set_lanes(w.lanes<std::uint32_t>(i.slots[0]), mask, [=](int) { return yes; });
}
void active_mask(Warp& w, const Instruction& i, Mask mask) {
    set_lanes(w.lanes<std::uint32_t>(i.slots[0]), mask, [=](int) { return mask; });
}
void synchronise_warp(Warp& w, const Instruction&, Mask) {
    w.synchronised = w.block.shared.pass_warp_barrier();
}

Behaviour find_shuffle(const Opcode& opcode) {
    if (opcode.is({"sync", "up"})) return shuffle<Shuffle::up>;
    if (opcode.is({"sync", "down"})) return shuffle<Shuffle::down>;
    if (opcode.is({"sync", "bfly"})) return shuffle<Shuffle::butterfly>;
    return opcode.is({"sync", "idx"}) ? shuffle<Shuffle::index> : nullptr;
}

Behaviour find_vote(const Opcode& opcode) {
    if (opcode.type(0) == Type{'b', 32}) return opcode.is({"sync", "ballot"}) ? vote_ballot : nullptr;
    if (opcode.type(0).kind != 'p') return nullptr;
    if (opcode.is({"sync", "all"})) return vote_predicate<Vote::all>;
    if (opcode.is({"sync", "any"})) return vote_predicate<Vote::any>;
    return opcode.is({"sync", "uni"}) ? vote_predicate<Vote::uniform> : nullptr;
}

}  // namespace

Decoded decode_warp_operation(Opcode opcode, const std::vector<Operand>& operands) {
    Decoded result;
    if (opcode.name == "activemask" && opcode.type(0) == Type{'b', 32} && opcode.modifiers.empty()) {
        result.run = active_mask;
        result.bits = {32};
        return result;
    }
    if (opcode.name == "shfl" && opcode.type(0) == Type{'b', 32}) {
        result.run = find_shuffle(opcode);
        result.written = operands.size() == 6 ? 2 : 1;
        result.bits = {32, 32, 32, 32, 32};
        if (result.written == 2) result.bits.insert(result.bits.begin() + 1, 1);
    } else if (opcode.name == "vote") {
        result.run = find_vote(opcode);
        result.bits = {opcode.type(0).bits, 1, 32};
    } else if (opcode.name == "bar" && opcode.is({"warp", "sync"})) {
        result.run = synchronise_warp;
        result.bits = {32};
        result.written = 0;
    }
    if (!result.run) return {};
    result.control = Control::convergent;
    result.member_operand = static_cast<int>(result.bits.size()) - 1;
    return result;
}

}  // namespace ptx
