#include "infer/cpu_backend.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>

#include "base/error.h"
#include "base/fixed_decimals.h"
#include "base/memory.h"
#include "base/timer.h"
#include "nn/frames_tensor.h"
#include "nn/torch_threads.h"

namespace lumbar {
namespace {

template <class Nets, class Key>
auto& ensemble_for(Nets& nets, const Key& key, const std::string& name) {
    const auto found = nets.find(key);
    if (found == nets.end() || found->second.nets.empty()) {
        throw Error({"no net for " + name}, ExitCode::weights);
    }
    return found->second;
}

// The same nets, not copies of their weights.
template <class Net>
Ensemble<Net> first_nets(const Ensemble<Net>& all, std::size_t most) {
    const auto count = static_cast<std::ptrdiff_t>(std::min(most, all.nets.size()));
    return {{all.nets.begin(), all.nets.begin() + count}, all.device};
}

}  // namespace

CpuBackend::CpuBackend(LoadedNets nets, torch::ScalarType precision, const PassOptions& options)
    : nets_(std::move(nets)), precision_(precision), options_(options) {}

std::string CpuBackend::name() const {
    return "CPU, " + std::string(number_format_name(number_format()));
}

NumberFormat CpuBackend::number_format() const {
    return precision_ == torch::kBFloat16 ? NumberFormat::bfloat16 : NumberFormat::float32;
}

std::string CpuBackend::memory_use() const {
    return fixed_decimals(memory_in_use() / 1e9, 2) + " GB in use";
}

std::vector<KeypointNumbers> CpuBackend::keypoints(SeriesKind kind, const MiddleFrames<std::uint8_t>& input,
                                                   std::size_t most_nets) {
    auto ensemble = first_nets(
        ensemble_for(nets_.locators, kind, std::string(series_kind_name(kind)) + " series of stage 1"),
        most_nets);
    const std::lock_guard alone(computing_);
    const torch::InferenceMode inference;
    const TorchThreads threads(options_.threads);
    const ByteStack& stack = input.frames;
    const auto frames =
        frames_tensor(stack.pixels, stack.frames, stack.height, stack.width).unsqueeze(0);  // [1,S,1,H,W]
    const auto mask = mask_tensor(input.mask).unsqueeze(0);                                 // [1,S]
    std::vector<KeypointNumbers> answers;
    for (KeypointNet& net : ensemble.nets) answers.push_back(numbers_of(net->forward(frames, mask)[0]));
    return answers;
}

GradingLogits CpuBackend::grading_logits(const Recipe& recipe, const Crops& crops,
                                         std::span<const double> angles_deg, std::size_t most_nets) {
    auto ensemble = first_nets(ensemble_for(nets_.graders, recipe.name, "recipe " + recipe.name), most_nets);
    const std::lock_guard alone(computing_);
    const torch::InferenceMode inference;
    const TorchThreads threads(options_.threads);
    const Timer rendering;
    const SeriesViews views = render_tta_views(crops, recipe, angles_deg, options_.threads);
    const double view_s = rendering.seconds();
    GradingLogits logits = net_logits(ensemble, views, options_);
    logits.view_s = view_s;
    return logits;
}

}  // namespace lumbar
