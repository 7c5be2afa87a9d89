#include "dicom_file/value_representation.h"

#include <algorithm>

namespace lumbar {
namespace {

constexpr std::array<std::string_view, 21> kShort{"AE", "AS", "AT", "CS", "DA", "DS", "DT",
                                                  "FL", "FD", "IS", "LO", "LT", "PN", "SH",
                                                  "SL", "SS", "ST", "TM", "UI", "UL", "US"};
constexpr std::array<std::string_view, 13> kLong{"OB", "OD", "OF", "OL", "OV", "OW", "SQ",
                                                 "SV", "UC", "UN", "UR", "UT", "UV"};

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& names, Vr vr) {
    return std::find(names.begin(), names.end(), std::string_view(vr.data(), vr.size())) != names.end();
}

}  // namespace

bool has_long_length(Vr vr) {
    return is_among(kLong, vr);
}

bool is_value_representation(Vr vr) {
    return is_among(kShort, vr) || has_long_length(vr);
}

std::string_view expected_vr(Tag tag) {
    switch (tag) {
        case 0x00280002:  // samples per pixel
        case 0x00280006:  // planar configuration
        case 0x00280010:  // rows
        case 0x00280011:  // columns
        case 0x00280100:  // bits allocated
        case 0x00280101:  // bits stored
        case 0x00280102:  // high bit
        case 0x00280103:  // pixel representation
            return "US";
        case 0x00189082:  // effective echo time
            return "FD";
        default:
            return "LO";
    }
}

}  // namespace lumbar
