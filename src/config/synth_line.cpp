#include "config/command_lines.h"
#include "config/option_values.h"

namespace lumbar {

CommandLine synth_line(SynthOptions& to) {
    CommandLine line{"synth", "--output DIR --studies N --seed S",
                     "draws synthetic studies, with a list or as an archive's export",
                     po::options_description("Flags")};
    line.examples = {"lumbar synth --output drawn --studies 8 --seed 1",
                     "lumbar synth --output export --studies 2 --seed 1 --layout plain"};
    auto add = line.flags.add_options();
    add("output", path_value(to.output)->required(), "the folder to make; it must be new or empty");
    add("studies", count_value(to.studies, 3, "studies", 1, 100000), "how many");
    add("seed", po::value(&to.seed)->value_name("S")->default_value(0),
        "the same seed draws the same studies");
    add("layout", choice_value(to.layout, "competition", "layout", {"competition", "plain"}),
        "competition: with lists and labels; plain: a folder a patient, series mixed, names that say "
        "nothing");
    add("syntax", choice_value(to.syntax, "rle", "syntax", {"rle", "raw"}), "how pixels are stored");
    add("image-size", count_value(to.image_size, 0, "image-size", 0, 2048),
        "longer side in px; 0: 320 to 640");
    add("threads", count_value(to.threads, hardware_threads(), "threads", 1, 1024), "CPU threads");
    add("untrained-weights", path_value(to.untrained_weights),
        "also write a small untrained net for every recipe here, to try the machinery with");
    add("untrained-backbone", po::value(&to.untrained_backbone)->value_name("NAME"),
        "of full size, instead of small: hgnetv2_b0 .. hgnetv2_b6");
    return line;
}

}  // namespace lumbar
