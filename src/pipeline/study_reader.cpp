#include "pipeline/study_reader.h"

#include <utility>

#include "base/log.h"
#include "base/timer.h"
#include "dicom/series.h"

namespace lumbar {

LoadedStudy read_study(const StudyEntry& study, const std::set<SeriesKind>& kinds, int threads) {
    const Timer timer;
    LoadedStudy loaded{study.id, {}, 0};
    for (const SeriesEntry& entry : study.series) {
        if (!kinds.count(entry.kind)) continue;
        LoadedSeries& series = loaded.series.emplace_back(LoadedSeries{entry, {}});
        try {
            series.volume = read_series(entry.folder, threads);
        } catch (const std::exception& e) {
            warn_left_out(study.id, entry.id, e);
        }
    }
    loaded.read_s = timer.seconds();
    return loaded;
}

void warn_left_out(const std::string& study, const std::string& series, const std::exception& reason) {
    const std::string text = reason.what();
    log_warning("series " + series + " of study " + study +
                " is left out: " + text.substr(0, text.find('\n')));
}

StudyReader::StudyReader(std::vector<StudyEntry> studies, std::set<SeriesKind> kinds, int threads)
    : studies_(std::move(studies)), kinds_(std::move(kinds)), threads_(threads) {
    read_ahead();
}

std::optional<LoadedStudy> StudyReader::next() {
    if (!ahead_.valid()) return {};
    LoadedStudy study = ahead_.get();
    read_ahead();
    return study;
}

void StudyReader::read_ahead() {
    if (started_ == studies_.size()) return;
    const StudyEntry& study = studies_[started_++];
    ahead_ = std::async(std::launch::async, [this, &study] { return read_study(study, kinds_, threads_); });
}

}  // namespace lumbar
