#include "train/run_folder.h"

#include <cstdint>

#include "base/atomic_file.h"
#include "base/error.h"
#include "config/recipe_json.h"
#include "files/json_differences.h"
#include "files/json_fields.h"
#include "train/training_settings.h"

namespace lumbar {

RunFolder::RunFolder(const std::filesystem::path& output, const NetFile& net, std::uint64_t seed)
    : output_(output),
      name_("cfg_" + net.recipe.name + "_fold" + std::to_string(net.fold) + "_seed" + std::to_string(seed)) {
    folder_ = output_ / "runs" / name_;
}

void RunFolder::make() const {
    std::error_code failure;
    std::filesystem::create_directories(folder_, failure);
    if (failure) {
        throw Error({"cannot make the run's folder", folder_.string(), "", failure.message()},
                    ExitCode::output);
    }
}

void RunFolder::write_metadata(const NetFile& net, std::uint64_t seed, const Json& metrics,
                               const Json& further) const {
    Json json = {{"config_file", "cfg_" + net.recipe.name},
                 {"model_type", net.model_type},
                 {"attn_type", net.pool == PoolKind::attention ? "Attention" : "AttentionLSTM"},
                 {"backbone", net.backbone}};
    if (net.scale != HgNetV2Scale{}) {
        json["backbone_scale"] = {
            {"width", net.scale.width}, {"depth", net.scale.depth}, {"head_width", net.scale.head_width}};
    }
    json["channels"] = 1;
    json["recipe"] = json_of(net.recipe);
    json["fold"] = net.fold;
    json["seed"] = seed;
    json["metrics"] = metrics;
    json.update(further);
    write_file_atomically(metadata(), json.dump(4) + "\n");
}

std::uintmax_t RunFolder::bytes_on_disk() const {
    std::uintmax_t bytes = 0;
    for (const auto& path : {weights(), last_weights(), state()}) {
        std::error_code absent;
        const auto size = std::filesystem::file_size(path, absent);
        if (!absent) bytes += size;
    }
    return bytes;
}

void RunFolder::remove_leftovers() const {
    for (const auto& path :
         {weights(), metadata(), state(), settings(), metrics(), curves(), last_weights()}) {
        remove_temporary_files(path);
    }
}

bool RunFolder::is_finished() const {
    if (!std::filesystem::exists(metadata()) || !std::filesystem::exists(weights())) return false;
    const Json json = read_json(metadata());
    const JsonFields fields(json, metadata().string(), ExitCode::weights);
    return fields.has("finished") && fields.boolean("finished");
}

std::string RunFolder::differences_to_finished(const NetFile& net, const Json& settings,
                                               const Json& sources) const {
    const Json finished = read_json(metadata());
    Json there = {{"settings", without_speed_settings(finished.value("settings", Json::object()))}};
    Json here = {{"settings", without_speed_settings(settings)}};
    if (finished.contains("recipe")) {  // which older nets lack
        there["recipe"] = finished.at("recipe");
        here["recipe"] = json_of(net.recipe);
    }
    if (std::filesystem::exists(this->settings()) && !sources.empty()) {
        there["sources"] = read_json(this->settings()).at("sources");
        here["sources"] = sources;
    }
    return json_differences(there, here);
}

}  // namespace lumbar
