#include "train/train_nets.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "augment/augmentation_settings.h"
#include "base/error.h"
#include "base/log.h"
#include "base/memory.h"
#include "competition/series_list.h"
#include "config/ensemble_plan.h"
#include "files/crc32.h"
#include "files/text_file.h"
#include "models/initialize.h"
#include "models/pretrained.h"
#include "nn/autocast.h"
#include "nn/channels_last.h"
#include "nn/device.h"
#include "prepare/prepare.h"
#include "train/check_start.h"
#include "train/grade_task.h"
#include "train/locate_task.h"
#include "train/step_time.h"
#include "train/training_set.h"

namespace lumbar {
namespace {

bool names_recipe(const std::vector<Recipe>& recipes, const std::string& name) {
    for (const Recipe& recipe : recipes) {
        if (recipe.name == name) return true;
    }
    return false;
}

TrainingSettings resolve_settings(const TrainOptions& options, const Recipe& recipe,
                                  const std::vector<Recipe>& recipes) {
    TrainingSettings settings = solution_settings(recipe);
    const std::vector<Setting> by_name = settings_of(settings);
    if (options.config) {
        const std::string where = options.config->string();
        const Json given = read_json(*options.config);
        if (!given.is_object()) set_values(by_name, given, where);  // says what is wrong
        Json common = Json::object(), own = Json::object();
        for (const auto& [name, value] : given.items()) {
            if (name == recipe.name) {
                own = value;
            } else if (!names_recipe(recipes, name)) {
                common[name] = value;
            }
        }
        set_values(by_name, common, where);
        set_values(by_name, own, where + ", " + recipe.name);
    }
    for (const std::string& assignment : options.settings) set_value(by_name, assignment);
    check_settings(settings.augment);
    return settings;
}

NetFile new_net_file(const Recipe& recipe, const TrainingSettings& settings, int fold) {
    NetFile net;
    net.recipe = recipe;
    net.model_type = model_type_of(recipe);
    net.backbone = settings.backbone;
    net.scale = {settings.width, settings.depth, settings.head_width};
    net.pool = recipe.stage == Stage::locate ? PoolKind::attention : PoolKind::attention_lstm;
    net.fold = fold;
    hgnetv2_config(net.backbone, net.scale);  // refused here rather than after preparing
    return net;
}

// What decides the samples, as checksums.
Json describe_sources(const TrainingSources& sources) {
    const auto checksum = [](const std::filesystem::path& path) { return crc32_of(read_text_file(path)); };
    Json json = {{"labels", checksum(sources.data / "train.csv")},
                 {"cache", checksum(index_path(sources.cache))}};
    const auto folds = sources.data / kFoldsName;
    if (std::filesystem::exists(folds)) json["folds"] = checksum(folds);
    if (sources.pseudo_labels) json["pseudo"] = checksum(*sources.pseudo_labels);
    if (sources.dropped_labels) json["dropped"] = checksum(*sources.dropped_labels);
    return json;
}

TrainingSources sources_of(const TrainOptions& options) {
    return {options.data, options.cache.value_or(options.output / "cache"), options.pseudo,
            options.drop_labels};
}

int locate_size_of(const std::vector<Recipe>& recipes) {
    for (const Recipe& recipe : recipes) {
        if (recipe.stage == Stage::locate) return recipe.image_size;
    }
    return PrepareOptions{}.locate_size;
}

std::unique_ptr<Task> make_task(const TrainingSet& set, const TrainingRun& run, const TrainOptions& options,
                                const ComputeOptions& compute) {
    torch::manual_seed(run.seed);
    std::unique_ptr<Task> task;
    if (run.net.recipe.stage == Stage::locate) {
        task = std::make_unique<LocateTask>(set, run.net, run.settings, compute);
    } else {
        task = std::make_unique<GradeTask>(set, run.net, run.settings, compute);
    }
    initialize_convolutions(task->net());
    if (options.pretrained) load_pretrained_backbone(task->net(), *options.pretrained);
    if (options.init) load_state_dict(task->net(), read_state_dict(*options.init), options.init->string());
    task->net().to(compute.device);
    use_channels_last(task->net());
    return task;
}

torch::Device device_of(const TrainOptions& options) {
    const auto gpus = static_cast<int>(torch::cuda::device_count());
    return choose_device(own_device(options.device, gpus, local_rank()));
}

torch::ScalarType compute_type(const TrainingRun& run, const torch::Device& device) {
    return choose_precision(run.settings.precision, device);
}

TrainedNet train_net(const TrainingSet& set, const TrainingRun& run, const RunFolder& folder,
                     const TrainOptions& options, const torch::Device& device, Replicas& replicas) {
    const ComputeOptions compute{device, compute_type(run, device), options.threads};
    const auto task = make_task(set, run, options, compute);
    if (replicas.rank() == 0) {
        log_info(folder.name() + ": " + std::to_string(task->sample_count()) + " samples to train on, " +
                 std::to_string(task->validation_count()) + " held out, " +
                 std::to_string(task->unused_count()) + " without crops");
    }
    return {folder.name(), false, task->unused_count(), Trainer(*task, run, folder, compute, replicas).run()};
}

void log_cache(const SampleCache& cache) {
    const auto has_none = [](const CachedSeries& series) { return !series.has_crops; };
    const auto& series = cache.series();
    log_info(std::to_string(series.size()) + " series, of which " +
             std::to_string(std::count_if(series.begin(), series.end(), has_none)) +
             " have no points to crop by; " + std::to_string(cache.left_out().size()) +
             " more could not be read");
}

void check_points(const TrainOptions& options) {
    if (!options.points || !options.cache) return;
    throw Error({"the points of a cache are those that it was prepared with", "--points, --cache",
                 "--points for `lumbar prepare`, or no --cache", "both"},
                ExitCode::usage);
}

// Lest hours of work, ours or somebody else's, be overwritten.  A run of ours that ended while it wrote its
// first weights has no state yet, but it has its settings.
void require_resumable(const TrainingRun& run, const RunFolder& folder) {
    if (!std::filesystem::exists(folder.settings()) && std::filesystem::exists(folder.metadata())) {
        throw Error({"weights of this name are there already, and no run of ours that made them",
                     folder.metadata().string(), "another --output or --seed"},
                    ExitCode::usage);
    }
    if (run.resume || !std::filesystem::exists(folder.state())) return;
    throw Error({"a run of this name is unfinished", folder.folder().string(),
                 "--resume to go on with it, or the folder removed"},
                ExitCode::usage);
}

// A finished net of other settings or other data is not the one that is asked for.
void require_same_as_finished(const TrainingRun& run, const RunFolder& folder) {
    if (!folder.is_finished()) return;
    const std::string differences =
        folder.differences_to_finished(run.net, settings_json(run.settings), run.sources);
    if (differences.empty()) return;
    throw Error({"a net of this name is finished, trained otherwise (" + differences + ")",
                 folder.metadata().string(), "the same settings and data, or another --output or --seed"},
                ExitCode::usage);
}

}  // namespace

std::vector<TrainingRun> plan_runs(const TrainOptions& options) {
    check_points(options);
    const EnsemblePlan plan = read_ensemble_plan(options.output);
    std::vector<Recipe> recipes;
    for (const std::string& name : options.recipes) recipes.push_back(find_recipe(plan.recipes, name));
    if (recipes.empty()) recipes = plan.recipes;
    std::vector<TrainingRun> runs;
    for (const int fold : options.folds.empty() ? std::vector<int>{0} : options.folds) {
        for (const Recipe& recipe : recipes) {
            TrainingRun run;
            run.settings = resolve_settings(options, recipe, plan.recipes);
            run.net = new_net_file(recipe, run.settings, fold);
            if (fold == kAllStudies && run.settings.early_stop > 0) {
                throw Error({"nothing is held out to stop by", "--early-stop", "a fold, or no --early-stop",
                             "fold -1"},
                            ExitCode::usage);
            }
            run.seed = options.seed;
            run.resume = options.resume;
            run.note = options.note;
            if (options.pretrained) run.start["pretrained"] = options.pretrained->string();
            if (options.init) run.start["init"] = options.init->string();
            runs.push_back(std::move(run));
        }
    }
    return runs;
}

Json plan_json(const TrainOptions& options) {
    const auto runs = plan_runs(options);
    for (const TrainingRun& run : runs) require_same_as_finished(run, {options.output, run.net, run.seed});
    const torch::Device device = device_of(options);
    torch::set_num_threads(options.threads);
    const TrainingLists lists(sources_of(options));
    check_start(options, runs, lists);
    const auto studies = read_series_list(options.data, Split::train);
    std::map<std::string, double> step_s;  // by recipe: another fold takes as long
    Json plan = Json::array();
    for (const TrainingRun& run : runs) {
        const RunForecast expected = forecast(run, lists, studies);
        const std::string& recipe = run.net.recipe.name;
        if (!step_s.contains(recipe)) {
            log_info("timing a step of " + recipe);
            step_s[recipe] = time_step(run, {device, compute_type(run, device), options.threads});
        }
        plan.push_back({{"recipe", recipe},
                        {"fold", run.net.fold},
                        {"seed", run.seed},
                        {"frames", run.net.recipe.frames},
                        {"image_size", run.net.recipe.image_size},
                        {"samples", expected.samples},
                        {"steps", expected.steps},
                        {"step_s", step_s[recipe]},
                        {"hours", static_cast<double>(expected.steps) * step_s[recipe] / 3600},
                        {"disk_gb", static_cast<double>(expected.disk_bytes) / 1e9},
                        {"finished", RunFolder(options.output, run.net, run.seed).is_finished()},
                        {"settings", settings_json(run.settings)}});
    }
    return plan;
}

std::vector<TrainedNet> train_nets(const TrainOptions& options) {
    keep_freed_memory();
    torch::set_num_threads(options.threads);
    std::vector<TrainingRun> runs = plan_runs(options);
    for (const TrainingRun& run : runs) require_same_as_finished(run, {options.output, run.net, run.seed});
    const torch::Device device = device_of(options);
    const auto replicas = Replicas::from_environment(device);
    const TrainingSources sources = sources_of(options);
    TrainingLists lists(sources);
    check_start(options, runs, lists);
    if (!options.cache && replicas->rank() == 0) {
        prepare({options.data, sources.cache, options.points,
                 locate_size_of(read_ensemble_plan(options.output).recipes), options.threads});
    }
    replicas->barrier();
    const TrainingSet set(std::move(lists), sources.cache);
    if (replicas->rank() == 0) log_cache(set.cache);
    const Json described = describe_sources(sources);
    for (TrainingRun& run : runs) run.sources = described;
    std::vector<TrainedNet> trained;
    for (const TrainingRun& run : runs) {
        const RunFolder folder(options.output, run.net, run.seed);
        if (folder.is_finished()) {
            require_same_as_finished(run, folder);
            log_info(folder.name() + " is finished");
            trained.push_back({folder.name(), true, 0, {}});
            continue;
        }
        require_resumable(run, folder);
        trained.push_back(train_net(set, run, folder, options, device, *replicas));
    }
    return trained;
}

}  // namespace lumbar
