#include "optim/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lumbar {

double Schedule::rate_at(std::int64_t step) const {
    if (step < warmup_steps) return lr * static_cast<double>(step + 1) / static_cast<double>(warmup_steps);
    const auto falling = static_cast<double>(std::max<std::int64_t>(1, steps - warmup_steps));
    const double done = std::min(1.0, static_cast<double>(step - warmup_steps) / falling);
    return lr_end + (lr - lr_end) * (1 + std::cos(std::numbers::pi * done)) / 2;
}

}  // namespace lumbar
