// How fast this edition's LibTorch is, for compare_editions.sh: seconds of a real-size forward pass and of a
// whole training step, a line each.
#include <torch/torch.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

#include "base/timer.h"
#include "models/grading_net.h"
#include "train/adamw.h"
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

constexpr int kDiscs = 5, kFrames = 8, kSide_px = 128;  // one study as stage2_s2_sp1 sees it

double forward_seconds() {
    const torch::InferenceMode inference;
    HgNetV2 net(hgnetv2_config("hgnetv2_b5"));
    net->eval();
    const auto frames = torch::rand({kDiscs * kFrames, 1, kSide_px, kSide_px});
    return seconds([&] { net->forward(frames); }, 3);
}

double training_step_seconds() {
    GradingNet net(GradingNetConfig{hgnetv2_config("hgnetv2_b5"), PoolKind::attention_lstm, {1, 2, 2}});
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

}  // namespace

int main() {
    torch::set_num_threads(static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
    torch::manual_seed(0);
    std::printf("forward %.4f\n", forward_seconds());
    std::printf("training_step %.4f\n", training_step_seconds());
}
