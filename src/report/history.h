// The numbers of a training run, kept by name and step: for checkpoints (JSON), for people (CSV, curves.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "files/json.h"

namespace lumbar {

class History {
  public:
    struct Point {
        std::int64_t step;
        double value;  // may be NaN or infinite: a diverged loss is part of the story
    };
    struct Series {
        std::string name;
        std::vector<Point> points;  // by rising step
    };

    // A second value of the same name and step replaces the first.
    void add(std::int64_t step, double epoch, std::string_view name, double value);

    // In the order in which their names appeared first.
    const std::vector<Series>& series() const { return series_; }
    // The epoch of each step that has a number.
    const std::map<std::int64_t, double>& epochs() const { return epochs_; }
    bool empty() const { return epochs_.empty(); }

    // {"epochs": [[step, epoch], ...], "series": {NAME: [[step, value], ...]}}.  JSON knows no NaN and no
    // infinity: these are the texts "nan", "inf" and "-inf".
    Json to_json() const;
    // Throws Error (data) naming `where` if it is no history.
    static History from_json(const Json& json, const std::string& where);

    // step,epoch,NAME,NAME,...: a row a step, blank where a name has no value at that step.
    void write_metrics_csv(const std::filesystem::path& path) const;

  private:
    std::vector<Point>& points_of(std::string_view name);

    std::map<std::int64_t, double> epochs_;
    std::vector<Series> series_;
};

}  // namespace lumbar
