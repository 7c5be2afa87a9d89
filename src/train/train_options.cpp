#include "train/train_options.h"

#include "base/error.h"
#include "base/split_at_commas.h"

namespace lumbar {
namespace {

// A flag of its own for one training setting: "--epochs 3" is "--set epochs=3".
void declare_setting(Flags& flags, const char* name, const char* setting, std::vector<std::string>& settings,
                     const char* help) {
    flags.taken(
        name, "VALUE", "",
        [&settings, setting](const std::string& text) {
            settings.push_back(std::string(setting) + "=" + text);
        },
        help);
}

void declare_settings(Flags& flags, std::vector<std::string>& settings) {
    flags.texts("set", settings, "NAME=VALUE", "a setting of the list below; may be given again");
    declare_setting(flags, "backbone", "backbone", settings, "hgnetv2_b0 .. hgnetv2_b6");
    declare_setting(flags, "epochs", "epochs", settings, "passes over the studies");
    declare_setting(flags, "early-stop", "early_stop", settings,
                    "end after so many epochs without a better validation");
    declare_setting(flags, "batch", "batch", settings, "samples a step");
    declare_setting(flags, "ema", "ema", settings, "decay of averaged weights");
    declare_setting(flags, "precision", "precision", settings, "auto, fp32, bf16 or fp16");
    declare_setting(flags, "pseudo-weight", "pseudo_weight", settings,
                    "share of the pseudo labels in the loss");
}

void declare_recipes(Flags& flags, const char* name, const char* value_name,
                     std::vector<std::string>& recipes, const char* help) {
    flags.taken(
        name, value_name, "",
        [&recipes, name](const std::string& text) {
            if (text.empty()) refuse_value(name, "all, or names with commas between", "nothing");
            if (text != "all") recipes = split_at_commas(text);
        },
        help);
}

}  // namespace

void declare(Flags& flags, TrainOptions& to) {
    declare_recipes(flags, "recipe", "NAME", to.recipes, "the net to train");
    declare_recipes(flags, "plan", "all|A,B", to.recipes,
                    "several, one after another; those that are finished are skipped");
    flags.required_path("data", to.data, "the competition's folder: train.csv, images, metadata.csv");
    flags.required_output("output", to.output,
                          "weights folder; its manifest.json, if there is one, says what the recipes are");
    flags.numbers("folds", to.folds, "held-out folds, a net for each; -1 trains on everything");
    flags.seed("seed", to.seed, "of everything random");
    flags.path("cache", to.cache, "what `lumbar prepare` made; without: WEIGHTS/cache, made if need be");
    flags.path("points", to.points, "points to crop by, as of `lumbar prepare`");
    flags.path("pretrained", to.pretrained, "timm's ImageNet weights of the backbone");
    flags.path("init", to.init, "start from all weights of this net");
    flags.path("config", to.config,
               "JSON file of settings; an object under a recipe's name holds for that one alone");
    declare_settings(flags, to.settings);
    flags.path("pseudo", to.pseudo, "soft labels too: predictions in a submission's layout");
    flags.path("drop-labels", to.drop_labels, "CSV study_id,target,level of labels to leave out");
    flags.text("note", to.note, "TEXT", "kept in the metadata of the weights");
    flags.text("device", to.device, "NAME",
               "auto, cpu, cuda or cuda:N; under torchrun's variables each process takes a GPU of its own");
    flags.threads(to.threads, "CPU threads");
    flags.toggle("resume", to.resume, "continue a run that was stopped");
    flags.toggle("dry-run", to.dry_run,
                 "run the checks that training starts with; time a step; print what would be trained: "
                 "settings, steps, hours, disk");
}

void check_recipes(const GivenFlags& given, TrainOptions&) {
    if (given.count("recipe") + given.count("plan") == 1) return;
    throw Error({"name the nets to train", "lumbar train", "--recipe NAME, --plan all or --plan A,B",
                 given.contains("plan") ? "both" : "neither"},
                ExitCode::usage);
}

}  // namespace lumbar
