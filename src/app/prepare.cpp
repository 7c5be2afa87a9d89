#include "prepare/prepare.h"

#include <cstdio>

#include "app/commands.h"

namespace lumbar {

void run(const PrepareOptions& options) {
    const PrepareSummary done = prepare(options);
    std::printf("%zu series: %zu prepared, %zu kept, %zu left out, %zu without points\n", done.series,
                done.prepared, done.kept, done.left_out, done.without_points);
    std::printf("%.1f MB in %s, %.1f s\n", static_cast<double>(done.bytes) / 1e6, options.output.c_str(),
                done.seconds);
}

}  // namespace lumbar
