// Computes the learning rate of a step: a linear rise, then half a cosine down (Loshchilov and Hutter 2017,
// arXiv:1608.03983, without restarts).
#pragma once

#include <cstdint>

namespace lumbar {

struct Schedule {
    double lr = 1e-4, lr_end = 1e-6;
    std::int64_t warmup_steps = 0, steps = 1;

    // Of the step that comes after `step` others: `lr` right after the warm-up, `lr_end` once all are done.
    double rate_at(std::int64_t step) const;
};

}  // namespace lumbar
