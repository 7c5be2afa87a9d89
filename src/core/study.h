// A study as the competition's CSV lists it: its sagittal series and where their files are.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace lumbar {

// Axial series are listed by the competition and not used by the pipeline.
enum class SeriesKind { sagittal_t1, sagittal_t2 };

std::string_view series_kind_name(SeriesKind kind);  // "T1", "T2"

struct SeriesEntry {
    std::string id;
    SeriesKind kind;
    std::filesystem::path folder;
    // The series' files, where the folder holds others, too; empty: all of the folder's.
    std::vector<std::filesystem::path> files{};
};

struct StudyEntry {
    std::string id;
    std::vector<SeriesEntry> series;
};

}  // namespace lumbar
