// Reads the series of listed studies into volumes, ahead of those that grade them.
#pragma once

#include <deque>
#include <future>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "core/study.h"
#include "core/volume.h"
#include "dicom_file/series_limits.h"

namespace lumbar {

struct LoadedSeries {
    SeriesEntry entry;
    std::optional<Volume> volume;  // empty: unreadable, and said so
    std::string failure{};         // why, in one phrase
};

struct LoadedStudy {
    std::string id;
    std::size_t number = 0;  // among the studies listed
    std::vector<LoadedSeries> series;
    double read_s = 0;
};

// The study's series of these kinds, each within `limits`, all together within twice their bytes.  One whose
// files are bad is a warning and an empty volume; all else that fails is thrown on.
LoadedStudy read_study(const StudyEntry& study, const std::set<SeriesKind>& kinds, int threads,
                       const SeriesLimits& limits = {});

// Says that a series has no part in its study's grades, with the first line of the reason.
std::string left_out_warning(const std::string& study, const std::string& series, const Error& reason);
// The same in a phrase that many studies may have in common: "T1 series left out: it has no slices".
std::string left_out_reason(SeriesKind kind, const Error& reason);

// Any number of threads may ask for studies.  In memory are those that callers hold, and as many again, read
// ahead.
class StudyReader {
  public:
    // Starts to read the first `ahead` studies, each on a thread of its own.
    StudyReader(std::vector<StudyEntry> studies, std::set<SeriesKind> kinds, int threads, int ahead = 1,
                const SeriesLimits& limits = {});
    StudyReader(const StudyReader&) = delete;
    StudyReader& operator=(const StudyReader&) = delete;

    // In the order given; empty after the last one.
    std::optional<LoadedStudy> next();

  private:
    void read_ahead();

    std::vector<StudyEntry> studies_;
    std::set<SeriesKind> kinds_;
    int threads_;
    SeriesLimits limits_;
    std::mutex mutex_;
    std::size_t started_ = 0;
    std::deque<std::future<LoadedStudy>> ahead_;  // the last member: its threads end before the others do
};

}  // namespace lumbar
