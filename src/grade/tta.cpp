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
    std::vector<torch::Tensor> discs;
    for (const ByteStack& crop : crops) {
        if (crop.frames == 0) {
            discs.push_back(torch::zeros({recipe.frames, 1, size, size}));
            continue;
        }
        const auto middle = middle_frames(crop, recipe.frames);
        input.mask = mask_tensor(middle.mask);
        discs.push_back(disc_view(middle.frames, size, angle_deg, threads));
    }
    if (!input.mask.defined()) throw Error({"no disc could be cropped"});
    input.discs = torch::stack(discs);  // [5,S,1,size,size]
    return input;
}

}  // namespace lumbar
