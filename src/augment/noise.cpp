#include "augment/noise.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "base/random.h"
#include "base/run_parallel.h"

namespace lumbar {
namespace {

constexpr std::size_t kDraws = 65536;  // a noise value costs 16 random bits

// Added to whole numbers, rounded noise is rounded alone: so many of the draws are each whole number as its
// share of a normal distribution.  [kDraws]
std::vector<std::int16_t> noise_table(double deviation) {
    constexpr double kWidest = 4.5;  // deviations; less than one draw in 65536 lies beyond
    const int widest = static_cast<int>(std::ceil(kWidest * deviation)) + 1;
    std::vector<std::int16_t> table;
    table.reserve(kDraws);
    for (int value = -widest; value <= widest; ++value) {
        const double share = value == widest ? 1 : normal_share((value + 0.5) / deviation);
        table.resize(static_cast<std::size_t>(std::lround(share * static_cast<double>(kDraws))),
                     static_cast<std::int16_t>(value));
    }
    return table;
}

void add_to_frame(std::uint8_t* frame, std::size_t count, const std::vector<std::int16_t>& table,
                  Random random) {
    constexpr std::size_t kAtOnce = 4;
    for (std::size_t i = 0; i < count; i += kAtOnce) {
        std::uint64_t bits = random.bits();
        for (std::size_t k = i; k < std::min(i + kAtOnce, count); ++k, bits >>= 16) {
            frame[k] = static_cast<std::uint8_t>(std::clamp(frame[k] + table[bits % kDraws], 0, 255));
        }
    }
}

}  // namespace

ByteStack add_noise(ByteStack frames, const GaussNoise& noise, std::uint64_t seed, int threads) {
    if (noise.variance <= 0) return frames;
    const auto table = noise_table(std::sqrt(noise.variance));
    run_parallel(frames.frames, threads, [&](int s) {
        add_to_frame(frames.frame(s), frames.frame_size(), table,
                     Random(derive_seed(seed, static_cast<std::uint64_t>(s))));
    });
    return frames;
}

}  // namespace lumbar
