#include "pipeline/predict.h"

#include <cstdio>

#include "app/commands.h"
#include "base/log.h"
#include "base/memory.h"

namespace lumbar {

void run(const PredictOptions& options) {
    keep_freed_memory();
    const PredictSummary done = predict(options);
    std::printf("%zu studies, %zu series read, %zu left out, %zu warnings\n", done.studies, done.series_read,
                done.series_failed, warning_count());
    std::printf("%zu rows in %s, %zu of them class priors\n", done.rows, options.output.c_str(),
                done.rows_from_priors);
    std::printf(
        "seconds: read %.2f (beside the rest), locate %.2f, crop %.2f, turn %.2f, grade %.2f, in all %.2f\n",
        done.read_s, done.locate_s, done.crop_s, done.view_s, done.grade_s, done.total_s);
}

}  // namespace lumbar
