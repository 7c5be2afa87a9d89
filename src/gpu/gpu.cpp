#include "gpu/gpu.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <mutex>
#include <optional>

#include "gpu/command_sender.h"
#include "gpu/kernel_source.h"
#include "gpu/worker_process.h"

namespace lumbar::gpu {
namespace {

constexpr int kLowestCompute = 60;  // of kernels/gpu
constexpr std::size_t kSmallestShared = std::size_t{256} << 10;

WorkerOptions worker_options(std::optional<int> gpu, const GpuOptions& options) {
    WorkerOptions worker;
    worker.gpu = gpu;
    worker.shared_bytes = std::max(options.shared_bytes, kSmallestShared);
    worker.start_timeout_s = options.start_timeout_s;
    worker.answer_timeout_s = options.answer_timeout_s;
    const char* const library = std::getenv("LUMBAR_LIBCUDA");
    worker.library = options.driver.empty() && library ? library : options.driver;
    return worker;
}

GpuInfo info_from(const GpuHello& hello, int index) {
    GpuInfo info;
    info.name = hello.name;
    info.library = hello.library;
    info.index = index;
    info.compute = hello.compute;
    info.multiprocessors = hello.multiprocessors;
    info.driver = hello.driver;
    info.memory = hello.memory;
    info.free_memory = hello.free_memory;
    if (info.compute < kLowestCompute)
        throw NoGpu(info.name + " has compute capability " + std::to_string(info.compute / 10) + "." +
                    std::to_string(info.compute % 10) + "; 6.0 is the lowest that can be used");
    return info;
}

void put(const Grid& grid, uint32_t (&to)[3]) {
    to[0] = grid.x;
    to[1] = grid.y;
    to[2] = grid.z;
}

std::string ended_with_0(std::string_view text) {
    return std::string(text) + '\0';
}

}  // namespace

struct Gpu::State {
    State(int index, const GpuOptions& options)
        : worker(std::make_unique<WorkerProcess>(worker_options(index, options))),
          info(info_from(worker->hello(), index)) {}

    // Calls work(sender) while no other thread uses the worker.  After a failure the worker is ended.
    template <class Work>
    auto with_worker(Work work) {
        const std::lock_guard lock(mutex);
        if (!worker) throw GpuFailure("lost before: " + failure);
        try {
            CommandSender sender(*worker);
            return work(sender);
        } catch (const GpuFailure& e) {
            failure = e.what();
            worker.reset();
            throw;
        }
    }

    static void send(CommandSender& sender, const CommandList::Command& command,
                     std::span<const std::byte> data, std::span<std::byte> result) {
        switch (command.kind) {
            case CommandList::Kind::upload:
                return sender.upload(command.address, data);
            case CommandList::Kind::download:
                return sender.download(command.address, result.subspan(command.place, command.bytes));
            case CommandList::Kind::clear:
                return sender.add(command_for(kClear, command.address, command.bytes));
            case CommandList::Kind::launch:
                break;
        }
        GpuCommand launch = command_for(kLaunch, command.address, command.bytes);
        put(command.grid, launch.grid);
        put(command.block, launch.block);
        sender.add(launch, data);
    }

    std::unique_ptr<WorkerProcess> worker;
    const GpuInfo info;
    std::mutex mutex;
    std::string failure;
    std::map<const PtxText*, Address> modules;
    std::map<std::string, Address, std::less<>> kernels;
};

namespace {

std::uint64_t run_one(CommandSender& sender, GpuCommand command, std::string_view data = {}) {
    sender.add(command, std::as_bytes(std::span(data)));
    return sender.flush();
}

Address load_module(CommandSender& sender, std::string_view ptx) {
    return run_one(sender, command_for(kLoadModule), ended_with_0(ptx));
}

Address find_kernel(CommandSender& sender, Address module, const std::string& name) {
    return run_one(sender, command_for(kFindKernel, module), ended_with_0(name));
}

}  // namespace

Gpu::Gpu(int index, const GpuOptions& options) : state_(std::make_unique<State>(index, options)) {}
Gpu::~Gpu() = default;

const GpuInfo& Gpu::info() const {
    return state_->info;
}

Address Gpu::allocate(std::size_t bytes) {
    if (bytes == 0) return 0;
    return state_->with_worker(
        [&](CommandSender& sender) { return run_one(sender, command_for(kAllocate, 0, bytes)); });
}

void Gpu::free(Address address) {
    if (address == 0) return;
    state_->with_worker([&](CommandSender& sender) { run_one(sender, command_for(kFree, address)); });
}

std::uint64_t Gpu::free_memory() {
    return state_->with_worker(
        [&](CommandSender& sender) { return run_one(sender, command_for(kFreeMemory)); });
}

void Gpu::upload(Address to, std::span<const std::byte> bytes) {
    state_->with_worker([&](CommandSender& sender) {
        sender.upload(to, bytes);
        sender.flush();
    });
}

Address Gpu::kernel(const std::string& name) {
    return state_->with_worker([&](CommandSender& sender) {
        if (const auto known = state_->kernels.find(name); known != state_->kernels.end())
            return known->second;
        const PtxText& ptx = find_ptx(ptx_texts(), name, state_->info.compute);
        auto module = state_->modules.find(&ptx);
        if (module == state_->modules.end())
            module = state_->modules.emplace(&ptx, load_module(sender, ptx.text)).first;
        return state_->kernels[name] = find_kernel(sender, module->second, name);
    });
}

Address Gpu::kernel(const std::string& name, std::string_view ptx) {
    return state_->with_worker(
        [&](CommandSender& sender) { return find_kernel(sender, load_module(sender, ptx), name); });
}

std::vector<std::byte> Gpu::run(const CommandList& list) {
    std::vector<std::byte> result(list.result_bytes_);
    state_->with_worker([&](CommandSender& sender) {
        for (const CommandList::Command& command : list.commands_)
            State::send(sender, command, list.data_of(command), std::span(result));
        sender.flush();
    });
    return result;
}

GpuCount count_gpus(const GpuOptions& options) {
    WorkerOptions worker = worker_options(std::nullopt, options);
    worker.shared_bytes = kSmallestShared;
    try {
        const int gpus = WorkerProcess(worker).hello().gpus;
        return {gpus, gpus > 0 ? "" : "the driver sees no GPU"};
    } catch (const NoGpu& reason) {
        return {0, reason.what()};
    }
}

}  // namespace lumbar::gpu
