// Computes an ensemble's nets on one NVIDIA GPU, through the driver alone.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "gpu/gpu.h"
#include "gpu_nets/net_runner.h"
#include "infer/backend.h"
#include "models/registry.h"

namespace lumbar {

class GpuBackend final : public Backend {
  public:
    // `packed`: the nets of `files`, in their order.  `batch`: images that pass through a backbone at a time,
    // 0: what suits. Throws gpu::GpuMemoryFull if not even one net fits, gpu::GpuFailure.
    GpuBackend(std::shared_ptr<gpu::Gpu> device, const std::vector<NetFile>& files,
               std::vector<gpu::PackedNet> packed, int batch);

    std::string name() const override;
    NumberFormat number_format() const override;  // of the grading nets
    std::string memory_use() const override { return describe(runner_->memory()); }
    // While the GPU computes one study the CPU prepares the next.
    int studies_in_hand() const override { return 2; }
    std::vector<KeypointNumbers> keypoints(SeriesKind kind, const MiddleFrames<std::uint8_t>& input,
                                           std::size_t most_nets = kAllNets) override;
    GradingLogits grading_logits(const Recipe& recipe, const Crops& crops, std::span<const double> angles_deg,
                                 std::size_t most_nets = kAllNets) override;

    const gpu::GpuInfo& info() const { return device_->info(); }

  private:
    std::vector<gpu::HeadAnswer> run(std::size_t net, const gpu::NetInput& input);

    std::shared_ptr<gpu::Gpu> device_;
    std::vector<Recipe> recipes_;   // of each net
    std::vector<bool> in_float16_;  // each net: keypoint nets never are
    std::unique_ptr<gpu::NetRunner> runner_;
};

}  // namespace lumbar
