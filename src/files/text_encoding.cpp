#include "files/text_encoding.h"

#include <cstdint>
#include <optional>

#include "base/error.h"

namespace lumbar {
namespace {

enum class ByteOrder { little, big };

struct Utf16 {
    ByteOrder order = ByteOrder::little;
    std::size_t mark = 0;  // bytes of the byte order mark
};

std::optional<Utf16> find_utf16(std::string_view text) {
    if (text.starts_with("\xFF\xFE")) return Utf16{ByteOrder::little, 2};
    if (text.starts_with("\xFE\xFF")) return Utf16{ByteOrder::big, 2};
    if (text.size() < 2) return std::nullopt;
    // No list begins with a zero otherwise.
    if (text[0] != '\0' && text[1] == '\0') return Utf16{ByteOrder::little, 0};
    if (text[0] == '\0' && text[1] != '\0') return Utf16{ByteOrder::big, 0};
    return std::nullopt;
}

void append_utf8(std::string& text, std::uint32_t code) {
    const auto tail = [&](int shift) { text += static_cast<char>(0x80 | (code >> shift & 0x3F)); };
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xC0 | code >> 6);
        tail(0);
    } else if (code < 0x10000) {
        text += static_cast<char>(0xE0 | code >> 12);
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0 | code >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

std::string from_utf16(std::string_view text, ByteOrder order, const std::string& name) {
    if (text.size() % 2 != 0) {
        throw Error({"the file is no whole UTF-16 text", name, "an even number of bytes", "an odd one"});
    }
    const auto unit = [&](std::size_t at) {
        const std::uint32_t first = static_cast<unsigned char>(text[at]);
        const std::uint32_t second = static_cast<unsigned char>(text[at + 1]);
        return order == ByteOrder::little ? second << 8 | first : first << 8 | second;
    };
    std::string utf8;
    for (std::size_t at = 0; at < text.size(); at += 2) {
        std::uint32_t code = unit(at);
        const bool is_first_half = code >= 0xD800 && code < 0xDC00 && at + 4 <= text.size();
        if (is_first_half && unit(at + 2) >= 0xDC00 && unit(at + 2) < 0xE000) {
            code = 0x10000 + ((code - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
            at += 2;
        }
        append_utf8(utf8, code);
    }
    return utf8;
}

}  // namespace

std::string to_utf8(std::string_view text, const std::string& name) {
    constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
    if (text.starts_with(kUtf8Mark)) text.remove_prefix(kUtf8Mark.size());
    const auto utf16 = find_utf16(text);
    return utf16 ? from_utf16(text.substr(utf16->mark), utf16->order, name) : std::string(text);
}

}  // namespace lumbar
