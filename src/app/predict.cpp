#include "pipeline/predict.h"

#include <cstdio>

#include "app/commands.h"
#include "app/print_seconds.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/output_target.h"

namespace lumbar {

void run(const PredictOptions& options) {
    keep_freed_memory();
    const PredictSummary done = predict(options);
    std::FILE* const to = is_standard_output(options.output) ? stderr : stdout;
    std::fprintf(to, "%zu studies, %zu series read, %zu left out, %zu warnings\n", done.studies,
                 done.series_read, done.series_failed, warning_count());
    std::fprintf(to, "%zu rows in %s, %zu of them class priors\n", done.rows, options.output.c_str(),
                 done.rows_from_priors);
    print_seconds(done, done.total_s, to);
}

}  // namespace lumbar
