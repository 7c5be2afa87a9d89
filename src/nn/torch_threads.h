// How many threads Torch's operators use when the thread at hand calls them.
#pragma once

#include <torch/torch.h>

namespace lumbar {

// From its construction to its end, and as it was after it.
class TorchThreads {
  public:
    explicit TorchThreads(int count) : previous_(torch::get_num_threads()) { torch::set_num_threads(count); }
    ~TorchThreads() { torch::set_num_threads(previous_); }
    TorchThreads(const TorchThreads&) = delete;
    TorchThreads& operator=(const TorchThreads&) = delete;

  private:
    int previous_;
};

}  // namespace lumbar
