// Spares new modules the random numbers that a weights file replaces at once.
#pragma once

#include <torch/torch.h>

namespace lumbar {

// While it lives, parameters that this thread's modules would fill from Torch's uniform distribution keep
// whatever is in memory: for nets that are loaded strictly right after.  Drawing 126 million numbers, a
// three-head B5 net's, takes 0.6 s.
class SkipInitialization {
  public:
    SkipInitialization();
    SkipInitialization(const SkipInitialization&) = delete;
    SkipInitialization& operator=(const SkipInitialization&) = delete;

  private:
    c10::impl::IncludeDispatchKeyGuard guard_;
};

}  // namespace lumbar
