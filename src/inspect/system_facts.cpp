#include "inspect/system_facts.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "base/cgroup_limits.h"
#include "base/cpu_count.h"
#include "base/cpu_isa.h"
#include "base/fixed_decimals.h"
#include "dicom_pixels/library_version.h"
#include "gpu/gpu.h"
#include "gpu/worker_environment.h"
#include "nn/library_versions.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

void print_fact(const std::string& name, const std::string& value) {
    std::printf("%-17s%s\n", name.c_str(), value.c_str());
}

std::string gigabytes(std::uint64_t bytes) {
    return fixed_decimals(static_cast<double>(bytes) / 1e9, 1) + " GB";
}

// The text behind "key : " of a file such as /proc/meminfo; empty if there is none.
std::string value_in(const char* path, std::string_view key) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with(key)) continue;
        const std::size_t colon = line.find(':');
        const std::size_t begin = colon == line.npos ? colon : line.find_first_not_of(" \t", colon + 1);
        return begin == line.npos ? "" : line.substr(begin);
    }
    return "";
}

void print_program(const std::string& program) {
    print_fact("program", program);
    print_fact("libraries", "LibTorch " + libtorch_version() + ", oneDNN " + onednn_version() + ", DCMTK " +
                                dcmtk_version());
}

void print_cpu() {
    const CpuCount cpus = count_cpus();
    print_fact("CPU", cpu_model());
    print_fact("  cores", std::to_string(cpus.cores) + " with " + std::to_string(cpus.hardware_threads) +
                              " hardware threads in the affinity mask");
    print_fact("  cgroup quota", cpus.quota ? fixed_decimals(*cpus.quota, 2) + " CPUs" : "none");
    print_fact("  --threads", std::to_string(threads_for(cpus)) + " by default");
    print_fact("  LibTorch uses", cpu_capability());
    print_fact("  oneDNN uses", onednn_instruction_set());
}

// "MemTotal:  24055012 kB"
std::string memory_of(std::string_view key) {
    constexpr std::uint64_t kUnit = 1024;
    const std::string text = value_in("/proc/meminfo", key);
    return text.empty() ? "unknown" : gigabytes(std::strtoull(text.c_str(), nullptr, 10) * kUnit);
}

void print_memory() {
    print_fact("memory", memory_of("MemTotal") + ", " + memory_of("MemAvailable") + " available");
    const auto limit = read_cgroup_limits().memory_bytes;
    print_fact("  cgroup limit", limit ? gigabytes(*limit) : "none");
}

std::string version_of_cuda(int driver) {
    return std::to_string(driver / 1000) + "." + std::to_string(driver % 1000 / 10);
}

std::string gpu_text(int index) {
    try {
        const gpu::Gpu device(index);
        const gpu::GpuInfo& info = device.info();
        return info.name + ", compute capability " + fixed_decimals(info.compute / 10.0, 1) + ", " +
               gigabytes(info.memory) + ", " + gigabytes(info.free_memory) + " free, driver for CUDA " +
               version_of_cuda(info.driver) + " (" + info.library + ")";
    } catch (const gpu::NoGpu& reason) {
        return std::string("cannot be used: ") + reason.what();
    }
}

void print_gpus() {
    const gpu::GpuCount found = gpu::count_gpus();
    if (found.gpus == 0) print_fact("GPUs", "none: " + found.reason);
    for (int index = 0; index < found.gpus; ++index) {
        print_fact("GPU " + std::to_string(index), gpu_text(index));
    }
    const std::string driver = value_in("/proc/driver/nvidia/version", "NVRM version");
    if (!driver.empty()) print_fact("  kernel module", driver);
}

std::string free_space(const fs::path& folder) {
    std::error_code failure;
    const fs::space_info space = fs::space(folder, failure);
    if (failure) return folder.string() + ": " + failure.message();
    return folder.string() + ": " + gigabytes(space.available) + " free";
}

// Where the driver keeps compiled kernels.
fs::path kernel_cache() {
    std::optional<fs::path> home;
    for (const std::string& variable : gpu::worker_environment()) {
        const std::string_view text = variable;
        if (text.starts_with("CUDA_CACHE_PATH=")) return text.substr(text.find('=') + 1);
        if (text.starts_with("HOME=")) home = text.substr(text.find('=') + 1);
    }
    return home.value_or("/") / ".nv";
}

void print_disks() {
    for (const std::string& folder : gpu::temporary_folders())
        print_fact("temporary files", free_space(folder));
    fs::path cache = kernel_cache();
    std::error_code failure;
    while (cache.has_parent_path() && cache != cache.parent_path() && !fs::exists(cache, failure)) {
        cache = cache.parent_path();  // made by the driver at its first use
    }
    print_fact("kernel cache", free_space(cache));
}

}  // namespace

void print_system_facts(const std::string& program) {
    print_program(program);
    print_cpu();
    print_memory();
    print_gpus();
    print_disks();
}

}  // namespace lumbar
