#include "pipeline/study_grader.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "base/timer.h"
#include "config/tta_angles.h"
#include "crop/disc_crops.h"
#include "grade/grade_discs.h"
#include "locate/locate_discs.h"

namespace lumbar {
namespace {

template <class Function>
auto timed(double& seconds, const Function& function) {
    const Timer timer;
    auto result = function();
    seconds += timer.seconds();
    return result;
}

int most_frames(const std::vector<Recipe>& recipes) {
    int most = 0;
    for (const Recipe& recipe : recipes) most = std::max(most, recipe.frames);
    return most;
}

// Grades the series of one study.  Warnings are kept until the whole study is graded: on another backend it
// is graded again from its start.
class SeriesGrader {
  public:
    SeriesGrader(const LoadedStudy& study, const EnsembleRecipes& recipes, const GradeOptions& options,
                 const SeriesPoints& given_points, Backend& backend, const Thinning& thinning,
                 const MustStop& must_stop)
        : study_(study),
          recipes_(recipes),
          options_(options),
          given_points_(given_points),
          backend_(backend),
          must_stop_(must_stop) {
        findings_.work.read_s = study.read_s;
        findings_.cost.thinning = thinning;
    }

    StudyFindings run() {
        for (const LoadedSeries& series : study_.series) {
            if (!series.volume) leave_out(series.entry.id, series.failure);
            try {
                if (series.volume) grade(series.entry, *series.volume);
                ++(series.volume ? work_.series_read : work_.series_failed);
            } catch (const Error& e) {
                if (e.code() != ExitCode::data) throw;
                ++work_.series_failed;
                warnings_.push_back(left_out_warning(study_.id, series.entry.id, e));
                leave_out(series.entry.id, left_out_reason(series.entry.kind, e));
            }
        }
        for (const std::string& warning : warnings_) log_warning(warning);
        return std::move(findings_);
    }

  private:
    void leave_out(const std::string& series, const std::string& reason) {
        findings_.left_out.push_back(reason);
        findings_.failures[series] = reason;
    }

    void check_stop() const {
        if (must_stop_ && must_stop_()) throw GradingStopped();
    }

    void grade(const SeriesEntry& entry, const Volume& volume) {
        check_stop();
        const int threads = options_.threads;
        const IntensityRange range =
            timed(work_.crop_s, [&] { return percentile_range(volume.frames, threads); });
        const Timer locating;
        const Keypoints points = timed(work_.locate_s, [&] { return points_of(entry, volume, range); });
        if (!options_.points) cost_.recipe_s[recipes_.locate.at(entry.kind).name] += locating.seconds();
        findings_.points[entry.id] = points;
        const auto& recipes = recipes_.grade.at(entry.kind);
        const Crops crops = timed(work_.crop_s, [&] {
            return crop_discs(volume, points, entry.kind, range, threads, most_frames(recipes));
        });
        if (const auto levels = levels_without_crop(crops); !levels.empty()) {
            warnings_.push_back("series " + entry.id + " of study " + study_.id + ": " + kNoCrop + " at " +
                                level_titles(levels, " "));
            findings_.left_out.emplace_back(kNoCrop);
        }
        keep_series(entry, volume, points, range, crops);
        for (const Recipe& recipe : recipes) {
            if (cost_.thinning.left_out.count(recipe.name)) continue;
            check_stop();
            const Timer grading;
            GradedDiscs graded = timed(work_.grade_s, [&] {
                return grade_discs(crops, recipe, backend_, tta_angles_deg(cost_.thinning.views),
                                   cost_.thinning.most_nets, options_.details != Details::none);
            });
            cost_.recipe_s[recipe.name] += grading.seconds();
            work_.view_s += graded.view_s;
            work_.grade_s -= graded.view_s;
            findings_.tallies[recipe.name].add(graded.tally);
            for (NetVotes& votes : graded.votes) {
                votes.series = entry.id;
                findings_.details.votes.push_back(std::move(votes));
            }
        }
    }

    void keep_series(const SeriesEntry& entry, const Volume& volume, const Keypoints& points,
                     IntensityRange range, const Crops& crops) {
        if (options_.details == Details::none) return;
        findings_.details.series[entry.id] = locate_in_patient(entry.kind, volume, points, crops);
        if (options_.details != Details::pictures) return;
        const Timer drawing;
        findings_.details.pictures.push_back(
            draw_series(entry.id, entry.kind, volume, points, range, crops, options_.threads));
        work_.report_s += drawing.seconds();
    }

    Keypoints points_of(const SeriesEntry& entry, const Volume& volume, IntensityRange range) const {
        if (!options_.points) {
            return locate_discs(volume, range, recipes_.locate.at(entry.kind), backend_, options_.threads,
                                cost_.thinning.most_nets);
        }
        const auto found = given_points_.find(entry.id);
        if (found != given_points_.end()) return found->second;
        throw Error({"no points for series " + entry.id, options_.points->string()});
    }

    const LoadedStudy& study_;
    const EnsembleRecipes& recipes_;
    const GradeOptions& options_;
    const SeriesPoints& given_points_;
    Backend& backend_;
    const MustStop& must_stop_;
    StudyFindings findings_;
    StudyWork& work_ = findings_.work;
    StudyCost& cost_ = findings_.cost;
    std::vector<std::string> warnings_;
};

}  // namespace

StudyGrader::StudyGrader(EnsembleRecipes recipes, const GradeOptions& options)
    : recipes_(std::move(recipes)), options_(options) {
    if (options_.points) given_points_ = read_points(*options_.points);
}

std::set<SeriesKind> StudyGrader::kinds() const {
    std::set<SeriesKind> kinds;
    for (const auto& [kind, graders] : recipes_.grade) kinds.insert(kind);
    return kinds;
}

StudyFindings StudyGrader::grade(const LoadedStudy& study, Backend& backend, const Thinning& thinning,
                                 const MustStop& must_stop) const {
    return SeriesGrader(study, recipes_, options_, given_points_, backend, thinning, must_stop).run();
}

VotedStudy vote_on_study(const std::string& id, const RecipeTallies& tallies, const EnsemblePlan& plan,
                         const std::set<Condition>& never_graded) {
    VotedStudy voted{{id, vote(tallies, plan)}, {}, 0};
    for (const Finding& finding : all_findings()) {
        voted.is_graded[finding] = voted.study.grades[finding].has_value();
    }
    raise_severe_spinal(voted.study.grades, plan.severe_spinal_factor);
    voted.rows_from_priors = fill_with_priors(voted.study.grades);
    if (voted.rows_from_priors > kLevels * static_cast<int>(never_graded.size())) {
        log_warning("study " + id + ": class priors in " + std::to_string(voted.rows_from_priors) + " of " +
                    std::to_string(kLevels * kConditions) + " rows");
    }
    return voted;
}

}  // namespace lumbar
