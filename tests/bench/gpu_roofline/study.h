// The launches of a study's nets, as the GPU backend writes them: the full ensemble of 24 b5 nets, nine
// views.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gpu_roofline/gpus.h"
#include "gpu_roofline/work.h"

namespace lumbar::roofline {

struct NetWork {
    std::string recipe;
    int nets = 4;  // of the recipe: a fold each
    std::size_t weight_bytes = 0;
    std::vector<Work> launches;  // of one net
};

struct StudyWork {
    std::vector<NetWork> recipes;
    std::string memory;  // the plan, in words
    std::size_t weight_bytes = 0, scratch_bytes = 0;
};

// Packing nets of zeros once serves all GPUs.
class StudyCounter {
  public:
    StudyCounter();
    ~StudyCounter();
    StudyWork count(const GpuSheet& gpu) const;

  private:
    struct Nets;
    std::unique_ptr<Nets> nets_;
};

}  // namespace lumbar::roofline
