// `lumbar train`: more flags than the other commands together.
#include <iomanip>
#include <sstream>
#include <string>
#include <vector>

#include "base/error.h"
#include "config/command_lines.h"
#include "config/option_values.h"
#include "config/training.h"

namespace lumbar {
namespace {

// In lines that end before column 80; all but the first are indented.
std::string wrapped(const std::string& help, std::size_t indent) {
    constexpr std::size_t kColumns = 79;
    std::istringstream words(help);
    std::string text;
    std::size_t column = indent;
    for (std::string word; words >> word; column += word.size() + 1) {
        if (column + 1 + word.size() > kColumns) {
            text += "\n" + std::string(indent, ' ');
            column = indent;
        }
        text += " " + word;
    }
    return text;
}

// Every setting with its default, for the end of the help.
std::string settings_table() {
    std::ostringstream text;
    text << "\nSettings, with the solution's values for stage2_s2_sp1\n"
            "(--dry-run shows those of each recipe):\n";
    TrainingSettings settings = solution_settings(find_recipe(solution_recipes(), "stage2_s2_sp1"));
    const Json defaults = settings_json(settings);
    for (const Setting& setting : settings_of(settings)) {
        text << "  " << std::left << std::setw(29) << setting.name << std::setw(8)
             << (setting.name == "backbone" ? "" : defaults.at(setting.name).dump())
             << wrapped(setting.help, 39) << "\n";
    }
    return text.str();
}

void check_recipes(const po::variables_map& given) {
    if (given.count("recipe") + given.count("plan") == 1) return;
    throw Error({"name the nets to train", "lumbar train", "--recipe NAME, --plan all or --plan A,B",
                 given.count("plan") ? "both" : "neither"},
                ExitCode::usage);
}

void add_setting_flags(po::options_description_easy_init& add, TrainOptions& to) {
    auto& settings = to.settings;
    add("set",
        po::value<std::vector<std::string>>()
            ->composing()
            ->value_name("NAME=VALUE")
            ->notifier([&settings](const std::vector<std::string>& given) {
                settings.insert(settings.end(), given.begin(), given.end());
            }),
        "a setting of the list below; may be given again");
    add("backbone", setting_value(settings, "backbone"), "hgnetv2_b0 .. hgnetv2_b6");
    add("epochs", setting_value(settings, "epochs"), "passes over the studies");
    add("early-stop", setting_value(settings, "early_stop"),
        "end after so many epochs without a better validation");
    add("batch", setting_value(settings, "batch"), "samples a step");
    add("ema", setting_value(settings, "ema"), "decay of averaged weights");
    add("precision", setting_value(settings, "precision"), "auto, fp32, bf16 or fp16");
    add("pseudo-weight", setting_value(settings, "pseudo_weight"), "share of the pseudo labels in the loss");
}

po::typed_value<std::string>* recipes_value(std::vector<std::string>& target, const char* flag) {
    return po::value<std::string>()->notifier([&target, flag](const std::string& text) {
        if (text.empty()) refuse(flag, "all, or names with commas between", "nothing");
        if (text != "all") target = split_at_commas(text);
    });
}

}  // namespace

CommandLine train_line(TrainOptions& to) {
    CommandLine line{"train", "--recipe NAME | --plan all  --data DIR --output WEIGHTS",
                     "trains nets of the ensemble on the competition's training data",
                     po::options_description("Flags")};
    line.examples = {"lumbar train --plan all --folds 0-3 --data rsna --output nets",
                     "lumbar train --recipe stage2_s2_su --data rsna --output nets --set lr=3e-4"};
    auto add = line.flags.add_options();
    add("recipe", recipes_value(to.recipes, "recipe")->value_name("NAME"), "the net to train");
    add("plan", recipes_value(to.recipes, "plan")->value_name("all|A,B"),
        "several, one after another; those that are finished are skipped");
    add("data", path_value(to.data)->required(), "the competition's folder: train.csv, images, metadata.csv");
    add("output", path_value(to.output)->required(),
        "weights folder; its manifest.json, if there is one, says what the recipes are");
    add("folds", list_value(to.folds, "folds"), "held-out folds, a net for each; -1 trains on everything");
    add("seed", po::value(&to.seed)->value_name("S")->default_value(0), "of everything random");
    add("cache", path_value(to.cache), "what `lumbar prepare` made; without: WEIGHTS/cache, made if need be");
    add("points", path_value(to.points), "points to crop by, as of `lumbar prepare`");
    add("pretrained", path_value(to.pretrained), "timm's ImageNet weights of the backbone");
    add("init", path_value(to.init), "start from all weights of this net");
    add("config", path_value(to.config),
        "JSON file of settings; an object under a recipe's name holds for that one alone");
    add_setting_flags(add, to);
    add("pseudo", path_value(to.pseudo), "soft labels too: predictions in a submission's layout");
    add("drop-labels", path_value(to.drop_labels), "CSV study_id,target,level of labels to leave out");
    add("note", po::value(&to.note)->value_name("TEXT"), "kept in the metadata of the weights");
    add("device", po::value(&to.device)->value_name("NAME")->default_value("auto"),
        "auto, cpu, cuda or cuda:N; under torchrun's variables each process takes a GPU of its own");
    add("threads", count_value(to.threads, hardware_threads(), "threads", 1, 1024), "CPU threads");
    add("resume", po::bool_switch(&to.resume), "continue a run that was stopped");
    add("dry-run", po::bool_switch(&to.dry_run),
        "run the checks that training starts with; time a step; print what would be trained: settings, "
        "steps, hours, disk");
    line.notes = settings_table();
    line.check = check_recipes;
    return line;
}

}  // namespace lumbar
