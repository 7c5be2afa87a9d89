// The elements of a DICOM data set, found in bytes in memory.  Nothing in the bytes is trusted: lengths,
// nesting and the number of elements are bounded, and no value lies outside the bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dicom_file/bytes.h"

namespace lumbar {

using Tag = std::uint32_t;  // group << 16 | element

constexpr Tag kPixelDataTag = 0x7FE00010;
constexpr std::uint32_t kUndefinedLength = 0xFFFFFFFF;

// How elements are written: with a value representation (VR) or without, and in which byte order.
struct Encoding {
    bool has_vr = true;
    bool is_big_endian = false;
};

struct Element {
    Tag tag = 0;
    std::array<char, 2> vr{};  // zeros where none is written
    std::uint32_t length = 0;  // as the element states it
    Bytes value;               // what of it is there; without the delimiter of an undefined length
    Encoding encoding;         // of the data set around it

    bool is_cut() const { return length != kUndefinedLength && length > value.size(); }
    std::string_view vr_name() const { return {vr.data(), vr[0] == 0 ? 0 : vr.size()}; }
};

class DataSet {
  public:
    // Ends with the pixel data: what stands behind them is padding or a signature.  Throws Error naming
    // `where` for an element that ends behind the bytes (pixel data aside) and for sequences nested too deep.
    DataSet(Bytes bytes, Encoding encoding, std::string where);

    // The first element of that tag; null if there is none.
    const Element* find(Tag tag) const;
    // The items of a sequence; empty if there is none.
    std::vector<DataSet> items_of(Tag tag) const;

  private:
    std::string where_;
    std::vector<Element> elements_;
};

// The elements at the front that belong to `group`, and how many bytes they take.
struct LeadingGroup {
    std::vector<Element> elements;
    std::size_t size = 0;
};
LeadingGroup leading_group(Bytes bytes, std::uint16_t group, Encoding encoding);

// What the first element shows of a data set's encoding; `declared` where it shows nothing.
Encoding detect_encoding(Bytes bytes, Encoding declared);

// Whether the bytes begin with an element that a DICOM file may begin with.
bool begins_with_element(Bytes bytes);

}  // namespace lumbar
