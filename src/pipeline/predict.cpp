#include "pipeline/predict.h"

#include <future>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/log.h"
#include "base/progress.h"
#include "base/timer.h"
#include "crop/disc_crops.h"
#include "crop/points_file.h"
#include "dicom/catalog.h"
#include "dicom/series.h"
#include "grade/grade_discs.h"
#include "image/normalize.h"
#include "locate/locate_discs.h"
#include "nn/device.h"
#include "pipeline/net_set.h"
#include "submit/ensemble_vote.h"
#include "submit/submission_file.h"

namespace lumbar {
namespace {

struct LoadedSeries {
    SeriesEntry entry;
    std::optional<Volume> volume;  // empty: unreadable, and said so
};

struct LoadedStudy {
    std::string id;
    std::vector<LoadedSeries> series;
    double read_s = 0;
};

std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

template <class Function>
auto timed(double& seconds, const Function& function) {
    const Timer timer;
    auto result = function();
    seconds += timer.seconds();
    return result;
}

class Predictor {
  public:
    explicit Predictor(const PredictOptions& options)
        : options_(options),
          studies_(read_catalog(options.data, options.split == "train" ? Split::train : Split::test)),
          plan_(read_ensemble_plan(options.weights)),
          nets_(load_net_set({options.weights, options.recipes, options.folds, !options.points}, plan_,
                             choose_device(options.device))) {
        if (options.points) points_ = read_points(*options.points);
    }

    PredictSummary run() {
        const Timer total;
        std::vector<GradedStudy> graded;
        Progress progress("predict", "studies", studies_.size());
        auto next = read_ahead(0);
        for (std::size_t i = 0; i < studies_.size(); ++i) {
            const LoadedStudy study = next.get();
            next = read_ahead(i + 1);
            graded.push_back(grade_study(study));
            progress.advance();
        }
        write_submission(options_.output, graded);
        if (options_.save_points) write_points(*options_.save_points, points_);
        summary_.studies = studies_.size();
        summary_.total_s = total.seconds();
        return summary_;
    }

  private:
    // Reads study `index` on a thread of its own.
    std::future<LoadedStudy> read_ahead(std::size_t index) {
        if (index >= studies_.size()) return {};
        return std::async(std::launch::async, [this, index] { return read_study(studies_[index]); });
    }

    LoadedStudy read_study(const StudyEntry& study) const {
        const Timer timer;
        LoadedStudy loaded{study.id, {}, 0};
        for (const SeriesEntry& entry : study.series) {
            if (!nets_.grades(entry.kind)) continue;
            LoadedSeries& series = loaded.series.emplace_back(LoadedSeries{entry, {}});
            try {
                series.volume = read_series(entry.folder, options_.threads);
            } catch (const std::exception& e) {
                log_warning("series " + entry.id + " of study " + study.id +
                            " is left out: " + first_line(e.what()));
            }
        }
        loaded.read_s = timer.seconds();
        return loaded;
    }

    GradedStudy grade_study(const LoadedStudy& study) {
        summary_.read_s += study.read_s;
        RecipeTallies tallies;
        for (const LoadedSeries& series : study.series) {
            try {
                if (series.volume) grade_series(study.id, series.entry, *series.volume, tallies);
                ++(series.volume ? summary_.series_read : summary_.series_failed);
            } catch (const std::exception& e) {
                ++summary_.series_failed;
                log_warning("series " + series.entry.id + " of study " + study.id +
                            " is left out: " + first_line(e.what()));
            }
        }
        GradedStudy graded{study.id, vote(tallies, plan_)};
        raise_severe_spinal(graded.grades, plan_.severe_spinal_factor);
        const int filled = fill_with_priors(graded.grades);
        if (filled > 0) {
            log_warning("study " + study.id + ": class priors in " + std::to_string(filled) + " of " +
                        std::to_string(kLevels * kConditions) + " rows");
        }
        summary_.rows += std::size_t{kLevels} * kConditions;
        summary_.rows_from_priors += static_cast<std::size_t>(filled);
        return graded;
    }

    void grade_series(const std::string& study, const SeriesEntry& entry, const Volume& volume,
                      RecipeTallies& tallies) {
        const IntensityRange range = percentile_range(volume.frames);
        const Keypoints points = timed(summary_.locate_s, [&] { return points_of(entry, volume, range); });
        const Crops crops = timed(
            summary_.crop_s, [&] { return crop_discs(volume, points, entry.kind, range, options_.threads); });
        warn_of_empty_crops(crops, study, entry);
        for (auto& [recipe, ensemble] : nets_.graders.at(entry.kind)) {
            tallies[recipe.name].add(timed(summary_.grade_s, [&, &recipe = recipe, &ensemble = ensemble] {
                return grade_discs(crops, recipe, ensemble, {options_.tta, options_.batch, options_.threads});
            }));
        }
    }

    Keypoints points_of(const SeriesEntry& entry, const Volume& volume, IntensityRange range) {
        if (options_.points) {
            const auto given = points_.find(entry.id);
            if (given != points_.end()) return given->second;
            throw Error({"no points for series " + entry.id, options_.points->string()});
        }
        auto& [recipe, ensemble] = nets_.locators.at(entry.kind);
        return points_[entry.id] = locate_discs(volume, range, recipe, ensemble, options_.threads);
    }

    static void warn_of_empty_crops(const Crops& crops, const std::string& study, const SeriesEntry& entry) {
        std::string levels;
        for (std::size_t level = 0; level < crops.size(); ++level) {
            if (crops[level].frames == 0) levels.append(" ").append(kLevelTitles[level]);
        }
        if (!levels.empty()) {
            log_warning("series " + entry.id + " of study " + study + ": stage 1's points leave no crop at" +
                        levels);
        }
    }

    const PredictOptions& options_;
    std::vector<StudyEntry> studies_;
    EnsemblePlan plan_;
    NetSet nets_;
    SeriesPoints points_;
    PredictSummary summary_;
};

// Found out now rather than after hours of work.
void check_writable(const std::filesystem::path& path) {
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    if (!std::filesystem::is_directory(folder)) {
        throw Error({"the output's folder does not exist", path.string(), "a folder", folder.string()},
                    ExitCode::output);
    }
}

}  // namespace

PredictSummary predict(const PredictOptions& options) {
    check_writable(options.output);
    if (options.save_points) check_writable(*options.save_points);
    if (options.log) log_to_file(*options.log);
    torch::set_num_threads(options.threads);
    return Predictor(options).run();
}

}  // namespace lumbar
