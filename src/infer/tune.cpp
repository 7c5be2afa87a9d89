#include "infer/tune.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tuple>

#include "base/progress.h"
#include "base/run_parallel.h"
#include "base/timer.h"
#include "config/plain_convs.h"
#include "config/tta_angles.h"
#include "infer/check_input.h"
#include "infer/cpu_backend.h"
#include "nn/autocast.h"
#include "nn/fused_conv.h"
#include "nn/packed_conv.h"
#include "nn/torch_threads.h"

namespace lumbar {
namespace {

constexpr int kRounds = 5, kNetRounds = 3;

std::vector<torch::ScalarType> precisions_here() {
    if (multiplies_bfloat16()) return {torch::kFloat32, torch::kBFloat16};
    return {torch::kFloat32};
}

// Each convolution of stage 2, which takes nearly all of the time, with how often the nets have it.
std::vector<TunedConv> convolutions_of(const std::vector<NetFile>& nets, int threads) {
    std::map<std::tuple<int, int, int, int>, int> uses;  // in, out, side, images
    for (const NetFile& net : nets) {
        if (net.recipe.stage != Stage::grade) continue;
        const int size = net.recipe.image_size;
        const int images =
            static_cast<int>(std::max<std::int64_t>(1, kCpuPassPixels / threads / size / size));
        for (const PlainConv& conv : plain_convs(grading_net_config(net).backbone, size)) {
            uses[{conv.in, conv.out, conv.side_px, images}] += conv.count;
        }
    }
    std::vector<TunedConv> convs;
    for (const auto precision : precisions_here()) {
        for (const auto& [shape, count] : uses) {
            const auto [in, out, side_px, images] = shape;
            convs.push_back({{precision, in, out}, side_px, images, count, {}});
        }
    }
    return convs;
}

std::unique_ptr<FusedConv> make_conv(const ConvKind& kind, const ConvChoice& choice) {
    const auto channels = torch::nn::Conv2dOptions(kind.in, kind.out, 3).padding(1).bias(false);
    const torch::nn::Conv2d conv(channels);
    const torch::nn::BatchNorm2d norm(kind.out);
    return std::make_unique<FusedConv>(
        *conv, *norm, FusedConvOptions{.padding = 1},
        ComputeOptions{torch::kCPU, kind.precision, 1, ConvTable::only(choice)});
}

// Every thread computes passes of its own, as predict does.
double pass_seconds(FusedConv& conv, const std::vector<torch::Tensor>& images_of_thread) {
    const int threads = static_cast<int>(images_of_thread.size());
    const Timer timer;
    run_parallel(threads, threads, [&](int thread) {
        const torch::InferenceMode inference;
        const TorchThreads alone(1);
        conv.forward(images_of_thread[static_cast<std::size_t>(thread)]);
    });
    return timer.seconds();
}

std::vector<torch::Tensor> made_images(const TunedConv& shape, int threads) {
    std::vector<torch::Tensor> images;
    for (int thread = 0; thread < threads; ++thread) {
        images.push_back(torch::rand({shape.images, shape.kind.in, shape.side_px, shape.side_px})
                             .to(shape.kind.precision)
                             .contiguous(torch::MemoryFormat::ChannelsLast));
    }
    return images;
}

// Candidates take turns, so that what else the machine does meets all of them.
std::vector<TunedConv> measure(const TunedConv& shape, int threads) {
    const torch::InferenceMode inference;
    const auto images = made_images(shape, threads);
    std::vector<TunedConv> measured;
    std::vector<std::unique_ptr<FusedConv>> convs;
    for (const ConvChoice& choice : conv_candidates(shape.kind)) {
        measured.push_back(shape);
        measured.back().choice = choice;
        measured.back().seconds = std::numeric_limits<double>::infinity();
        convs.push_back(make_conv(shape.kind, choice));
        pass_seconds(*convs.back(), images);  // packs the weights
    }
    for (int round = 0; round < kRounds; ++round) {
        for (std::size_t i = 0; i < convs.size(); ++i) {
            measured[i].seconds = std::min(measured[i].seconds, pass_seconds(*convs[i], images));
        }
    }
    const double gmacs = 9e-9 * static_cast<double>(shape.kind.in * shape.kind.out) * shape.side_px *
                         shape.side_px * shape.images * threads;
    for (TunedConv& conv : measured) conv.gmac_per_s = gmacs / conv.seconds;
    return measured;
}

// For each kind the choice that is fastest over all sizes, each as often as the nets have it.
ConvTable fastest(const std::vector<TunedConv>& convs) {
    std::map<ConvKind, std::vector<double>> seconds;  // of each candidate
    for (const TunedConv& conv : convs) {
        const auto candidates = conv_candidates(conv.kind);
        auto& sums = seconds[conv.kind];
        sums.resize(candidates.size());
        const auto i = std::find(candidates.begin(), candidates.end(), conv.choice) - candidates.begin();
        sums[static_cast<std::size_t>(i)] += conv.seconds * conv.uses;
    }
    ConvTable table;
    for (const auto& [kind, sums] : seconds) {
        const auto best = std::min_element(sums.begin(), sums.end()) - sums.begin();
        table.set(kind, conv_candidates(kind)[static_cast<std::size_t>(best)]);
    }
    return table;
}

double net_seconds(const NetFile& net, torch::ScalarType precision, const ConvTable& convs, int threads) {
    LoadedNets loaded;
    load_net(loaded, net, {torch::kCPU, precision, threads, convs});
    CpuBackend cpu(std::move(loaded), precision, PassOptions{0, threads, 0});
    const Crops crops = check_crops(1, net.recipe.frames, kCheckCropSize);
    double fastest = std::numeric_limits<double>::infinity();
    for (int round = 0; round < kNetRounds; ++round) {  // the first one packs the weights
        const Timer timer;
        cpu.grading_logits(net.recipe, crops, tta_angles_deg(static_cast<int>(kTtaAnglesDeg.size())));
        fastest = std::min(fastest, timer.seconds());
    }
    return fastest;
}

std::optional<torch::ScalarType> fastest(const std::vector<TunedPrecision>& precisions) {
    std::map<torch::ScalarType, double> seconds;
    for (const TunedPrecision& each : precisions) seconds[each.precision] += each.seconds;
    if (seconds.empty()) return {};
    return std::min_element(seconds.begin(), seconds.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
}

}  // namespace

TuningReport tune(const std::vector<NetFile>& nets, int threads) {
    TuningReport report;
    const TorchThreads outside(torch::get_num_threads());  // the workers change it
    const auto convs = convolutions_of(nets, threads);
    Progress progress("tuning", "convolutions", convs.size());
    for (const TunedConv& shape : convs) {
        for (const TunedConv& measured : measure(shape, threads)) report.convs.push_back(measured);
        progress.advance();
    }
    report.tuning.convs = fastest(report.convs);
    std::set<std::string> recipes;
    for (const NetFile& net : nets) {
        if (net.recipe.stage != Stage::grade || !recipes.insert(net.recipe.name).second) continue;
        for (const auto precision : precisions_here()) {
            report.precisions.push_back(
                {net.recipe.name, precision, net_seconds(net, precision, report.tuning.convs, threads)});
        }
    }
    report.tuning.precision = fastest(report.precisions);
    return report;
}

}  // namespace lumbar
