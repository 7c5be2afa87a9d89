// bra, ret, barriers of the block, fences.
#include <string>
#include <vector>

#include "decode.h"
#include "warp.h"

namespace ptx {
namespace {

// Blocks' accesses to each other's memory are not modelled, so that there is nothing to order.
void fence(Warp&, const Instruction&, Mask) {}

void trap(Warp& w, const Instruction& i, Mask mask) {
    w.fault(kLaunchFailed, i, first_lane(mask), "trap");
}

}  // namespace

Decoded decode_control(Opcode opcode, const std::vector<Operand>& operands) {
    Decoded result;
    result.written = 0;
    const std::string& name = opcode.name;
    if (!opcode.types.empty()) return result;
    if (name == "bra" && (opcode.modifiers.empty() || opcode.is({"uni"}))) result.control = Control::branch;
    if ((name == "ret" || name == "exit") && opcode.modifiers.empty()) result.control = Control::exit;
    const bool is_barrier =
        (name == "bar" || name == "barrier") && (opcode.is({"sync"}) || opcode.is({"sync", "aligned"}));
    if (is_barrier && operands.size() == 1 && operands[0].bits == 0 && operands[0].value == 0) {
        result.control = Control::barrier;
        result.bits = {32};
    }
    if (name == "membar" && (opcode.is({"cta"}) || opcode.is({"gl"}) || opcode.is({"sys"})))
        result.run = fence;
    if (name == "trap" && opcode.modifiers.empty()) result.run = trap;
    return result;
}

}  // namespace ptx
