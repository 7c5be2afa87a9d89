#include "pipeline/grade_studies.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <string>

#include "base/log.h"
#include "base/progress.h"
#include "base/run_parallel.h"
#include "infer/memory_budget.h"
#include "infer/open_backends.h"
#include "pipeline/in_order.h"
#include "pipeline/study_reader.h"

namespace lumbar {
namespace {

StudyFindings grade_on_any(BackendPool& backends, std::size_t number, const StudyGrader& grader,
                           const LoadedStudy& study, const GradingCallbacks& callbacks) {
    const Thinning thinning = callbacks.thinning ? callbacks.thinning() : grader.whole();
    bool overflowed = false;
    for (;;) {
        const auto backend = overflowed ? backends.fallback() : backends.get(number);
        try {
            return grader.grade(study, *backend, thinning, callbacks.must_stop);
        } catch (const NumberOverflow& overflow) {
            log_warning("study " + study.id + " is graded again on the CPU: " + overflow.what() +
                        " (--precision fp32 avoids it)");
            overflowed = true;
        } catch (const BackendFailure& failure) {
            if (callbacks.must_stop && callbacks.must_stop()) throw GradingStopped();
            backends.give_up(backend, study.id, failure);
        }
    }
}

std::string less_for_series(double memory_gb, double series_gb) {
    char text[96];
    std::snprintf(text, sizeof text, "--memory %g: reading a series may take %.3g GB", memory_gb, series_gb);
    return text;
}

}  // namespace

void grade_studies_on(BackendPool& backends, const std::vector<StudyEntry>& studies,
                      const EnsembleRecipes& recipes, const GradeOptions& options, const std::string& title,
                      const GradingCallbacks& callbacks) {
    const auto places = backends.places();
    const int count = static_cast<int>(places.size());
    GradeOptions own = options;
    own.threads = std::max(1, options.threads / count);
    const StudyGrader grader(recipes, own);
    if (callbacks.begin) callbacks.begin(count);
    Progress progress(title, "studies", callbacks.done_before + studies.size(), callbacks.done_before);
    InOrder<StudyFindings> results([&](std::size_t number, const StudyFindings& findings) {
        callbacks.take(studies[number], findings);
        progress.advance();
    });
    StudyReader reader(studies, grader.kinds(), options.threads, count, options.limits);
    std::atomic<bool> stopped = false;  // by a failure: what the others would still grade is lost
    run_parallel(count, count, [&](int i) {
        try {
            while (!stopped && !(callbacks.must_stop && callbacks.must_stop())) {
                const auto study = reader.next();
                if (!study) break;
                results.add(study->number, grade_on_any(backends, places[static_cast<std::size_t>(i)], grader,
                                                        *study, callbacks));
            }
        } catch (const GradingStopped&) {
            stopped = true;
        } catch (...) {
            stopped = true;
            throw;
        }
    });
    results.hand_over_rest();
}

void grade_studies(const std::vector<StudyEntry>& studies, const std::vector<NetFile>& nets,
                   const GradingOptions& options, const std::string& title,
                   const GradingCallbacks& callbacks) {
    const double series_gb = series_gb_within(options.memory_gb, options.max_series_gb);
    if (series_gb < options.max_series_gb) log_info(less_for_series(options.memory_gb, series_gb));
    const BackendOptions on{options.precision, options.threads, options.batch, options.memory_gb,
                            options.max_series_gb};
    BackendPool backends(open_backends(options.device, nets, on), [&] { return open_fallback(nets, on); });
    grade_studies_on(backends, studies, recipes_of(nets),
                     {options.tta, options.threads, options.points, limits_of(series_gb), callbacks.details},
                     title, callbacks);
}

}  // namespace lumbar
