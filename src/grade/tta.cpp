#include "grade/tta.h"

#include <algorithm>
#include <vector>

#include "base/error.h"
#include "image/middle_frames.h"
#include "image/resize.h"
#include "image/rotate.h"
#include "nn/frames_tensor.h"

namespace lumbar {
namespace {

torch::Tensor disc_view(const ByteStack& frames, int size, double angle_deg, int threads) {
    const auto turned = rotate(frames, angle_deg, Interpolation::linear, threads);
    const auto sized = resize(turned, size, size, Interpolation::cubic, threads);
    return frames_tensor(sized.pixels, sized.frames, size, size);  // [S,1,size,size]
}

}  // namespace

GradeInput grade_input(const Crops& crops, const Recipe& recipe, double angle_deg, int threads) {
    const int size = recipe.image_size;
    GradeInput input;
    input.discs = torch::zeros({kLevels, recipe.frames, 1, size, size});
    for (std::size_t level = 0; level < crops.size(); ++level) {
        const ByteStack& crop = crops[level];
        if (crop.frames == 0) continue;
        // Padding stays black, whatever is done to it.
        const auto seen = middle_frames(crop, std::min(recipe.frames, crop.frames)).frames;
        input.real_frames = seen.frames;
        input.first_real = (recipe.frames - seen.frames) / 2;
        const auto real_of = [&](const torch::Tensor& all) {
            return all.narrow(0, input.first_real, input.real_frames);
        };
        real_of(input.discs[static_cast<std::int64_t>(level)])
            .copy_(disc_view(seen, size, angle_deg, threads));
        input.mask = torch::zeros({recipe.frames}, torch::kBool);
        real_of(input.mask).fill_(true);
    }
    if (!input.mask.defined()) throw Error({"no disc could be cropped"});
    return input;
}

}  // namespace lumbar
