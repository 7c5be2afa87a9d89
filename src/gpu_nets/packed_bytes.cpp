#include "gpu_nets/packed_bytes.h"

#include <algorithm>
#include <cstring>

#include "gpu_nets/half.h"

namespace lumbar::gpu {

std::size_t PackedBytes::grow(std::size_t bytes) {
    constexpr std::size_t kAlignment = 256;
    const std::size_t offset = (bytes_.size() + kAlignment - 1) / kAlignment * kAlignment;
    bytes_.resize(offset + bytes);
    return offset;
}

std::size_t PackedBytes::add_rows(std::span<const float> values, std::size_t rows, std::size_t taps,
                                  std::size_t padded_rows, std::size_t padded_in) {
    const std::size_t in = values.size() / rows / taps;
    const std::size_t element = bytes_of(format_);
    const std::size_t offset = grow(padded_rows * taps * padded_in * element);
    std::vector<Half> halves(in);
    for (std::size_t row = 0; row < rows * taps; ++row) {
        const float* from = values.data() + row * in;
        std::byte* to = bytes_.data() + offset + row * padded_in * element;
        if (format_ == PackedFormat::float32) {
            std::memcpy(to, from, in * element);
        } else {
            std::transform(from, from + in, halves.begin(), to_half);
            std::memcpy(to, halves.data(), in * element);
        }
    }
    return offset;
}

std::size_t PackedBytes::add_floats(std::span<const float> values, std::size_t padded_count) {
    const std::size_t offset = grow(padded_count * sizeof(float));
    std::memcpy(bytes_.data() + offset, values.data(), values.size_bytes());
    return offset;
}

}  // namespace lumbar::gpu
