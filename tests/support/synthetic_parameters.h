// The reference's deterministic tensors (tests/reference/arrays.py: unit_noise, synthetic_parameter): weights
// from names alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lumbar::test {

// In [-1, 1): element i is splitmix64(crc32(name) * 2^32 + i), top 53 bits.
std::vector<double> unit_noise(const std::string& name, std::size_t count);

// A well-conditioned value for every entry of a state dict.  num_batches_tracked is zero.
std::vector<double> synthetic_parameter(const std::string& name, const std::vector<std::int64_t>& shape);

}  // namespace lumbar::test
