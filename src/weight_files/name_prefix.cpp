#include "weight_files/name_prefix.h"

#include <algorithm>

namespace lumbar {
namespace {

constexpr const char* kAveragedModels = "n_averaged";  // of torch.optim.swa_utils.AveragedModel

bool share(const StateDict& state, const std::string& prefix) {
    return std::all_of(state.begin(), state.end(), [&](const auto& item) {
        const std::string& name = item.key();
        return name == kAveragedModels || (name.size() > prefix.size() && name.starts_with(prefix));
    });
}

}  // namespace

std::string find_wrapper_prefix(const StateDict& state) {
    std::string prefix;
    const bool has_weights = std::any_of(state.begin(), state.end(),
                                         [](const auto& item) { return item.key() != kAveragedModels; });
    for (bool goes_on = has_weights; goes_on;) {
        goes_on = false;
        for (const char* wrapper : {"module.", "_orig_mod.", "model.", "net."}) {
            if (!share(state, prefix + wrapper)) continue;
            prefix += wrapper;
            goes_on = true;
        }
    }
    return prefix;
}

StateDict without_prefix(const StateDict& state, const std::string& prefix) {
    StateDict stripped;
    for (const auto& [name, tensor] : state.pairs()) {
        if (name.size() > prefix.size() && name.starts_with(prefix)) {
            stripped.insert(name.substr(prefix.size()), tensor);
        }
    }
    return stripped;
}

}  // namespace lumbar
