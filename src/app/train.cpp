#include <cstdio>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/summary.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/progress.h"
#include "report/table.h"
#include "train/train_nets.h"

namespace lumbar {
namespace {

std::vector<std::string> row_of(const TrainedNet& net) {
    if (net.was_finished) return {net.name, "was finished", "", "", "", ""};
    const Json& metrics = net.outcome.metrics;
    const std::string metric =
        metrics.empty() ? "" : metrics.begin().key() + " " + metrics.begin().value().dump().substr(0, 7);
    return {net.name,
            std::to_string(net.outcome.steps),
            std::to_string(net.outcome.skipped_steps),
            std::to_string(net.unused),
            metric,
            format_duration(net.outcome.seconds)};
}

}  // namespace

void run(const TrainOptions& options) {
    if (options.dry_run) {
        std::printf("%s\n", plan_json(options).dump(2).c_str());
        return;
    }
    std::vector<std::vector<std::string>> rows;
    for (const TrainedNet& net : train_nets(options)) rows.push_back(row_of(net));
    print_and_log(stdout, [&](std::FILE* to) {
        std::fprintf(
            to, "%s%s, at most %.2f GB of memory\n",
            table_text({"net", "steps", "left out", "without crops", "best metric", "time"}, rows).c_str(),
            counted(warning_count(), "warning").c_str(), peak_memory() / 1e9);
    });
}

}  // namespace lumbar
