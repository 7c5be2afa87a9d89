#include "grade/grade_discs.h"

#include <algorithm>
#include <vector>

#include "base/error.h"
#include "grade/tta.h"

namespace lumbar {
namespace {

// probabilities [views,5,findings,3] into the tally.
void add_views(FindingTally& tally, const torch::Tensor& probabilities, const Crops& crops,
               const Recipe& recipe) {
    const auto findings = recipe.findings();
    const auto value = probabilities.accessor<double, 4>();
    for (std::int64_t view = 0; view < value.size(0); ++view) {
        for (int level = 0; level < kLevels; ++level) {
            if (crops[static_cast<std::size_t>(level)].frames == 0) continue;
            for (std::size_t i = 0; i < findings.size(); ++i) {
                const auto p = value[view][level][static_cast<std::int64_t>(i)];
                tally.add(level, findings[i], {p[0], p[1], p[2]});
            }
        }
    }
}

}  // namespace

FindingTally grade_discs(const Crops& crops, const Recipe& recipe, Ensemble<GradingNet>& ensemble,
                         const GradeOptions& options) {
    const torch::InferenceMode inference;
    FindingTally tally;
    for (int first = 0; first < options.views; first += options.batch) {
        const int last = std::min(first + options.batch, options.views);
        std::vector<torch::Tensor> discs, masks;
        for (int view = first; view < last; ++view) {
            auto input =
                grade_input(crops, recipe, kTtaAnglesDeg[static_cast<std::size_t>(view)], options.threads);
            discs.push_back(std::move(input.discs));
            masks.push_back(std::move(input.mask));
        }
        const auto batch = torch::stack(discs).to(ensemble.device);       // [views,5,S,1,H,W]
        const auto batch_mask = torch::stack(masks).to(ensemble.device);  // [views,S]
        for (GradingNet& net : ensemble.nets) {
            const auto logits = net->forward(batch, batch_mask);  // [views,5,findings,3]
            const auto probabilities = logits.softmax(-1).to(torch::kCPU, torch::kFloat64);
            if (!probabilities.isfinite().all().item<bool>()) {
                throw Error({"a net of " + recipe.name + " gave numbers that are not finite"});
            }
            add_views(tally, probabilities, crops, recipe);
        }
    }
    return tally;
}

}  // namespace lumbar
