#include "locate/locate_discs.h"

#include <algorithm>
#include <vector>

#include "base/error.h"
#include "image/middle_frames.h"
#include "image/squeeze.h"
#include "nn/frames_tensor.h"

namespace lumbar {
namespace {

// numpy's median: the mean of the two middle ones of an even number.
torch::Tensor median_of(std::vector<torch::Tensor> votes) {
    const auto sorted = std::get<0>(torch::stack(votes).sort(0));  // [nets,20]
    const auto count = static_cast<std::int64_t>(votes.size());
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
}

}  // namespace

Keypoints locate_discs(const Volume& series, IntensityRange range, const Recipe& recipe,
                       Ensemble<KeypointNet>& ensemble, int threads) {
    if (ensemble.nets.empty()) throw Error({"no net for recipe " + recipe.name}, ExitCode::weights);
    const torch::InferenceMode inference;
    // Only the frames that the net sees are squeezed; padding comes after scaling, which may move zero.
    const auto seen = middle_frames(series.frames, std::min(recipe.frames, series.frames.frames)).frames;
    const auto input = middle_frames(squeeze(seen, range, recipe.image_size, threads), recipe.frames);
    const int size = recipe.image_size;
    const auto frames = frames_tensor(input.frames.pixels, recipe.frames, size, size)
                            .unsqueeze(0)
                            .to(ensemble.device);                                // [1,S,1,H,W]
    const auto mask = mask_tensor(input.mask).unsqueeze(0).to(ensemble.device);  // [1,S]
    std::vector<torch::Tensor> votes;
    for (KeypointNet& net : ensemble.nets) {
        votes.push_back(net->forward(frames, mask)[0].to(torch::kCPU, torch::kFloat64));  // [20]
    }
    const auto numbers = median_of(std::move(votes));  // [20]
    if (!numbers.isfinite().all().item<bool>()) throw Error({"stage 1 gave points that are not finite"});
    return keypoints_of(numbers);
}

}  // namespace lumbar
