#include "support/synthetic_parameters.h"

#include <boost/crc.hpp>
#include <cmath>

namespace lumbar::test {
namespace {

std::uint64_t splitmix64(std::uint64_t x) {
    x += 0x9E3779B97F4A7C15;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
}

// Every value becomes offset + factor * noise.
struct Line {
    double offset, factor;
};

Line line_of(const std::string& leaf, const std::vector<std::int64_t>& shape) {
    if (leaf == "running_mean") return {0, 0.1};
    if (shape.size() == 4) return {0, std::sqrt(6.0 / static_cast<double>(shape[1] * shape[2] * shape[3]))};
    if (shape.size() == 2) return {0, std::sqrt(3.0 / static_cast<double>(shape[1]))};
    if (leaf == "weight" || leaf == "scale") return {1, 0.1};
    return {0, 0.1};
}

}  // namespace

std::vector<double> unit_noise(const std::string& name, std::size_t count) {
    boost::crc_32_type crc;
    crc.process_bytes(name.data(), name.size());
    const std::uint64_t seed = std::uint64_t{crc.checksum()} << 32;
    std::vector<double> values(count);
    for (std::size_t i = 0; i < count; ++i) {
        values[i] = static_cast<double>(splitmix64(seed + i) >> 11) / 4503599627370496.0 - 1.0;  // 2^52
    }
    return values;
}

std::vector<double> synthetic_parameter(const std::string& name, const std::vector<std::int64_t>& shape) {
    std::size_t count = 1;
    for (const auto extent : shape) count *= static_cast<std::size_t>(extent);
    const std::string leaf = name.substr(name.rfind('.') + 1);
    if (leaf == "num_batches_tracked") return std::vector<double>(count, 0.0);
    std::vector<double> values = unit_noise(name, count);
    if (leaf == "running_var") {
        for (double& value : values) value = 1.0 + 0.5 * std::abs(value);
        return values;
    }
    const Line line = line_of(leaf, shape);
    for (double& value : values) value = line.offset + line.factor * value;
    return values;
}

}  // namespace lumbar::test
