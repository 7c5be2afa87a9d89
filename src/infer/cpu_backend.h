// Computes the nets of an ensemble on the CPU, with LibTorch.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "infer/backend.h"
#include "infer/load_nets.h"
#include "infer/net_logits.h"

namespace lumbar {

class CpuBackend final : public Backend {
  public:
    // `precision` is what the nets were loaded for.
    CpuBackend(LoadedNets nets, torch::ScalarType precision, const PassOptions& options);

    std::string name() const override;
    NumberFormat number_format() const override;
    std::string memory_use() const override;  // of the whole process
    int studies_in_hand() const override { return 1; }
    std::vector<KeypointNumbers> keypoints(SeriesKind kind, const MiddleFrames<std::uint8_t>& input,
                                           std::size_t most_nets = kAllNets) override;
    GradingLogits grading_logits(const Recipe& recipe, const Crops& crops, std::span<const double> angles_deg,
                                 std::size_t most_nets = kAllNets) override;

  private:
    LoadedNets nets_;
    torch::ScalarType precision_;
    PassOptions options_;
    std::mutex computing_;  // all threads of the CPU work for one caller at a time
};

}  // namespace lumbar
