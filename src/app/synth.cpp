#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>

#include "app/commands.h"
#include "config/recipe.h"
#include "models/untrained.h"
#include "synth/synthetic_data.h"

namespace lumbar {
namespace {

struct SynthOptions {
    SynthSpec spec;
    std::optional<std::filesystem::path> untrained_weights;
    std::string untrained_backbone;  // empty: a small b0
};

void declare(Flags& flags, SynthOptions& to) {
    flags.required_output("output", to.spec.output, "the folder to make; it must be new or empty");
    flags.count("studies", to.spec.studies, 1, 100000, "how many");
    flags.seed("seed", to.spec.seed, "the same seed draws the same studies");
    flags.choice(
        "layout", to.spec.layout, kSynthLayoutNames,
        "competition: with lists and labels; plain: a folder a patient, series mixed, names that say "
        "nothing");
    flags.choice("syntax", to.spec.encoding, kPixelEncodingNames, "how pixels are stored");
    flags.count("image-size", to.spec.image_size, 0, 2048, "longer side in px; 0: 320 to 640");
    flags.threads(to.spec.threads, "CPU threads");
    flags.output("untrained-weights", to.untrained_weights,
                 "also write a small untrained net for every recipe here, to try the machinery with");
    flags.text("untrained-backbone", to.untrained_backbone, "NAME",
               "of full size, instead of small: hgnetv2_b0 .. hgnetv2_b6");
}

void run(const SynthOptions& options) {
    write_synthetic_data(options.spec);
    std::printf("%d synthetic studies in %s\n", options.spec.studies, options.spec.output.c_str());
    if (!options.untrained_weights) return;
    const bool small = options.untrained_backbone.empty();
    const UntrainedSize size = small ? UntrainedSize{} : UntrainedSize{options.untrained_backbone, {}};
    write_untrained_nets(*options.untrained_weights, solution_recipes(), options.spec.seed, size);
    std::printf("%s UNTRAINED nets in %s: their grades mean nothing\n", small ? "small" : "full-size",
                options.untrained_weights->c_str());
}

}  // namespace

Command synth_command() {
    return make_command<SynthOptions>(
        {.name = "synth",
         .usage = "--output DIR --studies N --seed S",
         .summary = "generates synthetic studies, as a competition folder or as plain folders",
         .examples = {"lumbar synth --output drawn --studies 8 --seed 1",
                      "lumbar synth --output export --studies 2 --seed 1 --layout plain"}},
        declare, run);
}

}  // namespace lumbar
