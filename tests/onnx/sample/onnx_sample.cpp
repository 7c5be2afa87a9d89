// Writes what compare_with_onnxruntime.py compares: random input of a net, and this program's own answer.
//   onnx_sample NET.safetensors SAMPLE.safetensors [exact]
// "exact" adds the answer of the net in float64; the static edition's LibTorch cannot compute that.
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>

#include "base/error.h"
#include "config/ensemble_plan.h"
#include "models/registry.h"
#include "weight_files/tensor_file.h"

namespace {

using namespace lumbar;

constexpr int kSeries = 3;

// One series is whole, one has padding at both ends, one has a single frame.
torch::Tensor sample_mask(std::int64_t frames) {
    auto mask = torch::ones({kSeries, frames}, torch::kBool);
    mask[1].narrow(0, 0, frames / 4).fill_(false);
    mask[1].narrow(0, frames - frames / 4, frames / 4).fill_(false);
    mask[2].fill_(false);
    mask[2].narrow(0, frames / 2, 1).fill_(true);
    return mask;
}

torch::Tensor answer_of(const NetFile& file, const torch::Tensor& frames, const torch::Tensor& mask) {
    if (file.recipe.stage == Stage::locate) return load_keypoint_net(file)->forward(frames, mask);
    return load_grading_net(file)->forward(frames.unsqueeze(1), mask).squeeze(1);
}

template <class Net, class Config>
Net in_float64(const Config& config, const NetFile& file) {
    Net net(config);
    load_state_dict(*net, read_state_dict(file.weights), file.weights.string());
    net->to(torch::kFloat64);
    net->eval();
    return net;
}

torch::Tensor exact_answer_of(const NetFile& file, const torch::Tensor& frames, const torch::Tensor& mask) {
    if (file.recipe.stage == Stage::locate) {
        return in_float64<KeypointNet>(keypoint_net_config(file), file)->forward(frames, mask);
    }
    return in_float64<GradingNet>(grading_net_config(file), file)
        ->forward(frames.unsqueeze(1), mask)
        .squeeze(1);
}

void write_sample(const std::filesystem::path& weights, const std::filesystem::path& sample,
                  bool with_exact) {
    const torch::InferenceMode inference;
    torch::manual_seed(1);
    const auto folder = std::filesystem::absolute(weights).parent_path();
    const NetFile file = read_net_file(std::filesystem::path(weights).replace_extension(".json"),
                                       read_ensemble_plan(folder).recipes);
    const std::int64_t count = file.recipe.frames, size = file.recipe.image_size;
    const auto mask = sample_mask(count);
    const auto frames = torch::rand({kSeries, count, 1, size, size}) *
                        mask.view({kSeries, count, 1, 1, 1}).to(torch::kFloat32);
    StateDict tensors;
    tensors.insert("frames", frames);
    tensors.insert("mask", mask);
    tensors.insert("answer", answer_of(file, frames, mask).contiguous());
    if (with_exact) {
        const auto exact = exact_answer_of(file, frames.to(torch::kFloat64), mask);
        tensors.insert("exact", exact.contiguous());
    }
    write_tensor_file(sample, tensors);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fprintf(stderr, "usage: onnx_sample NET.safetensors SAMPLE.safetensors [exact]\n");
        return 2;
    }
    try {
        write_sample(argv[1], argv[2], argc > 3);
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
}
