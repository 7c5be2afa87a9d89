#include "dicom_file/data_set.h"

#include <algorithm>

#include "base/error.h"
#include "dicom_file/element_walker.h"
#include "dicom_file/value_representation.h"

namespace lumbar {
namespace {

constexpr std::size_t kMaxElements = std::size_t{1} << 16;

// Zeros, line breaks and spaces behind the last element.
bool is_padding(Bytes bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) {
        return byte == 0 || byte == '\n' || byte == '\r' || byte == ' ' || byte == 0x1A;
    });
}

Element make_element(const ElementHead& head, Bytes value, Encoding encoding) {
    return {head.tag, head.vr, head.length, value, encoding};
}

// The element at `at`, and where the next one begins.
std::pair<Element, std::size_t> take_element(const ElementWalker& walker, const ElementHead& head,
                                             Bytes bytes, std::size_t at, Encoding encoding) {
    const std::size_t value_at = at + head.size;
    const auto value = [&](std::size_t end) { return bytes.subspan(value_at, end - value_at); };
    if (head.tag == kPixelDataTag) {
        const std::size_t rest = bytes.size() - value_at;
        const std::size_t size =
            head.length == kUndefinedLength ? rest : std::min<std::size_t>(head.length, rest);
        return {make_element(head, value(value_at + size), encoding), bytes.size()};
    }
    if (head.length == kUndefinedLength) {
        const std::string_view vr(head.vr.data(), head.vr.size());
        const auto [end, behind] = walker.end_of_sequence(value_at, encoding_inside(vr, encoding), 1);
        return {make_element(head, value(end), encoding), behind};
    }
    const std::size_t end = walker.end_of_value(value_at, head);
    return {make_element(head, value(end), encoding), end};
}

}  // namespace

DataSet::DataSet(Bytes bytes, Encoding encoding, std::string where) : where_(std::move(where)) {
    const ElementWalker walker(bytes, where_);
    std::size_t at = 0;
    while (const auto head = walker.head_at(at, encoding)) {
        if (head->tag == kItemEndTag || head->tag == kSequenceEndTag) return;
        auto [element, next] = take_element(walker, *head, bytes, at, encoding);
        elements_.push_back(element);
        at = next;
        if (elements_.size() <= kMaxElements) continue;
        throw Error({"the DICOM file has too many elements", where_,
                     "at most " + std::to_string(kMaxElements), "more"});
    }
    if (is_padding(bytes.subspan(at))) return;
    throw Error({"cannot read the DICOM file", where_, "a whole DICOM file",
                 std::to_string(bytes.size() - at) + " bytes behind the last element"});
}

const Element* DataSet::find(Tag tag) const {
    const auto found = std::find_if(elements_.begin(), elements_.end(),
                                    [tag](const Element& element) { return element.tag == tag; });
    return found == elements_.end() ? nullptr : &*found;
}

std::vector<DataSet> DataSet::items_of(Tag tag) const {
    const Element* sequence = find(tag);
    if (!sequence) return {};
    const Bytes bytes = sequence->value;
    const Encoding encoding = encoding_inside(sequence->vr_name(), sequence->encoding);
    const ElementWalker walker(bytes, where_);
    std::vector<DataSet> items;
    std::size_t at = 0;
    while (const auto head = walker.head_at(at, encoding)) {
        if (head->tag != kItemTag) break;
        const std::size_t inside = at + kHeadBytes;
        const auto [end, next] = head->length == kUndefinedLength
                                     ? walker.end_of_item(inside, encoding, 1)
                                     : std::pair{walker.end_of_value(inside, *head), inside + head->length};
        const Bytes item = bytes.subspan(inside, end - inside);
        items.emplace_back(item, Encoding{detect_encoding(item, encoding).has_vr, encoding.is_big_endian},
                           where_);
        at = next;
    }
    return items;
}

LeadingGroup leading_group(Bytes bytes, std::uint16_t group, Encoding encoding) {
    const std::string nowhere;
    const ElementWalker walker(bytes, nowhere);
    LeadingGroup leading;
    while (const auto head = walker.head_at(leading.size, encoding)) {
        const std::size_t value_at = leading.size + head->size;
        if (head->tag >> 16 != group || value_at > bytes.size()) break;
        if (head->length > bytes.size() - value_at) break;
        leading.elements.push_back(make_element(*head, bytes.subspan(value_at, head->length), encoding));
        leading.size = value_at + head->length;
    }
    return leading;
}

Encoding detect_encoding(Bytes bytes, Encoding declared) {
    if (bytes.size() < kHeadBytes) return declared;
    const std::uint16_t little = read_u16(bytes, 0, false), big = read_u16(bytes, 0, true);
    if (little == 0xFFFE || big == 0xFFFE || little == 0) return declared;
    Encoding found = declared;
    if (little != big) found.is_big_endian = big < little;  // groups are small numbers
    const std::array vr{static_cast<char>(bytes[4]), static_cast<char>(bytes[5])};
    if (is_value_representation(vr)) {
        found.has_vr = true;
    } else if (read_u32(bytes, 4, found.is_big_endian) <= bytes.size() - kHeadBytes) {
        found.has_vr = false;
    }
    return found;
}

bool begins_with_element(Bytes bytes) {
    if (bytes.size() < kHeadBytes) return false;
    const Encoding encoding = detect_encoding(bytes, {});
    const std::uint16_t group = read_u16(bytes, 0, encoding.is_big_endian);
    if (group != 0x0002 && group != 0x0008) return false;
    const std::array vr{static_cast<char>(bytes[4]), static_cast<char>(bytes[5])};
    return is_value_representation(vr) || read_u32(bytes, 4, encoding.is_big_endian) <= 1024;
}

}  // namespace lumbar
