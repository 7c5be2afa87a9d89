// How fast the nets are in this edition, for compare_editions.sh and compare_with_python.py: seconds of a
// real-size forward pass, plain, and as predict runs it, and of a whole training step, a line each; and the
// most multiply-accumulates a second that this machine reached, by which all are measured.
#include <torch/torch.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "base/memory.h"
#include "base/timer.h"
#include "config/recipe.h"
#include "config/tta_angles.h"
#include "infer/net_logits.h"
#include "models/grading_net.h"
#include "models/inference.h"
#include "nn/autocast.h"
#include "nn/channels_last.h"
#include "nn/packed_conv.h"
#include "optim/adamw.h"
#include "train/loss.h"

namespace {

using namespace lumbar;

// The fastest of `repeats` runs after one to warm up.
double seconds(const std::function<void()>& work, int repeats) {
    work();
    double fastest = 0;
    for (int i = 0; i < repeats; ++i) {
        const Timer timer;
        work();
        fastest = i == 0 ? timer.seconds() : std::min(fastest, timer.seconds());
    }
    return fastest;
}

constexpr std::int64_t kDiscs = 5, kFrames = 8, kSide_px = 128;  // one study as stage2_s2_sp1 sees it

double forward_seconds() {
    const torch::InferenceMode inference;
    HgNetV2 net(hgnetv2_config("hgnetv2_b5"));
    net->eval();
    const auto frames = torch::rand({kDiscs * kFrames, 1, kSide_px, kSide_px});
    return seconds([&] { net->forward(frames); }, 3);
}

GradingNet grading_net() {
    return GradingNet(GradingNetConfig{hgnetv2_config("hgnetv2_b5"), PoolKind::attention_lstm, {1, 2, 2}});
}

// All views of a series, by one net, as predict asks it; without padding, which would not be computed.
double inference_seconds(torch::ScalarType precision, const char* recipe_name) {
    const Recipe& recipe = find_recipe(solution_recipes(), recipe_name);
    auto net = grading_net();
    prepare_for_inference(*net, {torch::kCPU, precision, 1});
    Ensemble<GradingNet> ensemble{{net}, torch::kCPU};
    constexpr int kViews = static_cast<int>(kTtaAnglesDeg.size());
    const SeriesViews views{
        torch::rand({kViews * kDiscs, recipe.frames, 1, recipe.image_size, recipe.image_size}),
        torch::ones({recipe.frames}, torch::kBool),
        0,
        {0, 1, 2, 3, 4}};
    return seconds([&] { net_logits(ensemble, views, {.threads = torch::get_num_threads()}); }, 2);
}

// The fastest product of matrices, of several sizes.
double product_gmac_per_s(torch::ScalarType precision) {
    const torch::InferenceMode inference;
    double fastest = 0;
    for (const std::int64_t side : {1024, 2048, 4096}) {
        const auto a = torch::rand({side, side}).to(precision), b = torch::rand({side, side}).to(precision);
        const auto macs = static_cast<double>(side * side * side);
        fastest = std::max(fastest, 1e-9 * macs / seconds([&] { torch::mm(a, b); }, 5));
    }
    return fastest;
}

// A 3x3 convolution of 256 channels, which reaches more than any product; not Winograd's.
double convolution_gmac_per_s(torch::ScalarType precision) {
    const torch::InferenceMode inference;
    constexpr int kChannels = 256, kImages = 32, kSide = 16;
    PackedConv conv(torch::rand({kChannels, kChannels, 3, 3}).to(precision),
                    torch::rand({kChannels}).to(precision), {.padding = 1});
    const auto x = torch::rand({kImages, kChannels, kSide, kSide})
                       .to(precision)
                       .contiguous(torch::MemoryFormat::ChannelsLast);
    const double macs = 9.0 * kChannels * kChannels * kImages * kSide * kSide;
    return 1e-9 * macs / seconds([&] { conv.forward(x); }, 5);
}

double training_step_seconds() {
    auto net = grading_net();
    use_channels_last(*net);
    AdamW optimizer(net->parameters(), AdamWOptions{});
    const auto discs = torch::rand({1, kDiscs, kFrames, 1, kSide_px, kSide_px});
    const auto mask = torch::ones({1, kFrames}, torch::kBool);
    const auto labels = torch::softmax(torch::randn({kDiscs * 5, 3}), 1);
    return seconds(
        [&] {
            optimizer.clear_gradients();
            weighted_cross_entropy(net->forward(discs, mask).reshape({-1, 3}), labels).backward();
            clip_gradients(optimizer.gradients(), 1.0);
            optimizer.step(1e-4);
        },
        2);
}

struct Measurement {
    std::string name;  // as printed
    std::function<double()> measure;
};

std::vector<Measurement> measurements() {
    std::vector<Measurement> all = {{"forward", forward_seconds}, {"training_step", training_step_seconds}};
    for (const auto precision : {torch::kFloat32, torch::kBFloat16}) {
        if (precision == torch::kBFloat16 && !multiplies_bfloat16()) break;
        const std::string kind = precision == torch::kFloat32 ? "fp32_" : "bf16_";
        for (const char* recipe : {"stage2_s2_sp1", "stage2_s2_sp2", "stage2_s2_su"}) {
            all.push_back({kind + recipe, [=] { return inference_seconds(precision, recipe); }});
        }
        all.push_back({kind + "product_gmac_per_s", [=] { return product_gmac_per_s(precision); }});
        all.push_back({kind + "convolution_gmac_per_s", [=] { return convolution_gmac_per_s(precision); }});
    }
    return all;
}

}  // namespace

// Arguments: names of measurements, or the beginnings of some; none: all of them.
int main(int argc, char** argv) {
    keep_freed_memory();  // as predict and train do
    torch::set_num_threads(static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
    torch::manual_seed(0);
    const std::vector<std::string> wanted(argv + 1, argv + argc);
    for (const Measurement& each : measurements()) {
        const bool is_wanted =
            wanted.empty() || std::any_of(wanted.begin(), wanted.end(), [&](const std::string& beginning) {
                return each.name.starts_with(beginning);
            });
        if (is_wanted) std::printf("%s %.4f\n", each.name.c_str(), each.measure());
    }
}
