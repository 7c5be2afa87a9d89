#include "support/soft_gpu.h"

#include <cstdlib>

namespace lumbar::test {

SoftGpu::SoftGpu(const SoftGpuSettings& settings) {
    set("LUMBAR_LIBCUDA", LUMBAR_SOFT_LIBCUDA);
    set("SOFT_GPU_COMPUTE", std::to_string(settings.compute));
    set("SOFT_GPU_COUNT", std::to_string(settings.count));
    set("SOFT_GPU_MEMORY_MB", std::to_string(settings.memory_mb));
    set("SOFT_GPU_DRIVER_VERSION", std::to_string(settings.driver));
    set("SOFT_GPU_TROUBLE", settings.trouble);
}

SoftGpu::~SoftGpu() {
    for (const auto& [name, value] : before_) {
        value.empty() ? unsetenv(name.c_str()) : setenv(name.c_str(), value.c_str(), 1);
    }
}

void SoftGpu::set(const std::string& name, const std::string& value) {
    const char* before = std::getenv(name.c_str());
    before_.emplace_back(name, before ? before : "");
    value.empty() ? unsetenv(name.c_str()) : setenv(name.c_str(), value.c_str(), 1);
}

}  // namespace lumbar::test
