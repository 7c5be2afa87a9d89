#include "base/printable.h"

#include <cstdio>

namespace lumbar {
namespace {

bool is_control(unsigned char c) {
    return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
}

// U+0080 to U+009F in UTF-8: what some terminals take for escapes.
bool is_wide_control(std::string_view text) {
    if (text.size() < 2 || text[0] != '\xC2') return false;
    const auto second = static_cast<unsigned char>(text[1]);
    return second >= 0x80 && second <= 0x9F;
}

bool is_within_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

}  // namespace

std::string printable(std::string_view text) {
    std::string shown;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_wide = is_wide_control(text.substr(i));
        const auto c = static_cast<unsigned char>(is_wide ? text[++i] : text[i]);
        if (!is_wide && !is_control(c)) {
            shown += text[i];
            continue;
        }
        char escape[8];
        std::snprintf(escape, sizeof(escape), "\\x%02X", c);
        shown += escape;
    }
    return shown;
}

std::string excerpt(std::string_view text, std::size_t most) {
    if (text.size() <= most) return std::string(text);
    std::size_t end = most;
    while (end > 0 && is_within_character(text[end])) --end;
    return std::string(text.substr(0, end)) + "...";
}

std::string first_line(std::string_view text) {
    return std::string(text.substr(0, text.find('\n')));
}

}  // namespace lumbar
