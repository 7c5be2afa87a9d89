#include "dicom_file/number_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace lumbar {
namespace {

constexpr std::string_view kBlanks("\0 \t\r\n\f", 6);

std::string_view without_blanks(std::string_view text) {
    const auto first = text.find_first_not_of(kBlanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

// "5.0" is 5: not as the standard has it, but beyond doubt.
std::string_view without_zero_fraction(std::string_view text) {
    const auto point = text.find('.');
    const bool is_zero =
        point != text.npos && point > 0 && text.find_first_not_of('0', point + 1) == text.npos;
    return is_zero ? text.substr(0, point) : text;
}

// from_chars knows no plus.
std::string_view without_plus(std::string_view text) {
    const bool has_plus = text.size() > 1 && text[0] == '+' && text[1] != '-' && text[1] != '+';
    return has_plus ? text.substr(1) : text;
}

template <class Number>
std::optional<Number> parse_whole(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

std::string_view value_at(std::string_view text, std::size_t index) {
    for (; index > 0; --index) {
        const auto end = text.find('\\');
        if (end == text.npos) return {};
        text.remove_prefix(end + 1);
    }
    return without_blanks(text.substr(0, text.find('\\')));
}

std::optional<int> parse_integer(std::string_view text) {
    return parse_whole<int>(without_zero_fraction(without_plus(without_blanks(text))));
}

std::optional<double> parse_decimal(std::string_view text) {
    std::string plain(without_plus(without_blanks(text)));
    std::replace(plain.begin(), plain.end(), ',', '.');
    const auto value = parse_whole<double>(plain);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

}  // namespace lumbar
