// Selects the samples of a step's batch: every epoch has another order; an epoch's remainder is left out.
#pragma once

#include <cstdint>
#include <vector>

#include "train/batch_loader.h"

namespace lumbar {

// One of `count` replicas takes every count-th sample of each batch; each batch is computed in `accumulate`
// parts.
struct SampleOrder {
    std::size_t samples = 0;
    int batch = 1;
    int accumulate = 1;
    int rank = 0, count = 1;
    std::uint64_t seed = 0;

    // Fewer samples than a batch: the batch is all of them.
    std::size_t batch_size() const;
    std::int64_t steps_per_epoch() const;
    // Part number `part` of all parts of the run: step part / accumulate.
    std::vector<SampleRequest> part(std::int64_t part) const;
};

}  // namespace lumbar
