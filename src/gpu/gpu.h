// One NVIDIA GPU, driven through a worker process: its memory, its kernels, and lists of commands run in
// order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "gpu/command_list.h"

namespace lumbar::gpu {

// No GPU can be used; the message says why.  Compute on the CPU.
struct NoGpu : std::runtime_error {
    using std::runtime_error::runtime_error;
};
// A GPU that was in use failed; the results of its last list are lost, and so is the Gpu.
struct GpuFailure : std::runtime_error {
    using std::runtime_error::runtime_error;
};
// An allocation did not fit, or a list ran out of memory.  The Gpu can still be used.
struct GpuMemoryFull : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct GpuInfo {
    std::string name, library;  // "Tesla T4"; the driver library that was loaded
    int index = 0;
    int compute = 0;  // compute capability: 75 on a T4
    int multiprocessors = 0;
    int driver = 0;                             // 12080: the driver supports CUDA 12.8
    std::uint64_t memory = 0, free_memory = 0;  // bytes, at the start
    bool has_tensor_cores() const { return compute >= 75; }
};

struct GpuOptions {
    int start_timeout_s = 60;    // for the driver's start
    int answer_timeout_s = 300;  // for a request, a list that fits into the shared memory: the watchdog
    std::size_t shared_bytes = std::size_t{64} << 20;  // longer lists and data are sent in several requests
    // Path of the driver library; empty: $LUMBAR_LIBCUDA, or else libcuda.so.1 and where systems keep it.
    std::string driver{};
};

// Any number of threads may use a Gpu; their lists run one after the other.
class Gpu {
  public:
    // Starts a worker for GPU `index`.  Throws NoGpu.
    explicit Gpu(int index, const GpuOptions& options = {});
    ~Gpu();
    Gpu(const Gpu&) = delete;
    Gpu& operator=(const Gpu&) = delete;

    const GpuInfo& info() const;

    // All of these throw GpuFailure.  An allocation of 0 bytes is address 0, which free() ignores.
    Address allocate(std::size_t bytes);  // GpuMemoryFull
    void free(Address address);
    std::uint64_t free_memory();  // bytes, now
    // At once, of any size.
    void upload(Address to, std::span<const std::byte> bytes);

    // A kernel of kernels/gpu by its name, in the PTX of the highest compute capability that this GPU has;
    // the driver compiles that when it is first asked for.  Throws std::invalid_argument where there is none.
    Address kernel(const std::string& name);
    // A kernel of other PTX, which is compiled at each call.
    Address kernel(const std::string& name, std::string_view ptx);

    // Runs the list to its end -> the bytes downloaded.  Throws GpuFailure, GpuMemoryFull.
    std::vector<std::byte> run(const CommandList& list);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// How many GPUs the driver sees; 0 with the reason why none.
struct GpuCount {
    int gpus = 0;
    std::string reason;
};
GpuCount count_gpus(const GpuOptions& options = {});

}  // namespace lumbar::gpu
