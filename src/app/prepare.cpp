#include "prepare/prepare.h"

#include <cstdio>

#include "app/commands.h"

namespace lumbar {
namespace {

void run(const PrepareOptions& options) {
    const PrepareSummary done = prepare(options);
    std::printf("%zu series: %zu prepared, %zu kept, %zu left out, %zu without points\n", done.series,
                done.prepared, done.kept, done.left_out, done.without_points);
    std::printf("%.1f MB in %s, %.1f s\n", static_cast<double>(done.bytes) / 1e6, options.output.c_str(),
                done.seconds);
}

}  // namespace

Command prepare_command() {
    return make_command<PrepareOptions>(
        {.name = "prepare",
         .usage = "--data DIR --output CACHE",
         .summary = "decodes the training data into a cache that train reads",
         .examples = {"lumbar prepare --data rsna --output cache",
                      "lumbar prepare --data rsna --output cache --points coords_v7.csv"}},
        declare, run);
}

}  // namespace lumbar
