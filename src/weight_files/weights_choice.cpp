#include "weight_files/weights_choice.h"

#include "base/error.h"
#include "base/log.h"
#include "weight_files/name_prefix.h"
#include "weight_files/tensor_file.h"
#include "weight_files/torch_checkpoint.h"
#include "weight_files/weights_format.h"

namespace lumbar {
namespace {

StateDict read_file(const std::filesystem::path& path, const std::string& key) {
    if (weights_format(path) == WeightsFormat::torch) return read_torch_checkpoint(path, key);
    if (key.empty()) return read_tensor_file(path);
    throw Error({"a .safetensors file has no keys", path.string(), "no --key", key}, ExitCode::weights);
}

}  // namespace

StateDict read_state_dict(const std::filesystem::path& path, const WeightsChoice& choice) {
    StateDict state = read_file(path, choice.key);
    const std::string prefix = choice.prefix.empty() ? find_wrapper_prefix(state) : choice.prefix;
    if (prefix.empty()) return state;
    StateDict stripped = without_prefix(state, prefix);
    if (stripped.is_empty()) {
        const std::string first = state.is_empty() ? "no tensor" : state.pairs().front().first;
        throw Error({"no tensor's name begins with the prefix", path.string(), prefix, first},
                    ExitCode::weights);
    }
    const std::size_t others = state.size() - stripped.size();
    log_info(path.string() + ": removed the prefix " + prefix + " from " + std::to_string(stripped.size()) +
             " names" + (others == 0 ? "" : "; left out " + std::to_string(others) + " without it"));
    return stripped;
}

}  // namespace lumbar
