#include "report/wire_message.h"

#include <bit>

namespace lumbar {
namespace {

// How a field's value is written.
constexpr int kVarint = 0, kEightBytes = 1, kCounted = 2, kFourBytes = 5;

}  // namespace

void WireMessage::add_varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(0x80 | (value & 0x7F));
    bytes_ += static_cast<char>(value);
}

void WireMessage::add_key(int field, int wire_type) {
    add_varint(static_cast<std::uint64_t>(field * 8 + wire_type));
}

WireMessage& WireMessage::add_double(int field, double value) {
    add_key(field, kEightBytes);
    append_little_endian(bytes_, std::bit_cast<std::uint64_t>(value));
    return *this;
}

WireMessage& WireMessage::add_float(int field, float value) {
    add_key(field, kFourBytes);
    append_little_endian(bytes_, std::bit_cast<std::uint32_t>(value));
    return *this;
}

WireMessage& WireMessage::add_integer(int field, std::int64_t value) {
    add_key(field, kVarint);
    add_varint(static_cast<std::uint64_t>(value));
    return *this;
}

WireMessage& WireMessage::add_bytes(int field, std::string_view bytes) {
    add_key(field, kCounted);
    add_varint(bytes.size());
    bytes_ += bytes;
    return *this;
}

}  // namespace lumbar
