#include <cstdio>

#include "app/commands.h"
#include "config/recipe.h"
#include "models/untrained.h"
#include "synth/synthetic_data.h"

namespace lumbar {

void run(const SynthOptions& options) {
    SynthSpec spec;
    spec.output = options.output;
    spec.studies = options.studies;
    spec.seed = options.seed;
    spec.encoding = options.syntax == "raw" ? PixelEncoding::raw : PixelEncoding::rle;
    spec.image_size = options.image_size;
    spec.threads = options.threads;
    spec.layout = options.layout == "plain" ? SynthLayout::plain : SynthLayout::competition;
    write_synthetic_data(spec);
    std::printf("%d synthetic studies in %s\n", options.studies, options.output.c_str());
    if (options.untrained_weights) {
        const bool small = options.untrained_backbone.empty();
        const UntrainedSize size = small ? UntrainedSize{} : UntrainedSize{options.untrained_backbone, {}};
        write_untrained_nets(*options.untrained_weights, solution_recipes(), options.seed, size);
        std::printf("%s UNTRAINED nets in %s: their grades mean nothing\n", small ? "small" : "full-size",
                    options.untrained_weights->c_str());
    }
}

}  // namespace lumbar
