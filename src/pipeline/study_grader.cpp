#include "pipeline/study_grader.h"

#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "base/timer.h"
#include "crop/disc_crops.h"
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

void warn_of_empty_crops(const Crops& crops, const std::string& study, const SeriesEntry& entry) {
    std::string levels;
    for (std::size_t level = 0; level < crops.size(); ++level) {
        if (crops[level].frames == 0) levels.append(" ").append(kLevelTitles[level]);
    }
    if (!levels.empty()) {
        log_warning("series " + entry.id + " of study " + study + ": stage 1's points leave no crop at" +
                    levels);
    }
}

}  // namespace

StudyGrader::StudyGrader(NetSet nets, const GradeOptions& options, std::optional<std::filesystem::path> given)
    : nets_(std::move(nets)), options_(options), given_(std::move(given)) {
    if (given_) given_points_ = read_points(*given_);
}

std::set<SeriesKind> StudyGrader::kinds() const {
    std::set<SeriesKind> kinds;
    for (const auto& [kind, graders] : nets_.graders) kinds.insert(kind);
    return kinds;
}

StudyFindings StudyGrader::grade(const LoadedStudy& study) {
    StudyFindings findings;
    findings.work.read_s = study.read_s;
    for (const LoadedSeries& series : study.series) {
        try {
            if (series.volume) grade_series(study.id, series.entry, *series.volume, findings);
            ++(series.volume ? findings.work.series_read : findings.work.series_failed);
        } catch (const std::exception& e) {
            ++findings.work.series_failed;
            warn_left_out(study.id, series.entry.id, e);
        }
    }
    return findings;
}

void StudyGrader::grade_series(const std::string& study, const SeriesEntry& entry, const Volume& volume,
                               StudyFindings& findings) {
    StudyWork& work = findings.work;
    const IntensityRange range =
        timed(work.crop_s, [&] { return percentile_range(volume.frames, options_.threads); });
    const Keypoints points = timed(work.locate_s, [&] { return points_of(entry, volume, range); });
    findings.points[entry.id] = points;
    const Crops crops =
        timed(work.crop_s, [&] { return crop_discs(volume, points, entry.kind, range, options_.threads); });
    warn_of_empty_crops(crops, study, entry);
    for (auto& [recipe, ensemble] : nets_.graders.at(entry.kind)) {
        const SeriesViews views = timed(work.view_s, [&, &recipe = recipe, &ensemble = ensemble] {
            return show_views(crops, recipe, options_.angles_deg(), ensemble.device, options_.threads);
        });
        findings.tallies[recipe.name].add(timed(work.grade_s, [&, &recipe = recipe, &ensemble = ensemble] {
            return grade_views(views, recipe, ensemble, options_);
        }));
    }
}

Keypoints StudyGrader::points_of(const SeriesEntry& entry, const Volume& volume, IntensityRange range) {
    if (given_) {
        const auto found = given_points_.find(entry.id);
        if (found != given_points_.end()) return found->second;
        throw Error({"no points for series " + entry.id, given_->string()});
    }
    auto& [recipe, ensemble] = nets_.locators.at(entry.kind);
    return locate_discs(volume, range, recipe, ensemble, options_.threads);
}

VotedStudy vote_on_study(const std::string& id, const RecipeTallies& tallies, const EnsemblePlan& plan) {
    VotedStudy voted{{id, vote(tallies, plan)}, 0};
    raise_severe_spinal(voted.study.grades, plan.severe_spinal_factor);
    voted.rows_from_priors = fill_with_priors(voted.study.grades);
    if (voted.rows_from_priors > 0) {
        log_warning("study " + id + ": class priors in " + std::to_string(voted.rows_from_priors) + " of " +
                    std::to_string(kLevels * kConditions) + " rows");
    }
    return voted;
}

}  // namespace lumbar
