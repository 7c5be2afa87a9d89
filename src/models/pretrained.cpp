#include "models/pretrained.h"

#include "base/error.h"

namespace lumbar {
namespace {

constexpr const char* kFirst = "stem.stem1.conv.weight";

}  // namespace

StateDict for_one_channel(const StateDict& timm, const std::string& where) {
    if (!timm.contains(kFirst)) {
        throw Error({"not a timm HGNetV2", where, std::string("a tensor ") + kFirst}, ExitCode::weights);
    }
    StateDict summed;
    for (const auto& [name, tensor] : timm.pairs()) {
        if (name.starts_with("head.fc.")) continue;
        summed.insert(name, name == kFirst ? tensor.sum(1, /*keepdim=*/true) : tensor);
    }
    return summed;
}

void load_pretrained_backbone(torch::nn::Module& net, const std::filesystem::path& path) {
    for (const auto& child : net.named_children()) {
        if (child.key() != "backbone") continue;
        load_state_dict(*child.value(), for_one_channel(read_state_dict(path), path.string()), path.string());
        return;
    }
    throw Error({"the net has no backbone"}, ExitCode::internal);
}

}  // namespace lumbar
