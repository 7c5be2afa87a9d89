#include "train/mixing.h"

#include <cmath>
#include <cstdint>
#include <numeric>

#include "nn/device.h"
#include "train/loss.h"

namespace lumbar {
namespace {

// Of the shape `alpha`, at least 1 (Marsaglia and Tsang, A Simple Method for Generating Gamma Variables, ACM
// Transactions on Mathematical Software 26, 2000).
double draw_gamma(Random& random, double alpha) {
    const double d = alpha - 1.0 / 3, c = 1 / std::sqrt(9 * d);
    while (true) {
        const double x = random.normal(0, 1), root = 1 + c * x, v = root * root * root;
        if (root > 0 && std::log(random.uniform()) < x * x / 2 + d - d * v + d * std::log(v)) return d * v;
    }
}

}  // namespace

MixedDiscs cutmix(const MixedDiscs& discs, const torch::Tensor& partner, const torch::Tensor& chosen,
                  const std::vector<std::int64_t>& right) {
    const auto half = discs.features.size(1) / 2;
    // The first half of each disc, the second one of its partner.
    const auto joined = [&](const torch::Tensor& own) {
        return torch::cat({own.slice(1, 0, half), own.index_select(0, partner).slice(1, half)}, 1);
    };
    const auto rows = chosen.unsqueeze(1);  // [N,1]
    const auto columns = sent_to(chosen.device(), torch::tensor(right));
    const auto others = discs.labels.index_select(0, partner).index_select(1, columns);
    const auto labels = discs.labels.index_copy(1, columns, others);
    return {torch::where(rows.unsqueeze(2), joined(discs.features), discs.features),
            torch::where(rows, labels, discs.labels), torch::where(rows, joined(discs.mask), discs.mask)};
}

MixedFeatures manifold_mixup(const MixedFeatures& discs, const torch::Tensor& chosen, double gamma) {
    const auto known = discs.labels.amin(1) != kUnknown;                                     // [N]
    const auto rows = chosen.logical_and(known).logical_and(known.roll(1, 0)).unsqueeze(1);  // [N,1]
    const auto mix = [&](const torch::Tensor& own) {
        return torch::where(rows, gamma * own + (1 - gamma) * own.roll(1, 0), own);
    };
    MixedFeatures mixed;
    for (const auto& features : discs.pooled) mixed.pooled.push_back(mix(features));
    mixed.labels = mix(discs.labels);
    return mixed;
}

torch::Tensor draw_chosen(Random& random, std::int64_t count, double chance) {
    auto chosen = torch::empty({count}, torch::kBool);
    for (std::int64_t i = 0; i < count; ++i) chosen.data_ptr<bool>()[i] = random.chance(chance);
    return chosen;
}

torch::Tensor draw_partners(Random& random, std::int64_t count) {
    std::vector<std::int64_t> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), 0);
    random.shuffle(order);
    return torch::tensor(order);
}

// Jöhnk's way (Devroye, Non-Uniform Random Variate Generation, 1986, page 418), which for an alpha above 1
// accepts hardly anything: there as the share of one Gamma variate in two.
double draw_beta(Random& random, double alpha) {
    if (alpha > 1) {
        const double x = draw_gamma(random, alpha), y = draw_gamma(random, alpha);
        return x / (x + y);
    }
    while (true) {
        const double x = std::pow(random.uniform(), 1 / alpha), y = std::pow(random.uniform(), 1 / alpha);
        if (x + y > 0 && x + y <= 1) return x / (x + y);
    }
}

}  // namespace lumbar
