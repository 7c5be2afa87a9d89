// Encodes fields as one protobuf message (https://protobuf.dev/programming-guides/encoding).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lumbar {

class WireMessage {
  public:
    // Each returns the message, so that one is written as it is read: field by field.
    WireMessage& add_double(int field, double value);
    WireMessage& add_float(int field, float value);
    WireMessage& add_integer(int field, std::int64_t value);  // int32, int64 and enums
    WireMessage& add_bytes(int field, std::string_view bytes);
    WireMessage& add_message(int field, const WireMessage& message) {
        return add_bytes(field, message.bytes());
    }

    const std::string& bytes() const { return bytes_; }

  private:
    void add_varint(std::uint64_t value);
    void add_key(int field, int wire_type);

    std::string bytes_;
};

// The lowest byte first, whatever the machine's own order is.
template <class Unsigned>
void append_little_endian(std::string& bytes, Unsigned value) {
    for (std::size_t i = 0; i < sizeof value; ++i)
        bytes += static_cast<char>(static_cast<unsigned char>(value >> (8 * i)));
}

}  // namespace lumbar
