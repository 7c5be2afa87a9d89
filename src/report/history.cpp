#include "report/history.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/printable.h"
#include "files/csv.h"
#include "files/json_excerpt.h"

namespace lumbar {
namespace {

bool is_earlier(const History::Point& point, std::int64_t step) {
    return point.step < step;
}

// The shortest text that reads back as the same number.
std::string exact(double value) {
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

Json json_of(double value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
    return value;
}

double number_of(const Json& json, const std::string& where) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    if (json.is_number()) return json.get<double>();
    if (json == "nan") return std::numeric_limits<double>::quiet_NaN();
    if (json == "inf") return kInfinity;
    if (json == "-inf") return -kInfinity;
    throw Error(
        {"not a number of a history", where, "a number, \"nan\", \"inf\" or \"-inf\"", json_excerpt(json)});
}

History::Point point_of(const Json& json, const std::string& where) {
    if (!json.is_array() || json.size() != 2 || !json[0].is_number_integer()) {
        throw Error({"not a point of a history", where, "[step, number]", json_excerpt(json)});
    }
    return {json[0].get<std::int64_t>(), number_of(json[1], where)};
}

}  // namespace

std::vector<History::Point>& History::points_of(std::string_view name) {
    const auto known = std::find_if(series_.begin(), series_.end(),
                                    [&](const Series& series) { return series.name == name; });
    if (known != series_.end()) return known->points;
    series_.push_back({std::string(name), {}});
    return series_.back().points;
}

void History::add(std::int64_t step, double epoch, std::string_view name, double value) {
    epochs_[step] = epoch;
    auto& points = points_of(name);
    const auto at = std::lower_bound(points.begin(), points.end(), step, is_earlier);
    if (at != points.end() && at->step == step) {
        at->value = value;
    } else {
        points.insert(at, {step, value});
    }
}

Json History::to_json() const {
    Json epochs = Json::array(), by_name = Json::object();
    for (const auto& [step, epoch] : epochs_) epochs.push_back({step, json_of(epoch)});
    for (const Series& series : series_) {
        Json points = Json::array();
        for (const Point& point : series.points) points.push_back({point.step, json_of(point.value)});
        by_name[series.name] = std::move(points);
    }
    return {{"epochs", std::move(epochs)}, {"series", std::move(by_name)}};
}

History History::from_json(const Json& json, const std::string& where) {
    if (!json.is_object() || !json.contains("epochs") || !json["epochs"].is_array() ||
        !json.contains("series") || !json["series"].is_object()) {
        throw Error({"not a history", where, "an object with epochs and series", json_excerpt(json)});
    }
    std::map<std::int64_t, double> epochs;
    for (const Json& pair : json["epochs"]) {
        const Point point = point_of(pair, where);
        epochs[point.step] = point.value;
    }
    History history;
    for (const auto& [name, points] : json["series"].items()) {
        for (const Json& pair : points) {
            const Point point = point_of(pair, where);
            const auto epoch = epochs.find(point.step);
            if (epoch == epochs.end()) {
                throw Error(
                    {"a step of " + excerpt(name) + " has no epoch", where, "", std::to_string(point.step)});
            }
            history.add(point.step, epoch->second, name, point.value);
        }
    }
    return history;
}

void History::write_metrics_csv(const std::filesystem::path& path) const {
    std::string text = "step,epoch";
    for (const Series& series : series_) text += "," + csv_field(series.name);
    std::vector<std::size_t> next(series_.size(), 0);  // points of each series that have no row yet
    for (const auto& [step, epoch] : epochs_) {
        text += "\n" + std::to_string(step) + "," + exact(epoch);
        for (std::size_t i = 0; i < series_.size(); ++i) {
            text += ',';
            const auto& points = series_[i].points;
            if (next[i] < points.size() && points[next[i]].step == step)
                text += exact(points[next[i]++].value);
        }
    }
    write_file_atomically(path, text + "\n");
}

}  // namespace lumbar
