#include "prepare/prepare.h"

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/log.h"
#include "base/printable.h"
#include "base/progress.h"
#include "base/run_parallel.h"
#include "base/timer.h"
#include "competition/series_list.h"
#include "crop/disc_crops.h"
#include "dicom/series.h"
#include "image/normalize.h"
#include "image/resize_to_square.h"
#include "prepare/cache_index.h"
#include "prepare/fingerprint.h"
#include "prepare/series_file.h"
#include "prepare/training_points.h"

namespace lumbar {
namespace {

struct Job {
    std::string study_id;
    SeriesEntry series;
    std::filesystem::path file;
};

struct Outcome {
    std::optional<CachedSeries> cached;  // empty: left out
    bool is_kept = false;
    std::string failure;
};

// A file bears its series' id; should two studies list a series of one id, the study's too.
std::vector<Job> list_jobs(const std::vector<StudyEntry>& studies, const std::filesystem::path& folder) {
    std::map<std::string, int> uses;
    for (const StudyEntry& study : studies) {
        for (const SeriesEntry& series : study.series) ++uses[series.id];
    }
    std::vector<Job> jobs;
    for (const StudyEntry& study : studies) {
        for (const SeriesEntry& series : study.series) {
            const std::string name = uses[series.id] == 1 ? series.id : study.id + "_" + series.id;
            jobs.push_back({study.id, series, folder / (name + ".safetensors")});
        }
    }
    return jobs;
}

// The file that an earlier run left, if it is whole and of this source.
std::optional<CachedSeries> find_kept(const std::filesystem::path& path, const std::string& fingerprint) {
    try {
        if (std::error_code ignored; !std::filesystem::exists(path, ignored)) return {};
        const SeriesFile file(path);
        if (file.fingerprint() != fingerprint || file.actual_crc32() != file.series().crc32) return {};
        return file.series();
    } catch (const Error& e) {
        if (e.code() != ExitCode::data) throw;
        return {};  // not a file of this cache: it is made again
    }
}

void warn_of_empty_crops(const PreparedSeries& series) {
    const auto levels = levels_without_crop(*series.crops);
    if (levels.empty()) return;
    log_warning("series " + series.series_id + " of study " + series.study_id +
                ": the points leave no crop at " + level_titles(levels, " "));
}

PreparedSeries make_series(const Job& job, const TrainingPoints& points, const PrepareOptions& options) {
    const Volume volume = read_series(job.series.folder, 1, limits_of(options.max_series_gb));
    const IntensityRange range = percentile_range(volume.frames);
    PreparedSeries made;
    made.study_id = job.study_id;
    made.series_id = job.series.id;
    made.kind = job.series.kind;
    made.height_px = volume.frames.height;
    made.width_px = volume.frames.width;
    made.frames = resize_to_square(volume.frames, range, options.locate_size, 1);
    made.points = points.find(job.study_id, job.series, made.height_px, made.width_px);
    if (made.points) {
        made.crops = crop_discs(volume, *made.points, job.series.kind, range, 1);
        warn_of_empty_crops(made);
    }
    return made;
}

// Before a file changes: without its index the cache counts as unfinished until all is done.  Where nothing
// changes it stays, for others may be training from the cache.
void remove_index(const std::filesystem::path& cache) {
    std::error_code reason;
    std::filesystem::remove(index_path(cache), reason);
    if (!reason) return;
    throw Error({"cannot change the cache", cache.string(), "a writable folder", reason.message()},
                ExitCode::output);
}

Outcome try_job(const Job& job, const TrainingPoints& points, const PrepareOptions& options) {
    try {
        const std::string fingerprint = series_fingerprint(
            job.study_id, job.series, points.text_of(job.study_id, job.series), options.locate_size);
        if (auto kept = find_kept(job.file, fingerprint)) return {std::move(kept), true, ""};
        PreparedSeries made = make_series(job, points, options);
        made.fingerprint = fingerprint;
        remove_index(options.output);
        write_series_file(job.file, made);
        return {SeriesFile(job.file).series(), false, ""};
    } catch (const Error& e) {
        if (e.code() != ExitCode::data) throw;  // not this series' fault: the next one would fail as well
        return {{}, false, first_line(e.what())};
    }
}

std::vector<Outcome> do_jobs(const std::vector<Job>& jobs, const TrainingPoints& points,
                             const PrepareOptions& options) {
    std::vector<Outcome> outcomes(jobs.size());
    Progress progress("prepare", "series", jobs.size());
    std::mutex guard;
    run_parallel(static_cast<int>(jobs.size()), options.threads, [&](int i) {
        const auto at = static_cast<std::size_t>(i);
        outcomes[at] = try_job(jobs[at], points, options);
        if (!outcomes[at].cached) {
            log_warning("series " + jobs[at].series.id + " of study " + jobs[at].study_id +
                        " is left out: " + outcomes[at].failure);
        }
        const std::lock_guard lock(guard);
        progress.advance();
    });
    return outcomes;
}

void make_cache_folder(const std::filesystem::path& cache, const std::filesystem::path& series) {
    std::error_code reason;
    std::filesystem::create_directories(series, reason);
    if (!reason) return;
    throw Error({"cannot make the cache", cache.string(), "a writable folder", reason.message()},
                ExitCode::output);
}

PrepareSummary summarize(const std::vector<Job>& jobs, std::vector<Outcome> outcomes, CacheIndex& index) {
    PrepareSummary summary;
    summary.series = jobs.size();
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        Outcome& outcome = outcomes[i];
        if (!outcome.cached) {
            ++summary.left_out;
            index.left_out.push_back({jobs[i].study_id, jobs[i].series.id, outcome.failure});
            continue;
        }
        ++(outcome.is_kept ? summary.kept : summary.prepared);
        if (!outcome.cached->has_crops) ++summary.without_points;
        summary.bytes += outcome.cached->bytes;
        index.series.push_back(std::move(*outcome.cached));
    }
    return summary;
}

}  // namespace

PrepareSummary prepare(const PrepareOptions& options) {
    const Timer timer;
    const auto studies = read_series_list(options.data, Split::train);
    const TrainingPoints points(options.data, options.points);
    CacheIndex index{options.locate_size, list_fingerprint(options.data), {}, {}};
    const auto folder = options.output / "series";
    const auto jobs = list_jobs(studies, folder);
    make_cache_folder(options.output, folder);
    PrepareSummary summary = summarize(jobs, do_jobs(jobs, points, options), index);
    if (index.series.empty()) {
        throw Error({"no series could be prepared", options.data.string(), "at least one readable series",
                     std::to_string(jobs.size()) + " listed" +
                         (jobs.empty() ? "" : ", the first: " + index.left_out.front().why)});
    }
    write_index(options.output, index);
    summary.seconds = timer.seconds();
    return summary;
}

}  // namespace lumbar
