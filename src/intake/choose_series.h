// Chooses the sagittal T1 and T2 series of each study that was found.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/study.h"
#include "intake/scan_folders.h"
#include "intake/series_rules.h"

namespace lumbar {

// By series UID: what the user says that a series is.
using SeriesOverrides = std::map<std::string, SeriesKind>;

struct ChosenSeries {
    FoundSeries series;                  // without its files if it is left out
    std::optional<SeriesKind> taken_as;  // empty: left out
    std::string reason;                  // why it is left out, or what decided
};

struct ChosenStudy {
    std::string patient_id, uid;
    std::vector<ChosenSeries> series;
    std::string id{};  // the UID, else the patient's ID; of several that are equal "ID#2" and so on

    // What is to be read: the study's id, and the series that are taken.
    StudyEntry entry() const;
};

// The studies in their order.  Of several candidates for a kind the best is taken: T2 before STIR; at least
// 200 mm high; the most images; the finest pixels; the newest; the first UID.  Overrides go before all rules.
// Throws Error (usage) for an override whose series is not there.
std::vector<ChosenStudy> choose_series(const std::vector<FoundStudy>& studies,
                                       const SeriesOverrides& overrides);

}  // namespace lumbar
