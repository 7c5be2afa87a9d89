// Frames a record for a TFRecord file: length, masked CRC of the length, record, masked CRC of the record
// (https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lumbar {

// CRC-32C (Castagnoli), as iSCSI has it: RFC 3720, 12.1.
std::uint32_t crc32c(std::string_view bytes);

std::string record_frame(std::string_view record);

}  // namespace lumbar
