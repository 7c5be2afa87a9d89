#include "infer/load_nets.h"

#include <algorithm>
#include <mutex>
#include <variant>

#include "base/progress.h"
#include "base/run_parallel.h"
#include "nn/torch_threads.h"

namespace lumbar {
namespace {

using AnyNet = std::variant<KeypointNet, GradingNet>;

AnyNet loaded(const NetFile& file, const ComputeOptions& compute) {
    if (file.recipe.stage == Stage::locate) return load_keypoint_net(file, compute);
    return load_grading_net(file, compute);
}

void add(LoadedNets& nets, const NetFile& file, AnyNet net, const torch::Device& device) {
    if (auto* const locator = std::get_if<KeypointNet>(&net)) {
        auto& ensemble = nets.locators[file.recipe.series];
        ensemble.device = device;
        ensemble.nets.push_back(std::move(*locator));
    } else {
        auto& ensemble = nets.graders[file.recipe.name];
        ensemble.device = device;
        ensemble.nets.push_back(std::get<GradingNet>(std::move(net)));
    }
}

}  // namespace

void load_net(LoadedNets& nets, const NetFile& file, const ComputeOptions& compute) {
    add(nets, file, loaded(file, compute), compute.device);
}

LoadedNets load_nets(const std::vector<NetFile>& files, const ComputeOptions& compute, int at_once) {
    Progress progress("loading", "nets", files.size());
    std::vector<AnyNet> loaded_nets(files.size(), KeypointNet(nullptr));
    std::mutex showing;
    const TorchThreads outside(torch::get_num_threads());  // the workers change it
    run_parallel(static_cast<int>(files.size()), std::min(compute.threads, at_once), [&](int i) {
        const TorchThreads alone(1);
        const auto net = static_cast<std::size_t>(i);
        loaded_nets[net] = loaded(files[net], compute);
        const std::lock_guard lock(showing);
        progress.advance();
    });
    LoadedNets nets;
    for (std::size_t i = 0; i < files.size(); ++i) {
        add(nets, files[i], std::move(loaded_nets[i]), compute.device);
    }
    return nets;
}

}  // namespace lumbar
