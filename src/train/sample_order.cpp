#include "train/sample_order.h"

#include <algorithm>
#include <numeric>

#include "base/random.h"

namespace lumbar {

std::size_t SampleOrder::batch_size() const {
    return std::min(samples, static_cast<std::size_t>(batch));
}

std::int64_t SampleOrder::steps_per_epoch() const {
    return static_cast<std::int64_t>(samples / std::max<std::size_t>(1, batch_size()));
}

std::vector<SampleRequest> SampleOrder::part(std::int64_t part) const {
    const std::int64_t step = part / accumulate;
    const auto epoch = static_cast<std::uint64_t>(step / steps_per_epoch());
    const std::uint64_t epoch_seed = derive_seed(seed, epoch);
    std::vector<std::size_t> order(samples);
    std::iota(order.begin(), order.end(), std::size_t{0});
    Random(epoch_seed).shuffle(order);
    const auto first = static_cast<std::size_t>(step % steps_per_epoch()) * batch_size();
    std::vector<SampleRequest> mine;
    for (std::size_t i = static_cast<std::size_t>(rank); i < batch_size();
         i += static_cast<std::size_t>(count)) {
        mine.push_back({order[first + i], derive_seed(epoch_seed, order[first + i] + 1)});
    }
    // The parts of a step share its samples as evenly as they go.
    const auto parts = static_cast<std::size_t>(accumulate),
               which = static_cast<std::size_t>(part % accumulate);
    const auto from = mine.begin() + static_cast<std::ptrdiff_t>(mine.size() * which / parts);
    const auto to = mine.begin() + static_cast<std::ptrdiff_t>(mine.size() * (which + 1) / parts);
    return {from, to};
}

}  // namespace lumbar
