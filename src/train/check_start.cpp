#include "train/check_start.h"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <memory>
#include <set>
#include <string>
#include <system_error>

#include "base/error.h"
#include "competition/series_list.h"
#include "crop/disc_crops.h"
#include "models/pretrained.h"
#include "nn/skip_initialization.h"
#include "prepare/cache_index.h"
#include "train/run_folder.h"
#include "train/sample_order.h"
#include "weight_files/state_dict.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

std::shared_ptr<torch::nn::Module> new_net(const NetFile& file) {
    const SkipInitialization no_numbers_are_needed;
    if (file.recipe.stage == Stage::locate) return KeypointNet(keypoint_net_config(file)).ptr();
    return GradingNet(grading_net_config(file)).ptr();
}

// Of float32 weights with the running statistics, as state_dict_of lists them.
std::uintmax_t weight_bytes(const torch::nn::Module& net) {
    std::uintmax_t numbers = 0;
    for (const auto& tensor : net.parameters()) numbers += static_cast<std::uintmax_t>(tensor.numel());
    for (const auto& tensor : net.buffers()) numbers += static_cast<std::uintmax_t>(tensor.numel());
    return numbers * sizeof(float);
}

// The state holds the weights, AdamW's two moments and, with --ema, the average.
std::uintmax_t state_bytes(const torch::nn::Module& net, const TrainingSettings& settings) {
    return weight_bytes(net) * (settings.ema > 0 ? 4 : 3);
}

std::uintmax_t disk_bytes(const torch::nn::Module& net, const TrainingSettings& settings) {
    return 2 * weight_bytes(net) + state_bytes(net, settings);
}

// Of stage 1's runs a sample is a series, of stage 2's a study.
std::size_t count_samples(const TrainingRun& run, const TrainingLists& lists,
                          const std::vector<StudyEntry>& studies) {
    std::size_t count = 0;
    for (const StudyEntry& study : studies) {
        if (!lists.labels.contains(study.id)) continue;
        const int fold = run.net.fold;
        if (fold != kAllStudies && lists.folds.contains(study.id) && lists.is_held_out(study.id, fold))
            continue;
        const auto series = static_cast<std::size_t>(
            std::count_if(study.series.begin(), study.series.end(),
                          [&](const auto& one) { return one.kind == run.net.recipe.series; }));
        count += run.net.recipe.stage == Stage::locate ? series : std::min<std::size_t>(series, 1);
    }
    return count;
}

void check_first_weights(const TrainOptions& options, torch::nn::Module& net) {
    if (options.pretrained) load_pretrained_backbone(net, *options.pretrained);
    if (options.init) load_state_dict(net, read_state_dict(*options.init), options.init->string());
}

std::string gigabytes(std::uintmax_t bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g GB", static_cast<double>(bytes) / 1e9);
    return text;
}

// Of the folder, or of the nearest one above it that exists.
std::uintmax_t free_bytes(const fs::path& folder) {
    std::error_code failure;
    fs::path there = fs::absolute(folder);
    while (!fs::exists(there, failure) && there.has_relative_path()) there = there.parent_path();
    const fs::space_info space = fs::space(there, failure);
    return failure ? std::numeric_limits<std::uintmax_t>::max() : space.available;
}

// Of the cache that training makes: what docs/training.md calls 6.5 MB a series, of kFrames frames and crops.
std::uintmax_t cache_bytes(const TrainOptions& options, const std::vector<TrainingRun>& runs) {
    constexpr std::uintmax_t kFrames = 17, kSquare = std::uintmax_t{kCropSize} * kCropSize;
    if (options.cache || fs::exists(index_path(options.output / "cache"))) return 0;
    std::uintmax_t locate_square = 0;
    for (const TrainingRun& run : runs) {
        const auto size = static_cast<std::uintmax_t>(run.net.recipe.image_size);
        if (run.net.recipe.stage == Stage::locate) locate_square = std::max(locate_square, size * size);
    }
    std::uintmax_t series = 0;
    for (const StudyEntry& study : read_series_list(options.data, Split::train))
        series += study.series.size();
    return series * kFrames * (locate_square + kLevels * kSquare);
}

}  // namespace

RunForecast forecast(const TrainingRun& run, const TrainingLists& lists,
                     const std::vector<StudyEntry>& studies) {
    RunForecast found;
    found.samples = count_samples(run, lists, studies);
    found.steps = run.settings.epochs * SampleOrder{found.samples, run.settings.batch}.steps_per_epoch();
    found.disk_bytes = disk_bytes(*new_net(run.net), run.settings);
    return found;
}

void check_start(const TrainOptions& options, const std::vector<TrainingRun>& runs,
                 const TrainingLists& lists) {
    std::set<std::string> checked;  // recipes: a net of another fold has the same shape
    std::uintmax_t needed = cache_bytes(options, runs), largest_state = 0;
    for (const TrainingRun& run : runs) {
        lists.require_fold(run.net.fold);
        const RunFolder folder(options.output, run.net, run.seed);
        if (folder.is_finished()) continue;
        const auto net = new_net(run.net);
        const std::uintmax_t bytes = disk_bytes(*net, run.settings);
        needed += bytes - std::min(bytes, folder.bytes_on_disk());
        largest_state = std::max(largest_state, state_bytes(*net, run.settings));
        if (checked.insert(run.net.recipe.name).second) check_first_weights(options, *net);
    }
    needed += largest_state;  // a state stays until its successor is whole
    if (const std::uintmax_t free = free_bytes(options.output); needed > free) {
        throw Error({"the disk has no room for the nets, their states and the cache of the data",
                     options.output.string(), gigabytes(needed) + " free", gigabytes(free)},
                    ExitCode::output);
    }
}

}  // namespace lumbar
