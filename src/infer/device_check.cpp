#include "infer/device_check.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/error.h"
#include "base/timer.h"
#include "config/net_work.h"
#include "config/tta_angles.h"
#include "gpu/gpu.h"
#include "infer/check_input.h"
#include "infer/cpu_backend.h"
#include "infer/open_gpus.h"
#include "infer/pack_weights.h"
#include "infer/tuning.h"
#include "nn/autocast.h"

namespace lumbar {
namespace {

using Nets = std::vector<NetFile>;

DeviceToCheck cpu_device(const Nets& nets, int threads, torch::ScalarType format, bool direct) {
    const std::string name = std::string("CPU, ") + (format == torch::kFloat32 ? "float32" : "bfloat16") +
                             (direct ? ", direct convolutions" : "");
    return {name, false, true, [&nets, threads, format, direct]() -> std::shared_ptr<Backend> {
                const ConvTable convs = direct ? ConvTable::only({}) : read_tuning().convs;
                return std::make_shared<CpuBackend>(load_nets(nets, {torch::kCPU, format, threads, convs}),
                                                    format, PassOptions{0, threads, 0});
            }};
}

void add_cpu(std::vector<DeviceToCheck>& devices, const Nets& nets, int threads) {
    devices.push_back(cpu_device(nets, threads, torch::kFloat32, true));
    devices.push_back(cpu_device(nets, threads, torch::kFloat32, false));
    if (!multiplies_bfloat16()) return;
    devices.push_back(cpu_device(nets, threads, torch::kBFloat16, true));
    devices.push_back(cpu_device(nets, threads, torch::kBFloat16, false));
}

void add_gpu(std::vector<DeviceToCheck>& devices, const Nets& nets, int threads, int index,
             bool was_asked_for) {
    for (const Precision precision : {Precision::fp16, Precision::fp32}) {
        const BackendOptions options{.precision = precision, .threads = threads};
        devices.push_back(
            {"GPU " + std::to_string(index) + ", " + std::string(name_of(kPrecisionNames, precision)), true,
             was_asked_for, [index, &nets, options] { return open_gpu(index, nets, options); }});
    }
}

// All GPUs that the driver sees, or a line that says why there is none.
void add_gpus(std::vector<DeviceToCheck>& devices, const Nets& nets, int threads, bool were_asked_for) {
    const gpu::GpuCount found = gpu::count_gpus();
    for (int index = 0; index < found.gpus; ++index) add_gpu(devices, nets, threads, index, were_asked_for);
    if (found.gpus > 0) return;
    devices.push_back({"GPU", true, were_asked_for,
                       [reason = found.reason]() -> std::shared_ptr<Backend> { throw gpu::NoGpu(reason); }});
}

// Seconds of one view of each net.  A fast device is given as much as a study gives it.
double time_views(Backend& backend, const Recipe& recipe, std::size_t nets) {
    if (recipe.stage == Stage::locate) {
        const auto input = middle_frames(check_frames(recipe.frames, recipe.image_size), recipe.frames);
        backend.keypoints(recipe.series, input);  // the first call lays weights out
        const Timer timer;
        backend.keypoints(recipe.series, input);
        return timer.seconds() / static_cast<double>(nets);
    }
    const auto seconds = [&](int levels, int views) {
        const Crops crops = check_crops(levels, recipe.frames, kCheckCropSize);
        const Timer timer;
        backend.grading_logits(recipe, crops, tta_angles_deg(views));
        return timer.seconds() / static_cast<double>(nets) / levels / views;
    };
    constexpr double kFast_s = 0.1;
    seconds(1, 1);
    const double one = seconds(1, 1);
    if (one > kFast_s) return one;
    constexpr int kViews = 9;
    seconds(kLevels, kViews);
    return seconds(kLevels, kViews);
}

std::int64_t macs_of_view(const NetFile& net) {
    const gpu::NetDescription description = describe_net(net);
    return net.recipe.frames * backbone_macs(description.backbone, net.recipe.image_size) +
           head_macs(description.backbone, description.has_lstm, description.head_outputs, net.recipe.frames);
}

// Speed comes first: oneDNN lays weights out for the first size that it sees, and reorders them in each call
// of another size.
void measure(Backend& backend, const SelfCheck& check, CheckedDevice& device) {
    std::map<std::string, std::size_t> nets;
    for (const NetFile& net : check.nets()) ++nets[net.recipe.name];
    std::map<std::string, double> seconds;
    for (const NetFile& net : check.nets()) {
        const std::string& recipe = net.recipe.name;
        if (!seconds.contains(recipe)) seconds[recipe] = time_views(backend, net.recipe, nets[recipe]);
        device.view_s.push_back(seconds[recipe]);
        device.view_macs.push_back(macs_of_view(net));
    }
    device.memory = backend.memory_use();
    device.bound = agreement_bound(backend.number_format());
    device.differences = check.differences(backend);
}

}  // namespace

std::vector<DeviceToCheck> devices_to_check(const DeviceRequest& request, const Nets& nets, int threads) {
    std::vector<DeviceToCheck> devices;
    const bool asks_for_gpus = request.kind == DeviceRequest::Kind::gpu;
    if (!asks_for_gpus) add_cpu(devices, nets, threads);
    if (request.kind == DeviceRequest::Kind::cpu) return devices;
    for (const int index : request.gpus) add_gpu(devices, nets, threads, index, asks_for_gpus);
    if (request.gpus.empty()) add_gpus(devices, nets, threads, asks_for_gpus);
    return devices;
}

CheckedDevice check_device(const DeviceToCheck& device, const SelfCheck& check) {
    CheckedDevice checked{.name = device.name, .was_asked_for = device.was_asked_for};
    try {
        const auto backend = device.open();
        if (device.has_own_name) checked.name = backend->name();
        measure(*backend, check, checked);
    } catch (const Error& format) {  // that this GPU does not have
        if (format.code() != ExitCode::usage) throw;
        checked.reason = format.what();
        checked.was_asked_for = false;
    } catch (const gpu::NoGpu& reason) {
        checked.reason = reason.what();
    } catch (const gpu::GpuMemoryFull& reason) {
        checked.reason = reason.what();
    } catch (const gpu::GpuFailure& reason) {
        checked.reason = reason.what();
    } catch (const BackendFailure& reason) {
        checked.reason = reason.what();
    }
    return checked;
}

}  // namespace lumbar
