#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>

#include "kernels/percentile.h"
#include "kernels/percentile_rank.h"

namespace lumbar::kernels {
namespace {

// Values are counted by the upper half of their ordered bits.
constexpr std::size_t kBins = std::size_t{1} << 16;

std::size_t bin_of(float value) {
    return ordered_bits(value) >> 16;
}

struct Histogram {
    std::vector<std::size_t> counts = std::vector<std::size_t>(kBins);
    bool has_nan = false;
};

Histogram count_values(const float* values, std::size_t count, int threads) {
    Histogram all;
#pragma omp parallel num_threads(threads)
    {
        std::vector<std::uint32_t> counts(kBins);  // of 2^32 values a thread at most
        bool has_nan = false;
#pragma omp for nowait
        for (std::size_t i = 0; i < count; ++i) {
            ++counts[bin_of(values[i])];
            has_nan |= values[i] != values[i];
        }
#pragma omp critical
        {
            for (std::size_t bin = 0; bin < kBins; ++bin) all.counts[bin] += counts[bin];
            all.has_nan |= has_nan;
        }
    }
    return all;
}

// The values of the bins that are asked for, found in one pass.
class Order {
  public:
    Order(const float* values, std::size_t count, const Histogram& histogram,
          const std::vector<std::size_t>& ranks) {
        std::vector<bool> wanted(kBins);
        std::size_t bin = 0, before = 0;
        for (const std::size_t rank : ranks) {  // ascending
            while (before + histogram.counts[bin] <= rank) before += histogram.counts[bin++];
            wanted[bin] = true;
            places_[rank] = {bin, rank - before};
        }
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t at = bin_of(values[i]);
            if (wanted[at]) members_[at].push_back(values[i]);
        }
    }

    // One of the ranks asked for: the value that sorting would put there.
    float value(std::size_t rank) {
        const auto [bin, place] = places_.at(rank);
        auto& members = members_.at(bin);
        const auto found = members.begin() + static_cast<std::ptrdiff_t>(place);
        std::nth_element(members.begin(), found, members.end());
        return *found;
    }

  private:
    struct Place {
        std::size_t bin = 0, place = 0;
    };
    std::map<std::size_t, Place> places_;
    std::map<std::size_t, std::vector<float>> members_;
};

}  // namespace

std::vector<double> percentiles(const float* values, std::size_t count, std::span<const double> percents,
                                int threads) {
    const Histogram histogram = count_values(values, count, threads);
    if (histogram.has_nan)
        return std::vector<double>(percents.size(), std::numeric_limits<double>::quiet_NaN());
    std::vector<std::size_t> ranks;
    for (const double percent : percents) {
        const RankPosition position(count, percent);
        ranks.insert(ranks.end(), {position.below, position.above});
    }
    std::sort(ranks.begin(), ranks.end());
    Order order(values, count, histogram, ranks);
    return percentiles_of(count, percents, [&](std::size_t rank) { return order.value(rank); });
}

}  // namespace lumbar::kernels
