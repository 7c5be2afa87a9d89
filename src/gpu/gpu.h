// One NVIDIA GPU, driven through a worker process: memory, kernels, and lists of commands that run in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace lumbar::gpu {

// No GPU can be used; the message says why.  Compute on the CPU.
struct NoGpu : std::runtime_error {
    using std::runtime_error::runtime_error;
};
// A GPU that was in use failed; the results of its last list are lost, and so is the Gpu.
struct GpuFailure : std::runtime_error {
    using std::runtime_error::runtime_error;
};
// An allocation did not fit.  The Gpu can still be used.
struct GpuMemoryFull : std::runtime_error {
    using std::runtime_error::runtime_error;
};

using Address = std::uint64_t;

struct Grid {
    unsigned x = 1, y = 1, z = 1;
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
    int answer_timeout_s = 300;  // for a list of commands: the watchdog
    std::size_t shared_bytes = std::size_t{64} << 20;
};

// Commands collected to be run by Gpu::run.  Copies what it is given.
class CommandList {
  public:
    void upload(Address to, std::span<const std::byte> bytes);
    template <class Value>
    void upload(Address to, std::span<const Value> values) {
        upload(to, std::as_bytes(values));
    }
    template <class Args>
    void launch(Address kernel, Grid grid, Grid block, const Args& args) {
        launch(kernel, grid, block, std::as_bytes(std::span(&args, 1)));
    }
    void launch(Address kernel, Grid grid, Grid block, std::span<const std::byte> args);
    // The values are at the returned place of the result of Gpu::run.
    std::size_t download(Address from, std::size_t bytes);

    std::size_t size() const;

  private:
    friend class Gpu;
    struct State;
    std::shared_ptr<State> state_;
};

// Any number of threads may use a Gpu; their lists run one after the other.
class Gpu {
  public:
    // Throws NoGpu.
    explicit Gpu(int index, const GpuOptions& options = {});
    ~Gpu();
    Gpu(const Gpu&) = delete;
    Gpu& operator=(const Gpu&) = delete;

    const GpuInfo& info() const;

    // Throw GpuMemoryFull, GpuFailure.
    Address allocate(std::size_t bytes);
    void free(Address address);
    // A kernel of kernels/gpu by its name; its PTX is compiled by the driver when first asked for.
    Address kernel(const std::string& name);
    // At once, of any size.
    void upload(Address to, std::span<const std::byte> bytes);

    // Runs the list to its end -> the bytes downloaded.  Throws GpuFailure.
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
