#include "pipeline/study_reader.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "base/printable.h"
#include "base/timer.h"
#include "dicom/series.h"

namespace lumbar {

namespace {

// What is left for the next series of a study: together they take twice what one may.
SeriesLimits limits_beside(const LoadedStudy& study, SeriesLimits limits) {
    std::size_t held = 0;
    for (const LoadedSeries& series : study.series) {
        if (series.volume) held += series.volume->frames.pixels.size() * sizeof(float);
    }
    limits.bytes = std::min(limits.bytes, 2 * limits.bytes - held);
    return limits;
}

}  // namespace

LoadedStudy read_study(const StudyEntry& study, const std::set<SeriesKind>& kinds, int threads,
                       const SeriesLimits& limits) {
    const Timer timer;
    LoadedStudy loaded;
    loaded.id = study.id;
    for (const SeriesEntry& entry : study.series) {
        if (!kinds.count(entry.kind)) continue;
        const SeriesLimits left = limits_beside(loaded, limits);
        LoadedSeries& series = loaded.series.emplace_back(LoadedSeries{entry, {}, {}});
        try {
            series.volume = entry.files.empty()
                                ? read_series(entry.folder, threads, left)
                                : read_series(entry.files, "series " + entry.id, threads, left);
        } catch (const Error& e) {
            if (e.code() != ExitCode::data) throw;
            log_warning(left_out_warning(study.id, entry.id, e));
            series.failure = left_out_reason(entry.kind, e);
        }
    }
    loaded.read_s = timer.seconds();
    return loaded;
}

std::string left_out_warning(const std::string& study, const std::string& series, const Error& reason) {
    return "series " + series + " of study " + study + " is left out: " + first_line(reason.what());
}

std::string left_out_reason(SeriesKind kind, const Error& reason) {
    return std::string(series_kind_name(kind)) + " series left out: " + reason.parts().what;
}

StudyReader::StudyReader(std::vector<StudyEntry> studies, std::set<SeriesKind> kinds, int threads, int ahead,
                         const SeriesLimits& limits)
    : studies_(std::move(studies)), kinds_(std::move(kinds)), threads_(threads), limits_(limits) {
    for (int i = 0; i < ahead; ++i) read_ahead();
}

std::optional<LoadedStudy> StudyReader::next() {
    std::future<LoadedStudy> first;
    {
        const std::lock_guard lock(mutex_);
        if (ahead_.empty()) return {};
        first = std::move(ahead_.front());
        ahead_.pop_front();
        read_ahead();
    }
    return first.get();
}

void StudyReader::read_ahead() {
    if (started_ == studies_.size()) return;
    const std::size_t number = started_++;
    ahead_.push_back(std::async(std::launch::async, [this, number] {
        LoadedStudy study = read_study(studies_[number], kinds_, threads_, limits_);
        study.number = number;
        return study;
    }));
}

}  // namespace lumbar
