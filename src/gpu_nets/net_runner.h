// The nets of an ensemble on one GPU, ready to run.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "gpu_nets/emit_run.h"
#include "gpu_nets/memory_plan.h"
#include "gpu_nets/resident_nets.h"

namespace lumbar::gpu {

// A net, and the largest input that it will be given: memory is planned for that.
struct RunnerNet {
    PackedNet net;
    NetInput largest;  // read by the constructor alone
};

// What a head says of each disc.
struct HeadAnswer {
    std::vector<float> values;     // [discs,outputs]
    std::vector<float> attention;  // [discs,real]: how much each real frame counts, 1 in all
};

class NetRunner {
  public:
    // Takes all memory that it will use, and uploads weights.  `batch`: images that pass through a backbone
    // at a time; 0: as many as suit the GPU and fit.  Throws GpuMemoryFull if not even one net fits,
    // GpuFailure.
    NetRunner(std::shared_ptr<Gpu> gpu, std::vector<RunnerNet> nets, int batch);

    const MemoryPlan& memory() const { return plan_; }
    // One answer a head.  Any number of threads may call it.  Throws GpuFailure.
    std::vector<HeadAnswer> run(std::size_t net, const NetInput& input);

  private:
    RunPlace place(Address weights) const;
    std::size_t scratch_for_all(const std::vector<RunnerNet>& nets, std::int64_t pass_pixels) const;
    std::int64_t pixels_of_pass(const NetInput& input, std::int64_t planned) const;
    Address allocate(const std::vector<RunnerNet>& nets);  // plans, and takes the memory

    std::shared_ptr<Gpu> gpu_;
    int batch_;
    GpuKind gpu_kind_;
    MemoryPlan plan_;
    Address scratch_ = 0;
    std::vector<PackedNet> nets_;
    std::unique_ptr<ResidentNets> resident_;
};

}  // namespace lumbar::gpu
