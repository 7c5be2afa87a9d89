#include "infer/load_nets.h"

#include "base/progress.h"

namespace lumbar {

void load_net(LoadedNets& nets, const NetFile& file, const ComputeOptions& compute) {
    if (file.recipe.stage == Stage::locate) {
        auto& ensemble = nets.locators[file.recipe.series];
        ensemble.device = compute.device;
        ensemble.nets.push_back(load_keypoint_net(file, compute));
    } else {
        auto& ensemble = nets.graders[file.recipe.name];
        ensemble.device = compute.device;
        ensemble.nets.push_back(load_grading_net(file, compute));
    }
}

LoadedNets load_nets(const std::vector<NetFile>& files, const ComputeOptions& compute) {
    Progress progress("loading", "nets", files.size());
    LoadedNets nets;
    for (const NetFile& file : files) {
        load_net(nets, file, compute);
        progress.advance();
    }
    return nets;
}

}  // namespace lumbar
