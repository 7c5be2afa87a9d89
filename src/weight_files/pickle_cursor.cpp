#include "weight_files/pickle_cursor.h"

#include "base/error.h"

namespace lumbar {

void PickleCursor::refuse(const std::string& what, const std::string& found) const {
    throw Error({"the pickle " + what, where_, "tensors, dicts, lists, numbers and strings only", found},
                ExitCode::weights);
}

std::string_view PickleCursor::take(std::size_t count) {
    if (count > bytes_.size() - at_) refuse("ends early");
    const auto taken = bytes_.substr(at_, count);
    at_ += count;
    return taken;
}

std::string PickleCursor::line() {
    const auto end = bytes_.find('\n', at_);
    if (end == std::string_view::npos) refuse("ends early");
    std::string text(bytes_.substr(at_, end - at_));
    at_ = end + 1;
    return text;
}

std::int64_t PickleCursor::long_number() {
    const auto size = number<std::uint8_t>();
    const auto digits = take(size);
    if (size > sizeof(std::int64_t)) refuse("has a number longer than 64 bits");
    std::uint64_t value = size > 0 && (digits.back() & 0x80) != 0 ? ~std::uint64_t{0} : 0;
    for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(digits[i]);
    return static_cast<std::int64_t>(value);
}

double PickleCursor::big_endian_double() {
    std::uint64_t bits = 0;
    for (const char c : take(sizeof bits)) bits = bits << 8 | static_cast<unsigned char>(c);
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

}  // namespace lumbar
