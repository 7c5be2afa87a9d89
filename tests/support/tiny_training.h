// How tests train a net: one epoch takes parts of a second.
#pragma once

#include <string>

#include "support/run_lumbar.h"

namespace lumbar::test {

// Flags of `lumbar train` for a tiny net of `folds`, on one CPU thread, always with the same result.
Arguments tiny_training(const std::string& recipe, int epochs, int validate_every,
                        const std::string& folds = "0");

}  // namespace lumbar::test
