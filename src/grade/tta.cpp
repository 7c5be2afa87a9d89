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

ByteStack disc_view(const ByteStack& frames, int size, double angle_deg, int threads) {
    const auto turned = rotate(frames, angle_deg, Interpolation::linear, threads);
    return resize(turned, size, size, Interpolation::cubic, threads);
}

}  // namespace

GradeInput grade_input(const Crops& crops, const Recipe& recipe, double angle_deg, int threads) {
    const int size = recipe.image_size;
    GradeInput input;
    std::vector<torch::Tensor> discs;
    for (const ByteStack& crop : crops) {
        if (crop.frames == 0) {
            discs.push_back(torch::zeros({recipe.frames, 1, size, size}));
            continue;
        }
        // Only what the net sees is turned and resized: padding stays black, whatever is done to it.
        const auto seen = middle_frames(crop, std::min(recipe.frames, crop.frames)).frames;
        const auto padded = middle_frames(disc_view(seen, size, angle_deg, threads), recipe.frames);
        discs.push_back(frames_tensor(padded.frames.pixels, recipe.frames, size, size));  // [S,1,size,size]
        input.mask = mask_tensor(padded.mask);
        input.first_real = padded.first;
        input.real_frames = seen.frames;
    }
    if (!input.mask.defined()) throw Error({"no disc could be cropped"});
    input.discs = torch::stack(discs);  // [5,S,1,size,size]
    return input;
}

}  // namespace lumbar
