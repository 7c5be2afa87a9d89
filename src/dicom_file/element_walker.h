// Steps over the elements, items and sequences of a data set without leaving its bytes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "dicom_file/data_set.h"

namespace lumbar {

constexpr Tag kItemTag = 0xFFFEE000, kItemEndTag = 0xFFFEE00D, kSequenceEndTag = 0xFFFEE0DD;
constexpr std::size_t kHeadBytes = 8;  // of an item, and the least of an element

struct ElementHead {
    Tag tag = 0;
    std::array<char, 2> vr{};
    std::uint32_t length = 0;
    std::size_t size = kHeadBytes;
};

class ElementWalker {
  public:
    ElementWalker(Bytes bytes, const std::string& where) : bytes_(bytes), where_(where) {}

    // Empty if the bytes end within the head.  Where an element contradicts `encoding`, what makes the next
    // element a possible one decides.
    std::optional<ElementHead> head_at(std::size_t at, Encoding encoding) const;
    // Where the items at `at` end, and where the delimiter behind them does.
    std::pair<std::size_t, std::size_t> end_of_sequence(std::size_t at, Encoding encoding, int depth) const;
    // The same of the elements of an item.
    std::pair<std::size_t, std::size_t> end_of_item(std::size_t at, Encoding encoding, int depth) const;
    // The end of a value; throws if it lies behind the bytes.
    std::size_t end_of_value(std::size_t at, const ElementHead& head) const;
    [[noreturn]] void fail(const ElementHead& head) const;

  private:
    Tag tag_at(std::size_t at, bool is_big_endian) const;
    bool may_follow(Tag tag, std::size_t at, const ElementHead& head, bool is_big_endian) const;
    ElementHead without_vr(std::size_t at, Encoding encoding) const;
    ElementHead with_short_length(std::size_t at, Encoding encoding) const;
    std::optional<ElementHead> with_long_length(std::size_t at, Encoding encoding) const;
    ElementHead head_of_odd_element(std::size_t at, Encoding encoding) const;
    ElementHead head_of_known_vr(std::size_t at, Encoding encoding) const;

    Bytes bytes_;
    const std::string& where_;
};

// How the items of a sequence are written that stands in a data set of this encoding.
Encoding encoding_inside(std::string_view vr, Encoding outside);

}  // namespace lumbar
