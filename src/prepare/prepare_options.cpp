#include "prepare/prepare_options.h"

#include "command_line/flags.h"

namespace lumbar {

void declare(Flags& flags, PrepareOptions& to) {
    flags.required_path("data", to.data, "folder with train_series_descriptions.csv and images");
    flags.required_output("output", to.output,
                          "the cache's folder; series that are in it and unchanged are kept");
    flags.path("points", to.points,
               "CSV in coords_v7.csv's layout; without: DIR/coords_v7.csv, else from "
               "DIR/train_label_coordinates.csv");
    flags.count("locate-size", to.locate_size, 16, 1024, "px, both sides of stage 1's frames");
    flags.threads(to.threads, "series at a time");
    declare_series_limit(flags, to.max_series_gb);
}

}  // namespace lumbar
