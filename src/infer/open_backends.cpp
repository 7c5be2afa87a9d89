#include "infer/open_backends.h"

#include <cstdint>

#include "base/error.h"
#include "base/log.h"
#include "base/memory.h"
#include "infer/cpu_backend.h"
#include "infer/memory_budget.h"
#include "infer/open_gpus.h"
#include "infer/tuning.h"
#include "nn/autocast.h"
#include "nn/packed_conv.h"

namespace lumbar {
namespace {

std::shared_ptr<Backend> open_cpu(const std::vector<NetFile>& nets, const BackendOptions& options,
                                  Precision requested) {
    const Tuning tuning = read_tuning();
    const auto precision = requested == Precision::automatic && tuning.precision
                               ? *tuning.precision
                               : choose_precision(requested, torch::kCPU);
    if (precision == torch::kBFloat16 && !PackedConv::has_bfloat16_on_cpu()) {
        throw Error({"bfloat16 needs AVX-512, which this CPU lacks or ONEDNN_MAX_CPU_ISA disables",
                     "--precision", "auto or fp32", "bf16"},
                    ExitCode::usage);
    }
    const int at_once = options.memory_gb > 0 ? 1 : kNetsAtOnce;
    LoadedNets loaded = load_nets(nets, {torch::kCPU, precision, options.threads, tuning.convs}, at_once);
    const std::int64_t most_pixels =
        options.memory_gb > 0 ? pixels_within(options.memory_gb, memory_in_use(), options.max_series_gb) : 0;
    auto backend = std::make_shared<CpuBackend>(std::move(loaded), precision,
                                                PassOptions{options.batch, options.threads, most_pixels});
    log_info("device: " + backend->name());
    return backend;
}

}  // namespace

std::vector<std::shared_ptr<Backend>> open_backends(const DeviceRequest& request,
                                                    const std::vector<NetFile>& nets,
                                                    const BackendOptions& options) {
    if (request.kind != DeviceRequest::Kind::cpu) {
        OpenedGpus gpus = open_gpus(request.gpus, nets, options);
        const bool asked_for = request.kind == DeviceRequest::Kind::gpu;
        for (const std::string& reason : gpus.reasons) {
            // Of several GPUs that were asked for none is left out silently.
            if (asked_for) throw Error({"the device does not work", "--device", "", reason}, ExitCode::usage);
            log_info((gpus.backends.empty() ? "no GPU is used: " : "a GPU is left out: ") + reason);
        }
        if (!gpus.backends.empty()) return gpus.backends;
    }
    return {open_cpu(nets, options, options.precision)};
}

std::shared_ptr<Backend> open_fallback(const std::vector<NetFile>& nets, const BackendOptions& options) {
    const bool is_fp16 = options.precision == Precision::fp16;
    return open_cpu(nets, options, is_fp16 ? Precision::fp32 : options.precision);
}

}  // namespace lumbar
