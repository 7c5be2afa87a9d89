#include "kernel_parser.h"

#include <algorithm>
#include <cctype>
#include <cstdint>

namespace ptx {

// .visible .entry NAME(.param .align 8 .b8 NAME_param_0[24]) .maxntid 128, 1, 1
void KernelParser::take_head(const Statement& head) {
    const std::size_t open = head.text.find('('), close = head.text.find(')');
    if (open != std::string::npos && close != std::string::npos) {
        for (const std::string& parameter : split_operands(head.text.substr(open + 1, close - open - 1))) {
            const Declaration declaration = parse_declaration(head.line, parameter);
            symbols_[declaration.name] = place_variable(kernel_.parameter_bytes, declaration);
        }
    }
    const auto words =
        split(head.text.substr(close == std::string::npos ? head.text.size() : close + 1), " \t\n,");
    for (std::size_t n = 0; n < words.size(); ++n) {
        if (words[n] == ".maxntid") {
            kernel_.max_threads = 1;
            for (; n + 1 < words.size() && words[n + 1][0] != '.'; ++n)
                kernel_.max_threads *= static_cast<unsigned>(std::stoul(words[n + 1]));
        } else if (words[n] == ".minnctapersm" || words[n] == ".maxnreg") {
            ++n;  // for the compiler alone
        } else {
            fail(head.line, "not known: " + words[n]);
        }
    }
}

void KernelParser::declare_shared(const Declaration& declaration) {
    if (declaration.has_size)
        symbols_[declaration.name] = place_variable(kernel_.shared_bytes, declaration);
    else
        dynamic_shared_.push_back(declaration.name);
}

void KernelParser::declare(const Statement& statement) {
    const std::string& text = statement.text;
    if (text.starts_with(".reg")) return registers_.declare(statement.line, text);
    if (!operands_.empty()) fail(statement.line, "a variable behind instructions: " + text);
    if (text.starts_with(".shared")) return declare_shared(parse_declaration(statement.line, text));
    if (!text.starts_with(".local")) fail(statement.line, "not known: " + text);
    const Declaration declaration = parse_declaration(statement.line, text);
    symbols_[declaration.name] = place_variable(kernel_.local_bytes, declaration);
    kernel_.local_bytes = (kernel_.local_bytes + 15) / 16 * 16;
}

void KernelParser::take(const Statement& statement) {
    if (statement.kind == Statement::kOpen) return registers_.open_scope();
    if (statement.kind == Statement::kClose) return registers_.close_scope(statement.line);
    if (statement.kind == Statement::kLabel) {
        if (!labels_.emplace(statement.text, static_cast<std::int32_t>(kernel_.code.size())).second)
            fail(statement.line, "label again: " + statement.text);
        return;
    }
    const std::string word = statement.text.substr(0, statement.text.find_first_of(" \t\n"));
    if (word == ".pragma" || word == ".loc") return;
    statement.text[0] == '.' ? declare(statement) : take_instruction(statement);
}

namespace {

Opcode parse_opcode(const std::string& text) {
    Opcode opcode;
    auto words = split(text, ".");
    opcode.name = words[0];
    for (std::size_t n = 1; n < words.size(); ++n) {
        if (is_type(words[n]))
            opcode.types.push_back(parse_type(words[n]));
        else
            opcode.modifiers.push_back(words[n]);
    }
    return opcode;
}

}  // namespace

std::string KernelParser::take_predicate(const Statement& statement, Instruction& i,
                                         VirtualOperands& operands) {
    const std::string& text = statement.text;
    if (text[0] != '@') return text;
    const std::size_t end = std::min(text.find_first_of(" \t\n"), text.size());
    i.is_predicated = true;
    i.is_negated = text[1] == '!';
    operands.predicate = registers_.find(text.substr(i.is_negated ? 2 : 1, end - (i.is_negated ? 2 : 1)));
    if (operands.predicate < 0 || registers_.bits(operands.predicate) != 1)
        fail(statement.line, "predicate not known: " + text);
    return text.substr(std::min(text.find_first_not_of(" \t\n", end), text.size()));
}

void KernelParser::take_instruction(const Statement& statement) {
    Instruction i;
    VirtualOperands operands;
    i.line = statement.line;
    const std::string text = take_predicate(statement, i, operands);
    const std::size_t end = std::min(text.find_first_of(" \t\n"), text.size());
    const Opcode opcode = parse_opcode(text.substr(0, end));
    const std::string rest = text.substr(end);
    const bool jumps = opcode.name == "bra";
    const auto parsed = jumps ? std::vector<Operand>() : parse_operands(statement.line, rest);
    const Decoded found = decode(opcode, parsed);
    if (!found.is_known()) fail(statement.line, "instruction not known: " + text);
    if (jumps) jumps_.push_back({kernel_.code.size(), statement.line, split(rest, " \t\n").at(0)});
    bind(statement, found, parsed, i, operands);
    if (found.shared_bytes != 0) kernel_.shared_unit = std::min(kernel_.shared_unit, found.shared_bytes);
    kernel_.code.push_back(i);
    operands_.push_back(std::move(operands));
}

void KernelParser::bind(const Statement& statement, const Decoded& found, const std::vector<Operand>& parsed,
                        Instruction& i, VirtualOperands& operands) {
    if (parsed.size() != found.bits.size() || parsed.size() > i.slots.size())
        fail(statement.line, "number of operands: " + statement.text);
    i.run = found.run;
    i.resolve = found.resolve;
    i.control = found.control;
    i.operands = static_cast<std::uint8_t>(parsed.size());
    i.written = static_cast<std::uint8_t>(found.written);
    i.member_operand = static_cast<std::int8_t>(found.member_operand);
    std::size_t addresses = 0;
    for (std::size_t k = 0; k < parsed.size(); ++k) {
        const Operand& operand = parsed[k];
        const bool is_register = operand.reg >= 0;
        if (is_register && operand.bits != found.bits[k])
            fail(statement.line, "width of operand " + std::to_string(k + 1) + ": " + statement.text);
        if (!is_register && k < i.written) fail(statement.line, "a value as destination: " + statement.text);
        if (k < i.register_bytes.size()) i.register_bytes[k] = static_cast<std::uint8_t>(found.bits[k] / 8);
        operands.operands.push_back(operand.reg);
        if (!is_register) i.slots[k] = constant_slot(found.bits[k], operand.value);
        if (!operand.is_address) continue;
        if (addresses == 0) i.has_narrow_address = found.bits[k] == 32;
        i.offsets.at(addresses++) = operand.offset;
    }
    const bool moves_memory = found.resolve != nullptr || found.shared_bytes != 0;
    if ((addresses != 0) != moves_memory) fail(statement.line, "address: " + statement.text);
}

std::vector<Operand> KernelParser::parse_operands(int line, const std::string& text) const {
    std::vector<Operand> operands;
    int group = 0;
    for (const std::string& part : split_operands(text)) {
        const bool is_address = part[0] == '[';
        for (const std::string& name : is_address ? std::vector{part} : split(part, "{}|, \t\n")) {
            operands.push_back(parse_operand(line, name));
            operands.back().group = group;
        }
        ++group;
    }
    return operands;
}

Operand KernelParser::parse_operand(int line, std::string text) const {
    Operand operand;
    if (text[0] == '[') {
        operand.is_address = true;
        const auto parts = split(text, "[]+ \t");
        if (parts.empty() || parts.size() > 2) fail(line, "address not known: " + text);
        if (parts.size() == 2) {
            const auto offset = parse_immediate(parts[1]);
            if (!offset) fail(line, "address not known: " + text);
            operand.offset = static_cast<std::int64_t>(*offset);
        }
        text = parts[0];
    }
    operand.reg = registers_.find(text);
    if (operand.reg >= 0) {
        operand.bits = registers_.bits(operand.reg);
        return operand;
    }
    const auto value = parse_immediate(text);
    if (!value) fail(line, "operand not known: " + text);
    operand.value = *value;
    return operand;
}

std::optional<std::uint64_t> KernelParser::parse_immediate(const std::string& text) const {
    if (const auto symbol = symbols_.find(text); symbol != symbols_.end()) return symbol->second;
    if (std::find(dynamic_shared_.begin(), dynamic_shared_.end(), text) != dynamic_shared_.end())
        return (kernel_.shared_bytes + 15) / 16 * 16;
    if (text == "WARP_SZ") return kLanes;
    const bool is_real = text.size() > 2 && text[0] == '0' && (text[1] == 'f' || text[1] == 'd');
    const std::string digits = is_real               ? "0x" + text.substr(2)
                               : text.ends_with('U') ? text.substr(0, text.size() - 1)
                                                     : text;
    const std::size_t first = digits[0] == '-' ? 1 : 0;
    if (digits.size() == first || !std::isdigit(static_cast<unsigned char>(digits[first])))
        return std::nullopt;
    std::size_t used = 0;
    const std::uint64_t magnitude = std::stoull(digits.substr(first), &used, 0);
    if (used + first != digits.size()) return std::nullopt;
    return first ? -magnitude : magnitude;
}

std::uint32_t KernelParser::constant_slot(int bits, std::uint64_t value) {
    const auto [found, is_new] =
        constants_.emplace(std::pair(bits, value), static_cast<std::uint32_t>(kernel_.register_bytes));
    if (is_new) {
        kernel_.constants.push_back({found->second, bits, value});
        kernel_.register_bytes += register_size(bits);
    }
    return found->second;
}

// Special registers keep their places from the start of a warp on.
void KernelParser::place_specials() {
    for (std::size_t n = 0; n < kernel_.code.size(); ++n) {
        for (std::size_t k = 0; k < operands_[n].operands.size(); ++k) {
            int& reg = operands_[n].operands[k];
            if (reg < 0 || reg >= kSpecials) continue;
            int& slot = kernel_.special_slots[static_cast<std::size_t>(reg)];
            if (slot < 0) {
                slot = static_cast<int>(kernel_.register_bytes);
                kernel_.register_bytes += register_size(32);
            }
            kernel_.code[n].slots[k] = static_cast<std::uint32_t>(slot);
            reg = -1;
        }
    }
}

void KernelParser::finish(int line) {
    for (const Jump& jump : jumps_) {
        const auto found = labels_.find(jump.label);
        if (found == labels_.end()) fail(jump.line, "no label " + jump.label);
        kernel_.code[jump.place].target = found->second;
    }
    // So that no path leads beyond the end.
    Instruction end;
    end.control = Control::exit;
    end.line = line;
    kernel_.code.push_back(end);
    operands_.emplace_back();
    kernel_.uses_dynamic_shared = !dynamic_shared_.empty();
    place_specials();
    allocate_registers(kernel_, operands_, registers_.widths());
}

}  // namespace ptx
