// A seeded random generator whose numbers are the same on every platform (those of the standard's
// distributions are not).
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace lumbar {

// A seed of its own for each of many streams (study, series, slice).
std::uint64_t derive_seed(std::uint64_t seed, std::uint64_t stream);

// The standard normal value below which `share` of all values lie, and the share below a value.
double normal_quantile(double share);
double normal_share(double value);

class Random {
  public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    double uniform() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }  // [0, 1)
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    double normal(double mean, double deviation);
    std::int64_t integer(std::int64_t low, std::int64_t high);  // both included
    bool chance(double share) { return uniform() < share; }
    std::uint64_t bits() { return engine_(); }

    template <class T>
    void shuffle(std::vector<T>& items) {
        for (std::size_t i = items.size(); i > 1; --i) {
            std::swap(items[i - 1],
                      items[static_cast<std::size_t>(integer(0, static_cast<std::int64_t>(i) - 1))]);
        }
    }

  private:
    std::mt19937_64 engine_;
};

}  // namespace lumbar
