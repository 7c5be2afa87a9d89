// Small synthetic training data, to be broken in every way and prepared.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/study.h"
#include "prepare/prepare.h"
#include "prepare/prepare_options.h"
#include "support/files.h"

namespace lumbar::test {

// Two studies of 96 px, each with a T1 and a T2 series; drawn once a program, copied for each test.
class SmallSet {
  public:
    SmallSet();

    std::filesystem::path data() const { return folder_ / "data"; }
    std::filesystem::path cache() const { return folder_ / "cache"; }
    std::filesystem::path operator/(std::string_view name) const { return folder_ / name; }

    // The study's series of a kind.
    const SeriesEntry& series(std::size_t study, SeriesKind kind) const;
    const StudyEntry& study(std::size_t index) const { return studies_.at(index); }
    std::filesystem::path cached_file(const SeriesEntry& series) const;
    // The series' DICOM files in the order of their names.
    static std::vector<std::filesystem::path> files(const SeriesEntry& series);

    // Frames of 64 px, two threads.
    PrepareOptions options() const;
    PrepareSummary prepare() const { return lumbar::prepare(options()); }

  private:
    TemporaryFolder folder_;
    std::vector<StudyEntry> studies_;
};

}  // namespace lumbar::test
