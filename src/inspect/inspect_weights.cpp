#include "inspect/inspect_weights.h"

#include <cstdint>
#include <cstdio>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "base/cpu_count.h"
#include "base/error.h"
#include "base/fixed_decimals.h"
#include "config/ensemble_plan.h"
#include "files/json.h"
#include "files/sha256.h"
#include "models/checksum.h"
#include "models/ensemble_gaps.h"
#include "models/registry.h"
#include "weight_files/state_dict.h"

namespace lumbar {
namespace {

std::string shape_text(const torch::Tensor& tensor) {
    std::ostringstream text;
    text << tensor.sizes();
    return text.str();
}

std::string megabytes(std::uintmax_t bytes) {
    return fixed_decimals(static_cast<double>(bytes) / 1e6, 1) + " MB";
}

void print_metadata(std::filesystem::path path) {
    path.replace_extension(".json");
    if (std::filesystem::exists(path)) std::printf("metadata         %s\n", read_json(path).dump().c_str());
}

void print_nets(const std::vector<NetFile>& nets) {
    std::printf("  %-16s %4s  %-14s %-6s %6s %5s  %10s  %s\n", "recipe", "fold", "backbone", "series",
                "frames", "size", "bytes", "file");
    for (const NetFile& net : nets) {
        std::printf(
            "  %-16s %4d  %-14s %-6s %6d %5d  %10s  %s\n", net.recipe.name.c_str(), net.fold,
            net.backbone.substr(0, net.backbone.find('.')).c_str(),
            std::string(series_kind_name(net.recipe.series)).c_str(), net.recipe.frames,
            net.recipe.image_size, megabytes(std::filesystem::file_size(net.weights)).c_str(),
            (net.weights.filename().string() + (net.is_finished ? "" : "  (training has not finished)"))
                .c_str());
    }
}

void print_votes(const EnsemblePlan& plan) {
    std::printf("who votes on what (first ballot with a vote decides)\n");
    for (std::size_t group = 0; group < kConditionGroups; ++group) {
        std::string text;
        for (const Ballot& ballot : plan.ballots[group]) {
            text += text.empty() ? "" : ", else ";
            for (std::size_t i = 0; i < ballot.size(); ++i) text += (i ? " + " : "") + ballot[i];
        }
        std::printf("  %-16s %s\n", std::string(kConditionGroupNames[group]).c_str(), text.c_str());
    }
}

std::string joined(const std::vector<std::string>& phrases) {
    std::string text;
    for (const std::string& phrase : phrases) text += (text.empty() ? "" : "; ") + phrase;
    return text;
}

}  // namespace

void inspect_weights_file(const std::filesystem::path& file) {
    const StateDict state = read_state_dict(file);
    std::map<std::string, std::int64_t> numbers;  // by type
    for (const auto& [name, tensor] : state.pairs())
        numbers[torch::toString(tensor.scalar_type())] += tensor.numel();
    std::printf("weights file     %s, %s\n", file.c_str(),
                megabytes(std::filesystem::file_size(file)).c_str());
    for (const auto& [type, count] : numbers) {
        std::printf("numbers          %lld of %s\n", static_cast<long long>(count), type.c_str());
    }
    const std::string sha256 = sha256_of_file(file);
    require_checksum(file, sha256);
    std::printf("sha256           %s\n", sha256.c_str());
    print_metadata(file);
    constexpr std::size_t kShown = 20;  // a screen
    std::printf("tensors          %zu\n", state.size());
    std::size_t shown = 0;
    for (const auto& [name, tensor] : state.pairs()) {
        if (++shown > kShown) break;
        std::printf("  %-48s %s\n", name.c_str(), shape_text(tensor).c_str());
    }
    if (state.size() > kShown) std::printf("  ... and %zu more\n", state.size() - kShown);
}

void inspect_weights_folder(const std::filesystem::path& folder, bool must_be_complete) {
    const EnsemblePlan plan = read_ensemble_plan(folder);
    const auto nets = find_nets(folder, plan.recipes);
    std::printf("weights folder   %s, %zu nets\n", folder.c_str(), nets.size());
    print_nets(nets);
    print_votes(plan);
    std::printf("checksums        %s lists %d of %zu nets; those match\n", kManifestName,
                verify_checksums(nets, default_threads()), nets.size());
    const std::string gaps = joined(ensemble_gaps(nets, plan));
    if (!gaps.empty() && must_be_complete) {
        throw Error({"the ensemble cannot grade every condition: " + gaps, folder.string()},
                    ExitCode::weights);
    }
    std::printf("complete         %s\n", gaps.empty() ? "yes" : ("no: " + gaps).c_str());
}

}  // namespace lumbar
