#include "report/record_frame.h"

#include <boost/crc.hpp>

#include "report/wire_message.h"

namespace lumbar {
namespace {

// Rotated and shifted, since the CRC of bytes that hold their own CRC says little.
std::uint32_t masked_crc32c(std::string_view bytes) {
    const std::uint32_t crc = crc32c(bytes);
    return ((crc >> 15) | (crc << 17)) + 0xA282EAD8U;
}

}  // namespace

std::uint32_t crc32c(std::string_view bytes) {
    boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
    crc.process_bytes(bytes.data(), bytes.size());
    return crc.checksum();
}

std::string record_frame(std::string_view record) {
    std::string length;
    append_little_endian(length, static_cast<std::uint64_t>(record.size()));
    std::string frame = length;
    append_little_endian(frame, masked_crc32c(length));
    frame += record;
    append_little_endian(frame, masked_crc32c(record));
    return frame;
}

}  // namespace lumbar
