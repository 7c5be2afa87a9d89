#include "dicom_file/attributes.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <utility>

#include "dicom_file/number_text.h"
#include "dicom_file/value_representation.h"

namespace lumbar {
namespace {

// What the value is: as the element states it, else as the dictionary has it.
std::string_view vr_of(const Element& element) {
    const bool is_stated = is_value_representation(element.vr) && element.vr_name() != "UN";
    return is_stated ? element.vr_name() : expected_vr(element.tag);
}

std::string_view text_in(const Element& element) {
    return {reinterpret_cast<const char*>(element.value.data()), element.value.size()};
}

// What is asked for here has values of at most 64 characters, of a few bytes each.  Each frame of a file
// holds a copy.
constexpr std::size_t kLongestText = 256;

std::optional<std::int64_t> binary_integer(const Element& element, std::string_view vr) {
    const bool is_big = element.encoding.is_big_endian;
    if ((vr == "US" || vr == "SS") && element.value.size() >= sizeof(std::uint16_t)) {
        const std::uint16_t value = read_u16(element.value, 0, is_big);
        return vr == "US" ? std::int64_t{value} : std::int64_t{static_cast<std::int16_t>(value)};
    }
    if ((vr == "UL" || vr == "SL") && element.value.size() >= sizeof(std::uint32_t)) {
        const std::uint32_t value = read_u32(element.value, 0, is_big);
        return vr == "UL" ? std::int64_t{value} : std::int64_t{static_cast<std::int32_t>(value)};
    }
    return std::nullopt;
}

// FL and FD.
std::optional<double> binary_decimal(const Element& element, std::string_view vr, std::size_t index) {
    const std::size_t size = vr == "FL" ? sizeof(float) : sizeof(double);
    const bool is_big = element.encoding.is_big_endian;
    if (index >= element.value.size() / size) return std::nullopt;
    const Bytes bytes = element.value.subspan(index * size, size);
    if (vr == "FL") return std::bit_cast<float>(read_u32(bytes, 0, is_big));
    const std::uint64_t first = read_u32(bytes, 0, is_big), second = read_u32(bytes, 4, is_big);
    return std::bit_cast<double>(is_big ? first << 32 | second : second << 32 | first);
}

bool is_binary_integer(std::string_view vr) {
    return vr == "US" || vr == "SS" || vr == "UL" || vr == "SL";
}

}  // namespace

std::optional<int> integer_of(const DataSet& data, Tag tag) {
    const Element* element = data.find(tag);
    if (!element) return std::nullopt;
    const std::string_view vr = vr_of(*element);
    if (!is_binary_integer(vr)) return parse_integer(value_at(text_in(*element), 0));
    const auto value = binary_integer(*element, vr);
    if (!value || !std::in_range<int>(*value)) return std::nullopt;
    return static_cast<int>(*value);
}

std::optional<double> number_of(const DataSet& data, Tag tag, std::size_t index) {
    const Element* element = data.find(tag);
    if (!element) return std::nullopt;
    const std::string_view vr = vr_of(*element);
    std::optional<double> value;
    if (vr == "FL" || vr == "FD") {
        value = binary_decimal(*element, vr, index);
    } else if (is_binary_integer(vr)) {
        if (index == 0) value = binary_integer(*element, vr);
    } else {
        value = parse_decimal(value_at(text_in(*element), index));
    }
    return value && std::isfinite(*value) ? value : std::nullopt;
}

std::string text_of(const DataSet& data, Tag tag) {
    const Element* element = data.find(tag);
    return element ? std::string(value_at(text_in(*element), 0).substr(0, kLongestText)) : std::string();
}

std::string whole_text_of(const DataSet& data, Tag tag) {
    const Element* element = data.find(tag);
    if (!element) return {};
    std::string text(text_in(*element).substr(0, kLongestText));
    while (!text.empty() && (text.back() == '\0' || text.back() == ' ')) text.pop_back();
    return text;
}

}  // namespace lumbar
