#include "train/checkpoint.h"

#include <string>
#include <vector>

#include "base/error.h"
#include "files/json_differences.h"
#include "files/json_excerpt.h"
#include "files/json_shape.h"
#include "files/safetensors.h"
#include "weight_files/state_dict.h"
#include "weight_files/tensor_file.h"

namespace lumbar {
namespace {

constexpr const char* kKey = "lumbar.training";
constexpr int kVersion = 1;
constexpr int kDeepest = 64;  // levels of its JSON, as of every other file's

std::vector<std::string> parameter_names(const torch::nn::Module& net) {
    std::vector<std::string> names;
    for (const auto& parameter : net.named_parameters()) names.push_back(parameter.key());
    return names;
}

// Every tensor of the state by a name of its own; they are the live ones, not copies.
StateDict tensors_of(const TrainingParts& parts) {
    StateDict all;
    for (const auto& [name, tensor] : state_dict_of(parts.net).pairs()) all.insert("net." + name, tensor);
    const auto names = parameter_names(parts.net);
    for (std::size_t i = 0; i < names.size(); ++i) {
        all.insert("mean." + names[i], parts.optimizer.means()[i]);
        all.insert("square." + names[i], parts.optimizer.squares()[i]);
    }
    if (parts.average.on()) {
        for (const auto& [name, tensor] : parts.average.state().pairs())
            all.insert("average." + name, tensor);
    }
    return all;
}

Json json_of(const TrainingParts& parts, const Json& run) {
    const TrainingState& state = parts.state;
    return {{"version", kVersion},
            {"run", run},
            {"step", state.step},
            {"optimizer_steps", parts.optimizer.steps()},
            {"skipped_steps", state.skipped_steps},
            {"bad_steps_in_a_row", state.bad_steps_in_a_row},
            {"best", state.best ? Json(*state.best) : Json()},
            {"best_step", state.best_step},
            {"best_metrics", state.best_metrics},
            {"interval_loss", state.interval_loss},
            {"interval_steps", state.interval_steps},
            {"loss_scale", parts.scaler.state().scale},
            {"good_scale_steps", parts.scaler.state().good_steps},
            {"history", state.history.to_json()}};
}

void take_json(const Json& json, const TrainingParts& parts, const std::string& where) {
    TrainingState& state = parts.state;
    state.step = json.at("step").get<std::int64_t>();
    state.skipped_steps = json.at("skipped_steps").get<std::int64_t>();
    state.bad_steps_in_a_row = json.at("bad_steps_in_a_row").get<int>();
    state.best.reset();
    if (!json.at("best").is_null()) state.best = json.at("best").get<double>();
    state.best_step = json.at("best_step").get<std::int64_t>();
    state.best_metrics = json.at("best_metrics");
    state.interval_loss = json.at("interval_loss").get<double>();
    state.interval_steps = json.at("interval_steps").get<std::int64_t>();
    state.history = History::from_json(json.at("history"), where);
    parts.optimizer.set_steps(json.at("optimizer_steps").get<std::int64_t>());
    parts.scaler.set_state({json.at("loss_scale").get<double>(), json.at("good_scale_steps").get<int>()});
}

void require_same_run(const Json& there, const Json& here, const std::string& where) {
    const std::string differences = json_differences(there, here);
    if (differences.empty()) return;
    throw Error({"the unfinished run used other settings or data (" + differences + ")", where,
                 "the same ones, or another --output or --seed"},
                ExitCode::usage);
}

}  // namespace

void save_checkpoint(const std::filesystem::path& path, const TrainingParts& parts, const Json& run) {
    write_tensor_file(path, tensors_of(parts), {{kKey, json_of(parts, run).dump()}});
}

void load_checkpoint(const std::filesystem::path& path, const TrainingParts& parts, const Json& run) {
    const std::string where = path.string();
    const SafetensorsFile file(path);
    const auto found = file.metadata().find(kKey);
    if (found == file.metadata().end()) {
        throw Error({"not a training state", where, std::string("metadata ") + kKey}, ExitCode::weights);
    }
    const StateDict stored = read_tensor_file(path);
    const torch::NoGradGuard no_grad;
    if (json_shape(found->second, kDeepest).is_too_deep) {
        throw Error(
            {"the training state is nested too deep", where, std::to_string(kDeepest) + " levels", "more"},
            ExitCode::weights);
    }
    try {
        const Json json = Json::parse(found->second);
        require_same_run(json.at("run"), run, where);
        for (const auto& [name, tensor] : tensors_of(parts).pairs()) {
            const torch::Tensor* source = stored.find(name);
            if (!source || source->sizes() != tensor.sizes()) {
                throw Error({"the training state does not fit the net", where, name}, ExitCode::weights);
            }
            torch::Tensor(tensor).copy_(*source);
        }
        take_json(json, parts, where);
    } catch (const Json::exception& e) {
        throw Error({"the training state is damaged", where, "", json_reason(e)}, ExitCode::weights);
    }
}

}  // namespace lumbar
