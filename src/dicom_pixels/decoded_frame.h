// A frame as a compressed stream has it.
#pragma once

#include <cstdint>
#include <vector>

namespace lumbar {

struct DecodedFrame {
    std::vector<std::uint32_t> samples;
    int precision = 0;  // bits of a sample by the stream's own header
};

}  // namespace lumbar
