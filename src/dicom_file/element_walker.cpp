#include "dicom_file/element_walker.h"

#include <cstdio>

#include "base/error.h"
#include "dicom_file/value_representation.h"

namespace lumbar {
namespace {

constexpr int kMaxDepth = 64;  // files of real scanners stay below ten

std::string text_of(Tag tag) {
    char text[16];
    std::snprintf(text, sizeof(text), "(%04X,%04X)", tag >> 16, tag & 0xFFFF);
    return text;
}

}  // namespace

Encoding encoding_inside(std::string_view vr, Encoding outside) {
    if (vr == "UN") return {false, false};  // by the standard, CP-246
    return outside;
}

Tag ElementWalker::tag_at(std::size_t at, bool is_big_endian) const {
    return Tag{read_u16(bytes_, at, is_big_endian)} << 16 | read_u16(bytes_, at + 2, is_big_endian);
}

// Elements stand in ascending order: whether what follows this head fits.
bool ElementWalker::may_follow(Tag tag, std::size_t at, const ElementHead& head, bool is_big_endian) const {
    if (head.length == kUndefinedLength) return true;
    const std::size_t value_at = at + head.size;
    if (value_at > bytes_.size() || head.length > bytes_.size() - value_at) return false;
    const std::size_t next = value_at + head.length;
    if (next == bytes_.size()) return true;
    return next + kHeadBytes <= bytes_.size() && tag_at(next, is_big_endian) > tag;
}

ElementHead ElementWalker::without_vr(std::size_t at, Encoding encoding) const {
    return {tag_at(at, encoding.is_big_endian), {}, read_u32(bytes_, at + 4, encoding.is_big_endian)};
}

ElementHead ElementWalker::with_short_length(std::size_t at, Encoding encoding) const {
    return {tag_at(at, encoding.is_big_endian),
            {static_cast<char>(bytes_[at + 4]), static_cast<char>(bytes_[at + 5])},
            read_u16(bytes_, at + 6, encoding.is_big_endian)};
}

std::optional<ElementHead> ElementWalker::with_long_length(std::size_t at, Encoding encoding) const {
    constexpr std::size_t kLongHeadBytes = 12;
    if (at + kLongHeadBytes > bytes_.size()) return std::nullopt;
    ElementHead head = with_short_length(at, encoding);
    head.length = read_u32(bytes_, at + kHeadBytes, encoding.is_big_endian);
    head.size = kLongHeadBytes;
    return head;
}

ElementHead ElementWalker::head_of_known_vr(std::size_t at, Encoding encoding) const {
    const ElementHead brief = with_short_length(at, encoding);
    if (!has_long_length(brief.vr)) return brief;
    const auto full = with_long_length(at, encoding);
    // Old writers gave VRs of later editions two bytes of length.
    const bool is_brief =
        !full || (brief.length != 0 && may_follow(brief.tag, at, brief, encoding.is_big_endian));
    return is_brief ? brief : *full;
}

// A VR that nobody knows, or none among elements that have one.
ElementHead ElementWalker::head_of_odd_element(std::size_t at, Encoding encoding) const {
    const ElementHead bare = without_vr(at, encoding), brief = with_short_length(at, encoding);
    const auto fits = [&](const ElementHead& head) {
        return may_follow(head.tag, at, head, encoding.is_big_endian);
    };
    const auto full = with_long_length(at, encoding);
    if (brief.length == 0 && full && bytes_[at + 4] != 0 && fits(*full)) return *full;
    if (fits(bare)) return bare;
    return fits(brief) ? brief : bare;
}

std::optional<ElementHead> ElementWalker::head_at(std::size_t at, Encoding encoding) const {
    if (at + kHeadBytes > bytes_.size()) return std::nullopt;
    const ElementHead bare = without_vr(at, encoding);
    if (bare.tag >> 16 == 0xFFFE) return bare;
    const bool shows_vr = is_value_representation(with_short_length(at, encoding).vr);
    if (encoding.has_vr) return shows_vr ? head_of_known_vr(at, encoding) : head_of_odd_element(at, encoding);
    if (shows_vr && !may_follow(bare.tag, at, bare, encoding.is_big_endian)) {
        const ElementHead explicit_head = head_of_known_vr(at, encoding);
        if (may_follow(bare.tag, at, explicit_head, encoding.is_big_endian)) return explicit_head;
    }
    return bare;
}

std::size_t ElementWalker::end_of_value(std::size_t at, const ElementHead& head) const {
    if (at > bytes_.size() || head.length > bytes_.size() - at) fail(head);
    return at + head.length;
}

std::pair<std::size_t, std::size_t> ElementWalker::end_of_sequence(std::size_t at, Encoding encoding,
                                                                   int depth) const {
    if (depth > kMaxDepth) {
        throw Error({"the sequences of the DICOM file are nested too deep", where_,
                     "at most " + std::to_string(kMaxDepth) + " levels", "more"});
    }
    while (at + kHeadBytes <= bytes_.size()) {
        const ElementHead head = without_vr(at, encoding);
        const std::size_t inside = at + kHeadBytes;
        if (head.tag == kSequenceEndTag) return {at, inside};
        if (head.tag != kItemTag) fail(head);
        at = head.length == kUndefinedLength ? end_of_item(inside, encoding, depth).second
                                             : end_of_value(inside, head);
    }
    throw Error({"cannot read the DICOM file", where_, "a whole DICOM file", "a sequence without an end"});
}

std::pair<std::size_t, std::size_t> ElementWalker::end_of_item(std::size_t at, Encoding encoding,
                                                               int depth) const {
    encoding.has_vr = detect_encoding(bytes_.subspan(at), encoding).has_vr;
    while (const auto head = head_at(at, encoding)) {
        const std::size_t value_at = at + head->size;
        if (head->tag == kItemEndTag) return {at, value_at};
        if (head->length == kUndefinedLength) {
            const std::string_view vr(head->vr.data(), head->vr.size());
            at = end_of_sequence(value_at, encoding_inside(vr, encoding), depth + 1).second;
        } else {
            at = end_of_value(value_at, *head);
        }
    }
    throw Error({"cannot read the DICOM file", where_, "a whole DICOM file", "an item without an end"});
}

void ElementWalker::fail(const ElementHead& head) const {
    throw Error({"cannot read the DICOM file", where_, "a whole DICOM file",
                 "element " + text_of(head.tag) + " of " + std::to_string(head.length) + " bytes in " +
                     std::to_string(bytes_.size()) + " bytes"});
}

}  // namespace lumbar
