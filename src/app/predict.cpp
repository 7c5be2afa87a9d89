#include "pipeline/predict.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "app/commands.h"
#include "app/print_seconds.h"
#include "app/summary.h"
#include "base/error.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/output_target.h"

namespace lumbar {
namespace {

void print_states(const PredictSummary& done, std::FILE* to) {
    constexpr std::size_t kMostReasons = 5;
    const auto count = [&](StudyState state) {
        const auto found = done.states.find(state);
        return found == done.states.end() ? 0 : found->second;
    };
    std::fprintf(to, "%zu studies graded, %zu partly, %zu with class priors alone\n",
                 count(StudyState::graded), count(StudyState::partly), count(StudyState::prior));
    std::vector<std::pair<std::size_t, std::string>> reasons;
    for (const auto& [reason, studies] : done.reasons) reasons.emplace_back(studies, reason);
    std::sort(reasons.rbegin(), reasons.rend());
    for (std::size_t i = 0; i < std::min(reasons.size(), kMostReasons); ++i) {
        std::fprintf(to, "  %zu: %s\n", reasons[i].first, reasons[i].second.c_str());
    }
    if (reasons.size() > kMostReasons) {
        std::fprintf(to, "  and %zu other reasons (%s)\n", reasons.size() - kMostReasons,
                     "each study's is in the .status.csv");
    }
}

void print_summary(const PredictOptions& options, const PredictSummary& done, std::FILE* to) {
    std::fprintf(to, "%zu studies, %zu series read, %zu left out, %s\n", done.studies, done.series_read,
                 done.series_failed, counted(warning_count(), "warning").c_str());
    if (done.resumed > 0) std::fprintf(to, "%zu studies from the run that was stopped\n", done.resumed);
    print_states(done, to);
    std::fprintf(to, "%zu rows in %s, %zu of them class priors\n", done.rows, options.output.c_str(),
                 done.rows_from_priors);
    print_seconds(done, done.total_s, to);
}

// The output is complete all the same.
void check_outcome(const PredictOptions& options, const PredictSummary& done) {
    const std::string where = options.output.string();
    if (done.stopped_by) throw Error({"stopped", where}, *done.stopped_by);
    if (done.rows_from_priors < done.rows) return;
    throw Error({done.series_read == 0 && done.series_failed > 0
                     ? "no series could be read: every row is a class prior"
                     : "no row was graded by a net: every row is a class prior",
                 where});
}

void run(const PredictOptions& options) {
    keep_freed_memory();
    const PredictSummary done = predict(options);
    print_and_log(is_standard_output(options.output) ? stderr : stdout,
                  [&](std::FILE* to) { print_summary(options, done, to); });
    check_outcome(options, done);
}

}  // namespace

Command predict_command() {
    return make_command<PredictOptions>(
        {.name = "predict",
         .usage = "--data DIR --weights DIR --output submission.csv",
         .summary = "grades every study of a competition folder",
         .examples = {"lumbar predict --data rsna --weights nets --output submission.csv",
                      "lumbar predict --data rsna --weights nets --output s.csv --deadline 8h"}},
        declare, run);
}

}  // namespace lumbar
