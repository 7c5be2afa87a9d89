#include "ptx_symbols.h"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <iterator>

#include "ptx_statements.h"

namespace ptx {
namespace {

constexpr const char* kSpecialNames[kSpecials] = {
    "%tid.x",   "%tid.y",   "%tid.z",    "%ntid.x",   "%ntid.y",   "%ntid.z", "%ctaid.x",
    "%ctaid.y", "%ctaid.z", "%nctaid.x", "%nctaid.y", "%nctaid.z", "%laneid", "%warpid"};

unsigned long number(int line, const std::string& text) {
    try {
        return std::stoul(text, nullptr, 0);
    } catch (const std::exception&) {
        fail(line, "not a number: " + text);
    }
}

// {1, 2, 3} of a type, as bytes.
std::vector<unsigned char> parse_initial(int line, const std::string& text, std::size_t element_bytes) {
    std::vector<unsigned char> bytes;
    for (std::string word : split(text, "{}, \t\n")) {
        if (word.starts_with("0f") || word.starts_with("0d")) word.replace(0, 2, "0x");
        const bool is_negative = word[0] == '-';
        std::uint64_t value = number(line, is_negative ? word.substr(1) : word);
        if (is_negative) value = -value;
        for (std::size_t b = 0; b < element_bytes; ++b)
            bytes.push_back(static_cast<unsigned char>(value >> 8 * b));
    }
    return bytes;
}

}  // namespace

bool is_type(const std::string& word) {
    static constexpr const char* kTypes[] = {"b8", "b16", "b32", "b64", "u8",  "u16", "u32", "u64",
                                             "s8", "s16", "s32", "s64", "f16", "f32", "f64", "pred"};
    return std::find(std::begin(kTypes), std::end(kTypes), word) != std::end(kTypes);
}

Type parse_type(const std::string& word) {
    return word == "pred" ? Type{'p', 1} : Type{word[0], std::stoi(word.substr(1))};
}

int find_special(const std::string& name) {
    const auto found = std::find(std::begin(kSpecialNames), std::end(kSpecialNames), name);
    return found == std::end(kSpecialNames) ? -1 : static_cast<int>(found - std::begin(kSpecialNames));
}

Declaration parse_declaration(int line, const std::string& text) {
    Declaration result;
    const std::size_t equals = text.find('=');
    const auto words = split(text.substr(0, equals), " \t\n");
    std::size_t element = 0;
    for (std::size_t n = 0; n < words.size(); ++n) {
        if (words[n] == ".align" && n + 1 < words.size())
            result.alignment = number(line, words[++n]);
        else if (words[n][0] == '.' && is_type(words[n].substr(1)))
            element = static_cast<std::size_t>(parse_type(words[n].substr(1)).bits) / 8;
        else if (words[n][0] != '.')
            result.name += words[n];
    }
    if (element == 0 || result.name.empty()) fail(line, "declaration not known: " + text);
    result.alignment = std::max(result.alignment, element);
    result.bytes = element;
    const auto parts = split(result.name, "[]");
    if (result.name.ends_with("[]"))
        result.has_size = false, result.bytes = 0;
    else
        for (std::size_t n = 1; n < parts.size(); ++n) result.bytes *= number(line, parts[n]);
    result.name = parts[0];
    if (equals != std::string::npos) result.initial = parse_initial(line, text.substr(equals + 1), element);
    if (result.initial.size() > result.bytes) fail(line, "more values than the variable has: " + text);
    return result;
}

std::size_t place_variable(std::size_t& used, const Declaration& declaration) {
    used = (used + declaration.alignment - 1) / declaration.alignment * declaration.alignment;
    const std::size_t start = used;
    used += declaration.bytes;
    return start;
}

// The special registers come first, with their own numbers.
Registers::Registers() {
    for (const char* name : kSpecialNames) add(name, 32);
}

void Registers::add(const std::string& name, int bits) {
    scopes_.back()[name] = static_cast<int>(widths_.size());
    widths_.push_back(bits);
}

void Registers::close_scope(int line) {
    if (scopes_.size() == 1) fail(line, "a brace that closes nothing");
    scopes_.pop_back();
}

void Registers::declare(int line, const std::string& text) {
    const auto words = split(text, " \t\n,");
    if (words.size() < 3 || !is_type(words[1].substr(1))) fail(line, "declaration not known: " + text);
    const int bits = parse_type(words[1].substr(1)).bits;
    for (std::size_t n = 2; n < words.size(); ++n) {
        const auto parts = split(words[n], "<>");
        if (parts.size() == 1) add(parts[0], std::max(bits, bits == 1 ? 1 : 16));
        for (unsigned long k = 0; parts.size() == 2 && k < number(line, parts[1]); ++k)
            add(parts[0] + std::to_string(k), bits == 8 ? 16 : bits);
    }
}

int Registers::find(const std::string& name) const {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
        if (const auto found = scope->find(name); found != scope->end()) return found->second;
    }
    return -1;
}

}  // namespace ptx
