#include "infer/self_check.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>
#include <utility>

#include "base/run_parallel.h"
#include "config/tta_angles.h"
#include "core/grades.h"
#include "infer/check_input.h"
#include "infer/cpu_backend.h"
#include "nn/torch_threads.h"

namespace lumbar {
namespace {

// Small, so that the check of a whole ensemble takes seconds; one frame less than the nets take, so that they
// see padding; two views, so that one is turned.
constexpr int kImageSize = 64, kFrames = 4, kRealFrames = kFrames - 1, kViews = 2, kCropSize = 72;

Recipe small(Recipe recipe) {
    recipe.image_size = std::min(recipe.image_size, kImageSize);
    recipe.frames = std::min(recipe.frames, kFrames);
    return recipe;
}

// Class probabilities of logits [...,3].
std::vector<double> probabilities(const std::vector<float>& logits) {
    std::vector<double> result;
    for (std::size_t first = 0; first + kClasses <= logits.size(); first += kClasses) {
        double sum = 0, most = *std::max_element(&logits[first], &logits[first] + kClasses);
        for (std::size_t i = 0; i < kClasses; ++i) sum += std::exp(logits[first + i] - most);
        for (std::size_t i = 0; i < kClasses; ++i) result.push_back(std::exp(logits[first + i] - most) / sum);
    }
    return result;
}

std::vector<std::vector<double>> predict_keypoints(Backend& backend, const Recipe& recipe) {
    const Recipe asked = small(recipe);
    const auto frames = check_frames(std::min(kRealFrames, asked.frames), asked.image_size);
    std::vector<std::vector<double>> answers;
    for (const auto& numbers : backend.keypoints(recipe.series, middle_frames(frames, asked.frames))) {
        answers.emplace_back(numbers.begin(), numbers.end());
    }
    return answers;
}

std::vector<std::vector<double>> predict_grades(Backend& backend, const Recipe& recipe) {
    std::vector<std::vector<double>> answers;
    for (const auto& logits :
         backend.grading_logits(small(recipe), check_crops(1, kRealFrames, kCropSize), tta_angles_deg(kViews))
             .nets) {
        answers.push_back(probabilities(logits));
    }
    return answers;
}

double largest_difference(const std::vector<double>& found, const std::vector<double>& expected) {
    double largest = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const double difference = std::abs(found[i] - expected[i]);
        if (!std::isfinite(difference)) return std::numeric_limits<double>::infinity();
        largest = std::max(largest, difference);
    }
    return largest;
}

}  // namespace

double agreement_bound(NumberFormat format) {
    switch (format) {
        case NumberFormat::float16:
            return 1e-2;
        case NumberFormat::bfloat16:
            return 5e-2;
        default:
            return 1e-4;
    }
}

SelfCheck::SelfCheck(std::vector<NetFile> nets, int threads)
    : nets_(std::move(nets)), expected_(nets_.size()) {
    const TorchThreads outside(torch::get_num_threads());
    run_parallel(static_cast<int>(nets_.size()), threads, [&](int i) {
        const TorchThreads alone(1);
        const auto net = static_cast<std::size_t>(i);
        LoadedNets loaded;
        load_net(loaded, nets_[net], {torch::kCPU, torch::kFloat32, 1, ConvTable::only({})});
        CpuBackend cpu(std::move(loaded), torch::kFloat32, PassOptions{0, 1, 0});
        const Recipe& recipe = nets_[net].recipe;
        expected_[net] =
            (recipe.stage == Stage::locate ? predict_keypoints(cpu, recipe) : predict_grades(cpu, recipe))
                .front();
    });
}

std::vector<std::vector<double>> SelfCheck::answers(Backend& backend) const {
    // A backend answers for all nets of a recipe, in their order.
    std::map<std::string, std::vector<std::vector<double>>> by_recipe;
    std::map<std::string, std::size_t> next;
    std::vector<std::vector<double>> all;
    for (const NetFile& net : nets_) {
        const Recipe& recipe = net.recipe;
        if (!by_recipe.contains(recipe.name)) {
            by_recipe[recipe.name] = recipe.stage == Stage::locate ? predict_keypoints(backend, recipe)
                                                                   : predict_grades(backend, recipe);
        }
        all.push_back(by_recipe[recipe.name].at(next[recipe.name]++));
    }
    return all;
}

std::vector<double> SelfCheck::differences(Backend& backend) const {
    const auto found = answers(backend);
    std::vector<double> differences;
    for (std::size_t net = 0; net < nets_.size(); ++net) {
        differences.push_back(largest_difference(found[net], expected_[net]));
    }
    return differences;
}

Agreement SelfCheck::compare(Backend& backend) const {
    const double bound = agreement_bound(backend.number_format());
    const auto found = differences(backend);
    const auto worst = std::max_element(found.begin(), found.end());
    if (*worst <= bound) return {*worst, ""};
    const auto others = std::count_if(found.begin(), found.end(), [&](double d) { return d > bound; }) - 1;
    char text[64], more[48] = "";
    std::snprintf(text, sizeof text, " differs by %.2g, more than %.2g", *worst, bound);
    if (others > 0) std::snprintf(more, sizeof more, " (and %td other nets)", others);
    const NetFile& net = nets_[static_cast<std::size_t>(worst - found.begin())];
    return {*worst, net.name() + text + more};
}

}  // namespace lumbar
