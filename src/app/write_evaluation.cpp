#include "app/write_evaluation.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>

#include "app/program_name.h"
#include "app/summary.h"
#include "base/atomic_file.h"
#include "base/error.h"
#include "base/log.h"
#include "report/write_page.h"
#include "score/patient_pages.h"

namespace lumbar {
namespace {

void print_interval(const Json& json, std::FILE* to) {
    const Json& total = json["score"]["total"];
    if (!total["low"].is_number()) return;
    std::fprintf(to, "\n95 %% interval of the score over %d resamples of the studies: %.4f to %.4f\n",
                 json["bootstrap"]["resamples"].get<int>(), total["low"].get<double>(),
                 total["high"].get<double>());
}

std::map<std::string, std::string> pages_of(const EvaluatedCohort& cohort, const EvaluationOptions& options) {
    if (!options.pages) return {};
    auto pages = find_patient_pages(*options.pages, options.report ? *options.report : *options.json);
    const auto without = std::count_if(cohort.ids.begin(), cohort.ids.end(),
                                       [&](const std::string& id) { return pages.count(id) == 0; });
    if (without > 0) {
        log_warning(std::to_string(without) + " of " + counted(cohort.ids.size(), "study") +
                    " have no page in " + options.pages->string());
    }
    return pages;
}

}  // namespace

void check_evaluation_paths(const EvaluationOptions& options) {
    if (options.report) check_folder_of(*options.report);
    if (options.json) check_folder_of(*options.json);
    if (options.pages && !std::filesystem::is_regular_file(*options.pages / "grades.json")) {
        throw Error(
            {"there is no graded folder", options.pages->string(), "grades.json and patients/ in it"});
    }
}

void write_evaluation(EvaluatedCohort cohort, const EvaluationOptions& options, int threads) {
    if (!options.report && !options.json) return;
    cohort.program = program_name();
    cohort.pages = pages_of(cohort, options);
    const Json json = evaluate_cohort(cohort, {options.resamples, options.seed, threads});
    if (options.json) {
        write_file_atomically(*options.json, json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
    }
    if (options.report) write_page(*options.report, "Evaluation of " + cohort.predictions, json);
    print_and_log(stdout, [&](std::FILE* to) {
        print_interval(json, to);
        if (options.report) std::fprintf(to, "the page: %s\n", options.report->c_str());
    });
}

}  // namespace lumbar
