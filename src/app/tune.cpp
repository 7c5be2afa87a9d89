#include "infer/tune.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/commands.h"
#include "base/atomic_file.h"
#include "base/cpu_count.h"
#include "base/error.h"
#include "base/fixed_decimals.h"
#include "base/make_folder.h"
#include "config/ensemble_plan.h"
#include "infer/select_nets.h"
#include "report/table.h"

namespace lumbar {
namespace {

struct TuneOptions {
    std::filesystem::path weights;
    std::optional<std::filesystem::path> output;  // empty: tuning_file()
    int threads = default_threads();
};

void declare(Flags& flags, TuneOptions& to) {
    flags.required_path("weights", to.weights, "folder of nets, whose convolutions are measured");
    flags.output("output", to.output, "the file to write (default: tuning-NUMBER.json in ~/.cache/lumbar)");
    flags.threads(to.threads, "CPU threads, as predict will have");
}

std::string algorithm_text(const ConvChoice& choice) {
    if (choice.algorithm == ConvAlgorithm::direct) return "direct";
    return "Winograd, " + std::to_string(choice.values_at_once / 1024) + "k values";
}

std::string convolutions_text(const TuningReport& report) {
    std::vector<std::vector<std::string>> rows;
    for (const TunedConv& conv : report.convs) {
        const bool is_chosen = report.tuning.convs.choice(conv.kind) == conv.choice;
        rows.push_back({std::string(name_of(kTunedPrecisionNames, conv.kind.precision)),
                        std::to_string(conv.kind.in) + " to " + std::to_string(conv.kind.out),
                        std::to_string(conv.side_px) + " px x " + std::to_string(conv.images),
                        algorithm_text(conv.choice), fixed_decimals(conv.seconds * 1e3, 2),
                        fixed_decimals(conv.gmac_per_s, 1), is_chosen ? "chosen" : ""});
    }
    return table_text({"precision", "channels", "images", "algorithm", "ms", "GMAC/s", ""}, rows);
}

std::string precisions_text(const TuningReport& report) {
    std::vector<std::vector<std::string>> rows;
    for (const TunedPrecision& net : report.precisions) {
        rows.push_back({net.recipe, std::string(name_of(kTunedPrecisionNames, net.precision)),
                        fixed_decimals(net.seconds, 3),
                        net.precision == report.tuning.precision ? "chosen" : ""});
    }
    return table_text({"net", "precision", "s for nine views of a disc", ""}, rows);
}

void run(const TuneOptions& options) {
    const auto nets = select_nets({options.weights, {}, {}, true}, read_ensemble_plan(options.weights));
    const auto file = options.output.value_or(tuning_file());
    if (file.empty()) {
        const bool is_off = std::getenv("LUMBAR_TUNING");
        throw Error({"nowhere to keep the result", "lumbar tune", "--output FILE",
                     is_off ? "an empty LUMBAR_TUNING" : "neither HOME nor XDG_CACHE_HOME"},
                    ExitCode::usage);
    }
    if (file.has_parent_path()) make_folder(file.parent_path());  // found out before minutes of measuring
    check_folder_of(file);
    std::printf("%s, %d threads\n\n", tuned_machine().c_str(), options.threads);
    const TuningReport report = tune(nets, options.threads);
    std::printf("%s\n%s\n", convolutions_text(report).c_str(), precisions_text(report).c_str());
    write_tuning(file, report.tuning);
    const std::string use = file == tuning_file() ? "" : "with LUMBAR_TUNING=" + file.string() + " ";
    std::printf("%s is written; %spredict, grade, evaluate and check use it\n", file.c_str(), use.c_str());
}

}  // namespace

Command tune_command() {
    return make_command<TuneOptions>(
        {.name = "tune",
         .usage = "--weights DIR",
         .summary = "measures the fastest way to compute the nets on this CPU and saves it",
         .examples = {"lumbar tune --weights nets",
                      "lumbar tune --weights nets --threads 4 --output tuning.json"},
         .notes = "\nRun it on an idle machine. predict, grade, evaluate and check use the file in\n"
                  "the user's cache, or the one that LUMBAR_TUNING names.\n"},
        declare, run);
}

}  // namespace lumbar
