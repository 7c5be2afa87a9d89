// Reads one kernel: its head, declarations and instructions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "decode.h"
#include "ptx_statements.h"
#include "ptx_symbols.h"
#include "register_allocation.h"

namespace ptx {

class KernelParser {
  public:
    KernelParser(Kernel& kernel, const std::map<std::string, std::uint64_t>& symbols,
                 const std::vector<Declaration>& shared)
        : kernel_(kernel), symbols_(symbols) {
        kernel_.special_slots.fill(-1);
        for (const Declaration& declaration : shared) declare_shared(declaration);
    }

    void take_head(const Statement& head);
    void take(const Statement& statement);
    void finish(int line);

  private:
    struct Jump {
        std::size_t place;
        int line;
        std::string label;
    };

    void declare_shared(const Declaration& declaration);
    void declare(const Statement& statement);
    void take_instruction(const Statement& statement);
    std::string take_predicate(const Statement& statement, Instruction& i, VirtualOperands& operands);
    std::vector<Operand> parse_operands(int line, const std::string& text) const;
    Operand parse_operand(int line, std::string text) const;
    std::optional<std::uint64_t> parse_immediate(const std::string& text) const;
    std::uint32_t constant_slot(int bits, std::uint64_t value);
    void bind(const Statement& statement, const Decoded& found, const std::vector<Operand>& parsed,
              Instruction& i, VirtualOperands& operands);
    void place_specials();

    Kernel& kernel_;
    std::map<std::string, std::uint64_t> symbols_;
    std::vector<std::string> dynamic_shared_;
    Registers registers_;
    std::map<std::string, std::int32_t> labels_;
    std::vector<Jump> jumps_;
    std::vector<VirtualOperands> operands_;  // of each instruction
    std::map<std::pair<int, std::uint64_t>, std::uint32_t> constants_;
};

}  // namespace ptx
