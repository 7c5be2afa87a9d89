#include "infer/load_nets.h"

#include "base/progress.h"

namespace lumbar {

LoadedNets load_nets(const std::vector<NetFile>& files, const ComputeOptions& compute) {
    Progress progress("loading", "nets", files.size());
    LoadedNets loaded;
    for (const NetFile& file : files) {
        if (file.recipe.stage == Stage::locate) {
            auto& ensemble = loaded.locators[file.recipe.series];
            ensemble.device = compute.device;
            ensemble.nets.push_back(load_keypoint_net(file, compute));
        } else {
            auto& ensemble = loaded.graders[file.recipe.name];
            ensemble.device = compute.device;
            ensemble.nets.push_back(load_grading_net(file, compute));
        }
        progress.advance();
    }
    return loaded;
}

}  // namespace lumbar
