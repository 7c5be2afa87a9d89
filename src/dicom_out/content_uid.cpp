#include "dicom_out/content_uid.h"

#include <algorithm>
#include <array>
#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid.hpp>

namespace lumbar {
namespace {

// lumbar's own, drawn once: names are unique within it.
constexpr boost::uuids::uuid kNamespace{
    {0x6e, 0x0d, 0x5b, 0x0f, 0x3c, 0x52, 0x4a, 0x6b, 0x9c, 0x1d, 0x8f, 0x27, 0xa4, 0xe1, 0x73, 0xd8}};

// Of a big-endian number: divided by ten until nothing is left.
std::string to_decimal(boost::uuids::uuid number) {
    std::string digits;
    while (std::any_of(number.begin(), number.end(), [](auto byte) { return byte != 0; })) {
        unsigned remainder = 0;
        for (auto& byte : number) {
            const unsigned value = remainder << 8 | byte;
            byte = static_cast<unsigned char>(value / 10);
            remainder = value % 10;
        }
        digits.push_back(static_cast<char>('0' + remainder));
    }
    std::reverse(digits.begin(), digits.end());
    return digits.empty() ? "0" : digits;
}

}  // namespace

std::string content_uid(std::string_view content) {
    boost::uuids::name_generator_sha1 generator(kNamespace);
    return "2.25." + to_decimal(generator(content.data(), content.size()));
}

bool is_uid(std::string_view text) {
    constexpr std::size_t kLongest = 64;
    if (text.empty() || text.size() > kLongest || text.front() == '.' || text.back() == '.') return false;
    return text.find_first_not_of("0123456789.") == text.npos && text.find("..") == text.npos;
}

}  // namespace lumbar
