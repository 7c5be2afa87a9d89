#include "train/run_log.h"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <utility>
#include <vector>

#include "base/fixed_decimals.h"
#include "base/log.h"
#include "report/table.h"

namespace lumbar {
namespace {

constexpr double kBetweenPages_s = 10;

}  // namespace

RunLog::RunLog(const RunFolder& folder, TrainingState& state, CurvesRun run, std::int64_t first_step)
    : folder_(folder), state_(state), run_(std::move(run)), events_(folder.folder(), first_step) {}

RunLog::~RunLog() {
    try {
        write_page(false);
    } catch (const std::exception& error) {  // while another may be on its way
        log_warning(error.what());
    }
}

void RunLog::add(std::int64_t step, double epoch, const std::string& name, double value) {
    state_.history.add(step, epoch, name, value);
    events_.add_scalar(name, step, value);
}

void RunLog::add_step(std::int64_t step, double epoch, const StepNumbers& numbers, double clip_norm) {
    add(step, epoch, "loss/step", numbers.loss);
    add(step, epoch, "gradient/norm", numbers.norm);
    add(step, epoch, "gradient/clipped", clip_norm > 0 ? std::min(numbers.norm, clip_norm) : numbers.norm);
    add(step, epoch, "rate/lr", numbers.lr);
    if (since_page_.seconds() > kBetweenPages_s) write_page(true);
}

void RunLog::add_validation(std::int64_t step, double epoch, double mean_loss, const Metrics& metrics,
                            const Json& best_metrics, std::int64_t best_step) {
    add(step, epoch, "loss/mean", mean_loss);
    for (const auto& [name, value] : metrics) add(step, epoch, "validation/" + name, value);
    if (!metrics.empty()) {
        std::vector<std::string> columns{"", "step"}, now{"now", std::to_string(step)},
            best{"best", std::to_string(best_step)};
        for (const auto& [name, value] : metrics) {
            columns.push_back(name);
            now.push_back(fixed_decimals(value, 4));
            // JSON knows no NaN: read back, it is null.
            const Json before = best_metrics.value(name, Json());
            best.push_back(before.is_number() ? fixed_decimals(before.get<double>(), 4) : "-");
        }
        log_info(std::string("\n").append(table_text(columns, {now, best})));
    }
    write_files();
}

void RunLog::write_files() {
    events_.flush();
    state_.history.write_metrics_csv(folder_.metrics());
    write_page(true);
}

void RunLog::write_page(bool running) {
    CurvesState now{running, state_.step, state_.skipped_steps, state_.best_step, "", state_.best};
    if (!state_.best_metrics.empty()) now.best_metric = state_.best_metrics.begin().key();
    write_curves(folder_.curves(), state_.history, run_, now);
    since_page_ = Timer();
}

}  // namespace lumbar
