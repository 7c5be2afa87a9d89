#include "gpu_nets/net_runner.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>

namespace lumbar::gpu {
namespace {

std::int64_t image_pixels(const NetInput& input) {
    const kernels::ViewPlan* plan = input.views.plan;
    return plan ? std::int64_t{plan->shape.out_height} * plan->shape.out_width
                : std::int64_t{input.frames.size} * input.frames.size;
}

}  // namespace

NetRunner::NetRunner(std::shared_ptr<Gpu> gpu, std::vector<RunnerNet> nets, int batch)
    : gpu_(std::move(gpu)), batch_(batch), gpu_kind_{gpu_->info().compute, gpu_->info().multiprocessors} {
    scratch_ = allocate(nets);
    std::vector<ResidentNets::Bytes> bytes;
    for (RunnerNet& net : nets) {
        bytes.push_back(std::exchange(net.net.bytes, nullptr));
        nets_.push_back(std::move(net.net));
    }
    resident_ = std::make_unique<ResidentNets>(*gpu_, std::move(bytes), scratch_ + plan_.scratch_bytes,
                                               plan_.weight_bytes);
}

// What the driver calls free may lie in pieces, or be taken by another process a moment later: less is tried
// then.
Address NetRunner::allocate(const std::vector<RunnerNet>& nets) {
    std::vector<std::size_t> net_bytes;
    for (const RunnerNet& net : nets) net_bytes.push_back(net.net.bytes->size());
    const auto scratch_for = [&](std::int64_t pixels) { return scratch_for_all(nets, pixels); };
    constexpr int kAttempts = 4;
    std::uint64_t free_bytes = gpu_->info().free_memory;
    for (int attempt = 1;; ++attempt) {
        plan_ = plan_memory(net_bytes, scratch_for, free_bytes);
        try {
            return gpu_->allocate(plan_.scratch_bytes + plan_.weight_bytes);
        } catch (const GpuMemoryFull&) {
            if (attempt == kAttempts) throw;
            free_bytes =
                std::min<std::uint64_t>(free_bytes, plan_.scratch_bytes + plan_.weight_bytes) / 4 * 3;
        }
    }
}

std::size_t NetRunner::scratch_for_all(const std::vector<RunnerNet>& nets, std::int64_t pass_pixels) const {
    RunPlace nowhere{0, 0, gpu_kind_, [](const std::string&) { return Address{0}; }};
    std::size_t most = 0;
    for (const RunnerNet& net : nets) {
        const std::int64_t pixels = pixels_of_pass(net.largest, pass_pixels);
        most = std::max(most, emit_run(net.net, net.largest, nowhere, pixels).scratch_bytes);
    }
    // Smaller inputs may lie less tightly in it than the largest: few of them need smaller passes then.
    return (most + most / 16 + 255) / 256 * 256;
}

std::int64_t NetRunner::pixels_of_pass(const NetInput& input, std::int64_t planned) const {
    return batch_ > 0 ? std::min(planned, batch_ * image_pixels(input)) : planned;
}

RunPlace NetRunner::place(Address weights) const {
    return {weights, scratch_, gpu_kind_, [this](const std::string& name) { return gpu_->kernel(name); }};
}

std::vector<HeadAnswer> NetRunner::run(std::size_t net, const NetInput& input) {
    const auto use = resident_->use(net);
    const NetRun run = emit_run_within(plan_.scratch_bytes, nets_[net], input, place(use.weights),
                                       pixels_of_pass(input, plan_.pass_pixels));
    const std::vector<std::byte> downloaded = gpu_->run(run.list);
    const auto floats_at = [&](std::size_t place, int columns) {
        std::vector<float> values(static_cast<std::size_t>(input.rows.discs) *
                                  static_cast<std::size_t>(columns));
        std::memcpy(values.data(), downloaded.data() + place, values.size() * sizeof(float));
        return values;
    };
    std::vector<HeadAnswer> heads;
    for (std::size_t head = 0; head < run.outputs.size(); ++head) {
        heads.push_back({floats_at(run.outputs[head], nets_[net].heads[head].outputs),
                         floats_at(run.attention[head], input.rows.real)});
    }
    return heads;
}

}  // namespace lumbar::gpu
