#include "infer/open_gpus.h"

#include <cstdio>
#include <map>
#include <numeric>
#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "base/timer.h"
#include "infer/gpu_backend.h"
#include "infer/pack_weights.h"
#include "infer/self_check.h"

namespace lumbar {
namespace {

// auto: float16 where tensor cores multiply it.
gpu::PackedFormat choose_format(Precision request, const gpu::GpuInfo& gpu) {
    using gpu::PackedFormat;
    if (request == Precision::fp32) return PackedFormat::float32;
    if (gpu.has_tensor_cores() && request != Precision::bf16) return PackedFormat::float16;
    if (request == Precision::automatic) return PackedFormat::float32;
    const std::string formats = gpu.has_tensor_cores() ? "auto, fp32 or fp16" : "auto or fp32";
    throw Error({"GPU " + std::to_string(gpu.index) + " (" + gpu.name + ") does not compute in it",
                 "--precision", formats, std::string(name_of(kPrecisionNames, request))},
                ExitCode::usage);
}

std::string reason_not_to_pack(const std::vector<NetFile>& nets) {
    for (const NetFile& net : nets) {
        const std::string reason = gpu::reason_not_to_pack(describe_net(net));
        if (!reason.empty()) return net.weights.filename().string() + ": " + reason;
    }
    return "";
}

class GpuOpener {
  public:
    GpuOpener(const std::vector<NetFile>& nets, const BackendOptions& options)
        : nets_(nets), options_(options) {
        const std::string reason = reason_not_to_pack(nets);
        if (!reason.empty()) throw gpu::NoGpu(reason);
    }

    std::shared_ptr<GpuBackend> open(int index, Precision precision) {
        const auto device = std::make_shared<gpu::Gpu>(index);
        const auto format = choose_format(precision, device->info());
        auto& packed = packed_[format];  // once for all GPUs that compute in it
        if (packed.empty()) packed = pack_weights(nets_, format, options_.threads);
        return std::make_shared<GpuBackend>(device, nets_, packed, options_.batch);
    }

    // Why the GPU is not to be used; empty if it answers as the CPU does.
    std::string check(Backend& backend) {
        const Timer timer;
        if (!check_) check_ = std::make_unique<SelfCheck>(nets_, options_.threads);
        const Agreement found = check_->compare(backend);
        if (!found.disagreement.empty()) {
            return "it does not compute what the CPU does: " + found.disagreement;
        }
        char text[80];
        std::snprintf(text, sizeof text, ": agrees with the CPU within %.1g (checked in %.1f s)",
                      found.largest_difference, timer.seconds());
        log_info(backend.name() + text);
        return "";
    }

  private:
    const std::vector<NetFile>& nets_;
    const BackendOptions& options_;
    std::map<gpu::PackedFormat, std::vector<gpu::PackedNet>> packed_;
    std::unique_ptr<SelfCheck> check_;
};

// Opens and checks one GPU -> why it is not used, or nothing.
std::string try_gpu(GpuOpener& opener, int index, Precision precision, OpenedGpus& opened) {
    try {
        const auto backend = opener.open(index, precision);
        std::string reason = opener.check(*backend);
        if (!reason.empty()) return reason;
        log_info("device: " + backend->name() + ", " + backend->memory_use());
        opened.backends.push_back(backend);
        return "";
    } catch (const gpu::NoGpu& reason) {
        return reason.what();
    } catch (const gpu::GpuMemoryFull& reason) {
        return reason.what();
    } catch (const gpu::GpuFailure& reason) {
        return reason.what();
    } catch (const NumberOverflow& reason) {
        if (precision != Precision::automatic) return reason.what();
        log_info("GPU " + std::to_string(index) + ": " + reason.what() + "; it computes in float32");
        return try_gpu(opener, index, Precision::fp32, opened);
    } catch (const BackendFailure& reason) {
        return reason.what();
    }
}

}  // namespace

std::shared_ptr<Backend> open_gpu(int index, const std::vector<NetFile>& nets,
                                  const BackendOptions& options) {
    return GpuOpener(nets, options).open(index, options.precision);
}

OpenedGpus open_gpus(const std::vector<int>& gpus, const std::vector<NetFile>& nets,
                     const BackendOptions& options) {
    OpenedGpus opened;
    std::vector<int> indices = gpus;
    try {
        GpuOpener opener(nets, options);
        if (indices.empty()) {
            const gpu::GpuCount found = gpu::count_gpus();
            if (found.gpus == 0) throw gpu::NoGpu(found.reason);
            indices.resize(static_cast<std::size_t>(found.gpus));
            std::iota(indices.begin(), indices.end(), 0);
        }
        for (const int index : indices) {
            const std::string reason = try_gpu(opener, index, options.precision, opened);
            if (!reason.empty()) opened.reasons.push_back("GPU " + std::to_string(index) + ": " + reason);
        }
    } catch (const gpu::NoGpu& reason) {
        opened.reasons.emplace_back(reason.what());
    }
    return opened;
}

}  // namespace lumbar
