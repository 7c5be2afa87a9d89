#include "weight_files/state_dict.h"

#include <sstream>
#include <vector>

#include "base/error.h"
#include "weight_files/tensor_file.h"
#include "weight_files/torch_checkpoint.h"
#include "weight_files/weights_choice.h"
#include "weight_files/weights_format.h"

namespace lumbar {
namespace {

// The first few of many names: a file of another net misses hundreds.
std::string shorten(const std::vector<std::string>& names) {
    constexpr std::size_t kShown = 5;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < kShown; ++i) text += (i ? ", " : "") + names[i];
    if (names.size() > kShown) text += " and " + std::to_string(names.size() - kShown) + " more";
    return text;
}

std::string shape_text(const torch::Tensor& tensor) {
    std::ostringstream text;
    text << tensor.sizes();
    return text.str();
}

struct Mismatch {
    std::vector<std::string> missing, surplus, misshapen;

    void refuse_any(const std::string& where) const {
        std::string what;
        const auto add = [&](const char* label, const std::vector<std::string>& names) {
            if (!names.empty())
                what += (what.empty() ? "" : "; ") + std::string(label) + ": " + shorten(names);
        };
        add("missing", missing);
        add("not in the net", surplus);
        add("of another shape", misshapen);
        if (!what.empty()) throw Error({"the weights do not fit the net: " + what, where}, ExitCode::weights);
    }
};

Mismatch compare(const StateDict& net, const StateDict& state) {
    Mismatch mismatch;
    for (const auto& [name, target] : net.pairs()) {
        const torch::Tensor* given = state.find(name);
        if (!given) {
            mismatch.missing.push_back(name);
        } else if (given->sizes() != target.sizes()) {
            mismatch.misshapen.push_back(name + " (expected " + shape_text(target) + ", found " +
                                         shape_text(*given) + ")");
        }
    }
    for (const auto& [name, given] : state.pairs()) {
        if (!net.contains(name)) mismatch.surplus.push_back(name);
    }
    return mismatch;
}

}  // namespace

StateDict read_state_dict(const std::filesystem::path& path) {
    return read_state_dict(path, WeightsChoice{});
}

void write_state_dict(const std::filesystem::path& path, const StateDict& state) {
    const bool is_torch = weights_format(path) == WeightsFormat::torch;
    is_torch ? write_torch_checkpoint(path, state) : write_tensor_file(path, state);
}

void load_state_dict(torch::nn::Module& net, const StateDict& state, const std::string& where) {
    const StateDict own = state_dict_of(net);
    compare(own, state).refuse_any(where);
    const torch::NoGradGuard no_grad;
    for (const auto& [name, target] : own.pairs()) {
        // set_data keeps the tensor's identity: optimizers and the LSTM's list of weights still point at it.
        torch::Tensor(target).set_data(state[name].to(target.scalar_type()).contiguous());
    }
}

StateDict state_dict_of(const torch::nn::Module& net) {
    StateDict state;
    for (const auto& parameter : net.named_parameters()) state.insert(parameter.key(), parameter.value());
    for (const auto& buffer : net.named_buffers()) state.insert(buffer.key(), buffer.value());
    return state;
}

}  // namespace lumbar
