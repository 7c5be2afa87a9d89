#include "infer/render_tta_views.h"

#include "infer/series_views.h"
#include "kernels/render_views.h"

namespace lumbar {
namespace {

torch::Tensor mask_of(const MiddleRange& seen, int frames) {
    auto mask = torch::zeros({frames}, torch::kBool);
    mask.narrow(0, seen.to, seen.count).fill_(true);
    return mask;
}

}  // namespace

SeriesViews render_tta_views(const Crops& crops, const Recipe& recipe, std::span<const double> angles_deg,
                             int threads) {
    const SeriesViewPlan plan = plan_series_views(crops, recipe, angles_deg);
    const auto views = static_cast<std::int64_t>(angles_deg.size()),
               levels = static_cast<std::int64_t>(plan.levels.size());
    auto frames = torch::empty({views, levels, plan.seen.count, 1, recipe.image_size, recipe.image_size});
    for (std::int64_t i = 0; i < levels; ++i) {
        const ByteStack& crop = crops[static_cast<std::size_t>(plan.levels[static_cast<std::size_t>(i)])];
        kernels::render_views(
            crop.frame(plan.seen.from), plan.seen.count, plan.render,
            {frames.data_ptr<float>() + i * frames.stride(1), static_cast<std::size_t>(frames.stride(0))},
            threads);
    }
    return {frames.flatten(0, 1), mask_of(plan.seen, recipe.frames), plan.seen.to, plan.levels};
}

}  // namespace lumbar
