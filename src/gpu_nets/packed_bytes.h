// The run of bytes that holds a packed net's weights while it is written.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "gpu_nets/packed_net.h"

namespace lumbar::gpu {

class PackedBytes {
  public:
    explicit PackedBytes(PackedFormat format) : format_(format) {}

    // Rows [rows,taps,in] of the net's format, each tap padded with zeros to `padded_in` and the rows to
    // `padded_rows` -> their offset.
    std::size_t add_rows(std::span<const float> values, std::size_t rows, std::size_t taps,
                         std::size_t padded_rows, std::size_t padded_in);
    // float32, padded with zeros -> the offset.
    std::size_t add_floats(std::span<const float> values, std::size_t padded_count);

    std::vector<std::byte> take() { return std::move(bytes_); }

  private:
    std::size_t grow(std::size_t bytes);  // zeros -> their offset, aligned to 256 bytes

    PackedFormat format_;
    std::vector<std::byte> bytes_;
};

}  // namespace lumbar::gpu
