#include "infer/pack_weights.h"

#include <mutex>

#include "base/progress.h"
#include "base/run_parallel.h"
#include "core/grades.h"
#include "core/keypoints.h"
#include "infer/trained_weights.h"
#include "nn/torch_threads.h"

namespace lumbar {

gpu::NetDescription describe_net(const NetFile& file) {
    gpu::NetDescription net{
        hgnetv2_config(file.backbone, file.scale), file.pool == PoolKind::attention_lstm, {}};
    if (file.recipe.stage == Stage::locate) {
        net.head_outputs = {kKeypointNumbers};
        net.last_activation = gpu::kSigmoid;
    } else {
        for (const auto& head : file.recipe.heads) {
            net.head_outputs.push_back(static_cast<int>(head.size()) * kClasses);
        }
    }
    return net;
}

std::vector<gpu::PackedNet> pack_weights(const std::vector<NetFile>& files, gpu::PackedFormat format,
                                         int threads) {
    std::vector<gpu::PackedNet> nets(files.size());
    Progress progress("loading", "nets", files.size());
    std::mutex progress_mutex;
    const TorchThreads outside(torch::get_num_threads());
    run_parallel(static_cast<int>(files.size()), threads, [&](int i) {
        const torch::InferenceMode inference;
        const TorchThreads alone(1);
        const NetFile& file = files[static_cast<std::size_t>(i)];
        TrainedWeights weights(read_state_dict(file.weights), file.weights.string());
        const auto own = file.recipe.stage == Stage::locate ? gpu::PackedFormat::float32 : format;
        nets[static_cast<std::size_t>(i)] = gpu::pack_net(describe_net(file), own, weights);
        weights.check_all_used();
        const std::lock_guard lock(progress_mutex);
        progress.advance();
    });
    return nets;
}

}  // namespace lumbar
