#include "infer/net_logits.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/run_parallel.h"
#include "nn/torch_threads.h"

namespace lumbar {
namespace {

constexpr std::int64_t kGpuPassPixels = std::int64_t{8} << 20;  // a GPU wants more, and has the memory

// About as many frames in every pass as in any other, and work for every one of `at_once` to the end.
std::int64_t frames_in_a_pass(const torch::Tensor& frames, const PassOptions& options, int at_once) {
    if (options.batch > 0) return options.batch;
    const std::int64_t pixels = frames.size(-1) * frames.size(-2);
    const std::int64_t cpu_pixels =
        options.most_pixels > 0 ? std::min(kCpuPassPixels, options.most_pixels) : kCpuPassPixels;
    const std::int64_t most = (frames.is_cpu() ? cpu_pixels : kGpuPassPixels) / at_once / pixels;
    const std::int64_t passes = (frames.size(0) - 1) / std::max<std::int64_t>(1, most) + 1;
    const std::int64_t rounds = (passes - 1) / at_once + 1;
    return (frames.size(0) - 1) / (rounds * at_once) + 1;
}

// frames [F,1,H,W] -> [F,C].  On a CPU every thread computes passes of its own: threads that share each
// convolution wait for each other at its end.
torch::Tensor frame_features(GradingNet& net, const torch::Tensor& frames, const PassOptions& options) {
    const int threads = frames.is_cpu() ? options.threads : 1;
    const std::int64_t step = frames_in_a_pass(frames, options, threads);
    std::vector<torch::Tensor> features(static_cast<std::size_t>((frames.size(0) - 1) / step + 1));
    const TorchThreads outside(torch::get_num_threads());
    run_parallel(static_cast<int>(features.size()), threads, [&](int i) {
        const torch::InferenceMode inference;
        const TorchThreads alone(1);
        const auto pass = frames.narrow(0, i * step, std::min(step, frames.size(0) - i * step));
        features[static_cast<std::size_t>(i)] =
            net->frame_features(pass.unsqueeze(0).unsqueeze(0)).squeeze(0);
    });
    return torch::cat(features);
}

struct NetAnswer {
    torch::Tensor logits;     // [N,findings,3]
    torch::Tensor attention;  // [N,heads,S]
};

// The LSTM reads padding, too, but one black frame's features are every one's.
NetAnswer ask_net(GradingNet& net, const SeriesViews& shown, const PassOptions& options) {
    const std::int64_t discs = shown.frames.size(0), real = shown.frames.size(1), all = shown.mask.size(0);
    auto frames = shown.frames.flatten(0, 1);  // [N*R,1,H,W]
    if (real < all) frames = torch::cat({frames, torch::zeros_like(frames.narrow(0, 0, 1))});
    const auto computed = frame_features(net, frames, options);                       // [N*R or N*R+1,C]
    auto features = computed.narrow(0, 0, discs * real).unflatten(0, {discs, real});  // [N,R,C]
    if (real < all) {
        const auto padded = computed[discs * real].expand({discs, all, -1}).clone();  // [N,S,C]
        padded.narrow(1, shown.first_real, real).copy_(features);
        features = padded;
    }
    std::vector<torch::Tensor> pooled, attention;
    for (std::size_t head = 0; head < net->head_count(); ++head) {
        auto seen = net->attend(head, features, shown.mask.expand({discs, all}));
        pooled.push_back(std::move(seen.features));
        attention.push_back(std::move(seen.attention));
    }
    return {net->classify(pooled), torch::stack(attention, 1)};
}

std::vector<float> values_of(const torch::Tensor& tensor) {
    const auto values = tensor.to(torch::kCPU, torch::kFloat32).contiguous();
    const float* const first = values.data_ptr<float>();
    return {first, first + values.numel()};
}

}  // namespace

GradingLogits net_logits(Ensemble<GradingNet>& ensemble, const SeriesViews& shown,
                         const PassOptions& options) {
    const torch::InferenceMode inference;
    const SeriesViews there{shown.frames.to(ensemble.device), shown.mask.to(ensemble.device),
                            shown.first_real, shown.levels};
    GradingLogits logits;
    logits.levels = shown.levels;
    logits.views = static_cast<std::size_t>(shown.frames.size(0)) / shown.levels.size();
    for (GradingNet& net : ensemble.nets) {
        const NetAnswer answer = ask_net(net, there, options);
        logits.findings = static_cast<std::size_t>(answer.logits.size(1));
        logits.heads = static_cast<std::size_t>(answer.attention.size(1));
        logits.frames = static_cast<std::size_t>(answer.attention.size(2));
        logits.nets.push_back(values_of(answer.logits));
        logits.attention.push_back(values_of(answer.attention));
    }
    return logits;
}

}  // namespace lumbar
