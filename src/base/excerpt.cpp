#include "base/excerpt.h"

namespace lumbar {
namespace {

bool is_within_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

}  // namespace

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
