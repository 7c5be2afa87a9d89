// PTX after decoding: what the interpreter executes.
//
// A register is an array of 32 lanes, one for each thread of a warp, in the warp's register file; an operand
// is the byte offset of such an array.  Immediate values and special registers are arrays, too, so that an
// operation need not distinguish them.  A predicate is one word with a bit for each lane.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace ptx {

constexpr int kLanes = 32;
using Mask = std::uint32_t;  // a bit for each lane
constexpr Mask kAllLanes = ~Mask{0};

struct Type {
    char kind = 'b';  // b, u, s, f, p as in PTX; x for f16x2
    int bits = 32;
    bool operator==(const Type&) const = default;
};

struct Warp;
struct Instruction;
using Behaviour = void (*)(Warp&, const Instruction&, Mask);
// Checks the addresses of an access; where they are in the host's memory, for each lane.
using Resolve = void (*)(Warp&, const Instruction&, Mask, char** places);

// What the warp's loop does besides calling `run`.
enum class Control : std::uint8_t {
    none,
    branch,
    exit,
    barrier,     // of the block
    convergent,  // all lanes of the member mask, or all 32, execute it together
};

struct Instruction {
    Behaviour run = nullptr;
    Resolve resolve = nullptr;              // of instructions that access memory
    std::array<std::uint32_t, 16> slots{};  // the operands, those that are written first
    std::array<std::int64_t, 2> offsets{};  // of [address+offset], in order; cp.async has two
    std::int32_t target = -1;               // of a branch
    std::uint32_t predicate = 0;            // slot
    bool is_predicated = false, is_negated = false;
    bool has_narrow_address = false;  // the first address is a register of 32 bits
    Control control = Control::none;
    std::uint8_t operands = 0, written = 0;
    std::array<std::uint8_t, 2> register_bytes{};  // of a lane of the first two operands
    std::int8_t member_operand = -1;               // which operand holds the member mask
    std::int32_t line = 0;
};

// Special registers, in the order of the names in ptx_parser.cpp.
enum Special { kTid = 0, kNtid = 3, kCtaid = 6, kNctaid = 9, kLaneid = 12, kWarpid = 13, kSpecials = 14 };

struct Kernel {
    std::string name;
    std::vector<Instruction> code;
    // The register file of a warp: its bytes, where each special register lies (-1: unused), the values that
    // immediate operands have, and the registers that may be read before they are written.
    struct Constant {
        std::uint32_t slot;
        int bits;
        std::uint64_t value;
    };
    struct Range {
        std::uint32_t slot, bytes;
    };
    std::size_t register_bytes = 0;
    std::array<int, kSpecials> special_slots;
    std::vector<Constant> constants;
    std::vector<Range> poisoned;

    std::size_t parameter_bytes = 0, shared_bytes = 0, local_bytes = 0;
    bool uses_dynamic_shared = false;
    int shared_unit = 4;  // bytes of the narrowest access to shared memory, at most 4
    unsigned max_threads = 1024;
};

struct Module {
    int version = 0, target = 0;  // 65, 75
    std::map<std::string, Kernel> kernels;
};

// The text is wrong, or uses what the interpreter does not know.
struct Error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A kernel did what it must not; `code` is the driver's.
enum FaultCode { kIllegalAddress = 700, kMisaligned = 716, kLaunchFailed = 719 };
struct Fault : std::runtime_error {
    Fault(int fault_code, const std::string& what) : std::runtime_error(what), code(fault_code) {}
    int code;
};

}  // namespace ptx
