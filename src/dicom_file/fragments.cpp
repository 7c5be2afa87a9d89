#include "dicom_file/fragments.h"

#include <cstdint>

#include "base/error.h"
#include "dicom_file/compressed_stream.h"
#include "dicom_file/element_walker.h"

namespace lumbar {

std::vector<Bytes> split_into_fragments(Bytes pixel_data, const std::string& where) {
    std::vector<Bytes> fragments;
    std::size_t at = 0;
    for (std::size_t number = 0; at + kHeadBytes <= pixel_data.size(); ++number) {
        const Tag tag = Tag{read_u16(pixel_data, at, false)} << 16 | read_u16(pixel_data, at + 2, false);
        const std::uint32_t length = read_u32(pixel_data, at + 4, false);
        if (tag != kItemTag) break;
        at += kHeadBytes;
        if (length > pixel_data.size() - at) {
            throw Error({"the compressed pixel data is cut off", where,
                         "fragment " + std::to_string(number) + " of " + std::to_string(length) + " bytes",
                         std::to_string(pixel_data.size() - at) + " bytes"});
        }
        const Bytes fragment = pixel_data.subspan(at, length);
        at += length;
        const bool is_table = number == 0 && kind_of_stream(fragment) == StreamKind::unknown;
        if (!is_table && length > 0) fragments.push_back(fragment);
    }
    return fragments;
}

std::vector<std::vector<Bytes>> group_into_frames(const std::vector<Bytes>& fragments) {
    std::vector<std::vector<Bytes>> frames;
    for (const Bytes fragment : fragments) {
        if (kind_of_stream(fragment) != StreamKind::unknown) frames.emplace_back();
        if (!frames.empty()) frames.back().push_back(fragment);
    }
    return frames;
}

std::vector<std::uint8_t> joined(const std::vector<Bytes>& fragments) {
    std::vector<std::uint8_t> stream;
    for (const Bytes fragment : fragments) stream.insert(stream.end(), fragment.begin(), fragment.end());
    return stream;
}

}  // namespace lumbar
