// The software driver (tests/soft_gpu) in the place of NVIDIA's, for tests that run the program's nets
// through it.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace lumbar::test {

struct SoftGpuSettings {
    int compute = 75;       // compute capability
    int count = 1;          // GPUs
    int memory_mb = 1024;   // of each
    int driver = 12080;     // the newest CUDA that the driver supports
    std::string trouble{};  // SOFT_GPU_TROUBLE: "hang:3"; empty: none
    std::string report{};   // a CSV of what each kernel did; empty: none
};

// Until its end, GPUs that this process and its children open are software.
class SoftGpu {
  public:
    explicit SoftGpu(const SoftGpuSettings& settings);
    ~SoftGpu();
    SoftGpu(const SoftGpu&) = delete;
    SoftGpu& operator=(const SoftGpu&) = delete;

  private:
    void set(const std::string& name, const std::string& value);
    std::vector<std::pair<std::string, std::string>> before_;  // variables and their values
};

}  // namespace lumbar::test
