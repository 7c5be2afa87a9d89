// Reads the CPU and memory limits of the process's control group (cgroup v1 or v2: Docker, Slurm, systemd).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace lumbar {

struct CgroupLimits {
    std::optional<double> cpus;                 // 1.5: one and a half; empty: no limit
    std::optional<std::uint64_t> memory_bytes;  // empty: no limit
};

// The smallest limits of the process's group and those above it.  `root` is where proc/self/cgroup and
// sys/fs/cgroup lie; what cannot be read sets no limit.
CgroupLimits read_cgroup_limits(const std::filesystem::path& root = "/");

}  // namespace lumbar
