#include "config/command_lines.h"
#include "config/option_values.h"

namespace lumbar {

CommandLine merge_line(MergeOptions& to) {
    CommandLine line{"merge", "DIR... --output DIR",
                     "joins the outputs of grade --shard into that of one run",
                     po::options_description("Flags")};
    line.examples = {"lumbar merge part-* --output graded",
                     "lumbar merge part1 part2 part3 --output graded --quiet"};
    auto add = line.flags.add_options();
    add("part", path_list_value(to.parts)->required(), "the output folders of all parts (no flag needed)");
    add("output", path_value(to.output)->required(), "the folder for grades.csv, grades.json and series.csv");
    line.positional.add("part", -1);
    return line;
}

}  // namespace lumbar
