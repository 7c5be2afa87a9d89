// Values in memory whose edges are watched, and with gaps between pixels that nobody may read or write.
#pragma once

#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <type_traits>
#include <vector>

#include "half.h"

namespace lumbar::fibers {

template <class Value>
float loaded(Value value) {
    if constexpr (std::is_same_v<Value, std::uint16_t>)
        return half_to_float(value);
    else
        return static_cast<float>(value);
}
template <class Value>
Value stored(float value) {
    if constexpr (std::is_same_v<Value, std::uint16_t>)
        return float_to_half(value);
    else
        return static_cast<Value>(value);
}

// Half a unit in the last place, relative.
template <class Value>
constexpr double rounding() {
    return std::is_same_v<Value, std::uint16_t> ? 0x1p-11 : 0x1p-24;
}

// [pixels, channels]; a step leads from a pixel to the next.  All that is no value is NaN at first.
template <class Value>
class Guarded {
  public:
    Guarded(std::size_t pixels, std::size_t channels, std::size_t step = 0)
        : channels_(channels),
          step_(step == 0 ? channels : step),
          // The last pixel has no gap behind it: it may be the last part of a wider tensor.
          size_(pixels == 0 ? 0 : (pixels - 1) * step_ + channels),
          values_(size_ + 2 * kEdge) {
        std::memset(values_.data(), 0xff, values_.size() * sizeof(Value));
    }

    std::uint64_t address() { return reinterpret_cast<std::uint64_t>(values_.data() + kEdge); }
    Value& at(std::size_t pixel, std::size_t channel) { return values_[kEdge + pixel * step_ + channel]; }
    float value(std::size_t pixel, std::size_t channel) { return loaded(at(pixel, channel)); }
    std::size_t pixels() const { return size_ == 0 ? 0 : (size_ - channels_) / step_ + 1; }
    std::size_t channels() const { return channels_; }
    const std::vector<Value>& all() const { return values_; }
    Value* data() { return values_.data(); }

    void fill(unsigned seed, float low = -1, float high = 1) {
        std::mt19937 random(seed);
        std::uniform_real_distribution<float> values(low, high);
        for (std::size_t p = 0; p < pixels(); ++p)
            for (std::size_t c = 0; c < channels_; ++c) at(p, c) = stored<Value>(values(random));
    }
    bool gaps_untouched() const {
        for (std::size_t i = 0; i < values_.size(); ++i) {
            const bool inside = i >= kEdge && i < kEdge + size_ && (i - kEdge) % step_ < channels_;
            Value untouched;
            std::memset(&untouched, 0xff, sizeof untouched);
            if (!inside && std::memcmp(&values_[i], &untouched, sizeof untouched) != 0) return false;
        }
        return true;
    }

  private:
#if defined(__SANITIZE_ADDRESS__)
    static constexpr std::size_t kEdge = 0;  // the sanitizer watches the edges of the allocation
#else
    static constexpr std::size_t kEdge = 256;
#endif
    std::size_t channels_, step_, size_;
    std::vector<Value> values_;
};

}  // namespace lumbar::fibers
