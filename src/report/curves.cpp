#include "report/curves.h"

#include <cmath>
#include <ctime>

#include "report/thin_out.h"
#include "report/write_page.h"

namespace lumbar {
namespace {

constexpr std::size_t kMostPoints = 500;
constexpr int kReload_s = 15;

// JSON knows no NaN and no infinity.
Json json_of(double value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
    return value;
}

// [[step, value], ...] with null between runs that no line joins.
Json points_json(const History::Series& series) {
    Json points = Json::array();
    for (const Run& run : thin_out(series.points, kMostPoints)) {
        if (!points.empty()) points.push_back(nullptr);
        for (const History::Point& point : run) points.push_back({point.step, point.value});
    }
    return points;
}

std::string utc_now() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

}  // namespace

Json curves_json(const History& history, const CurvesRun& run, const CurvesState& state) {
    Json all = Json::array();
    for (const History::Series& series : history.series()) {
        all.push_back({{"name", series.name},
                       {"points", points_json(series)},
                       {"last", json_of(series.points.back().value)}});
    }
    const double epoch = history.empty() ? 0 : history.epochs().rbegin()->second;
    return {{"kind", "training"},
            {"schema", 1},
            {"program", run.program},
            {"name", run.name},
            {"recipe", run.recipe},
            {"fold", run.fold},
            {"seed", std::to_string(run.seed)},  // JavaScript's numbers end at 2^53
            {"running", state.running},
            {"reload_s", kReload_s},
            {"step", state.step},
            {"steps", run.steps},
            {"skipped_steps", state.skipped_steps},
            {"epoch", epoch},
            {"epochs", run.epochs},
            {"best",
             {{"step", state.best_step},
              {"metric", state.best_metric},
              {"value", state.best ? Json(*state.best) : Json()}}},
            {"prior", run.prior},
            {"series", std::move(all)}};
}

void write_curves(const std::filesystem::path& path, const History& history, const CurvesRun& run,
                  const CurvesState& state) {
    Json data = curves_json(history, run, state);
    data["written"] = utc_now();
    write_page(path, run.name + (state.running ? " (running)" : ""), data);
}

}  // namespace lumbar
