#include "intake/choose_series.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <set>

#include "base/error.h"

namespace lumbar {
namespace {

struct Candidate {
    const FoundSeries* series;
    Weighting weighting;
};

// One step of the comparison: less is better.
struct Criterion {
    std::string_view name;
    double (*cost)(const Candidate&);
};

double spacing_of(const FoundSeries& series) {
    return series.header.spacing_mm ? (*series.header.spacing_mm)[0]
                                    : std::numeric_limits<double>::infinity();
}

const std::vector<Criterion>& criteria() {
    static const std::vector<Criterion> all = {
        {"T2 goes before STIR",
         [](const Candidate& c) { return c.weighting == Weighting::stir ? 1.0 : 0.0; }},
        {"another one is at least 200 mm high",
         [](const Candidate& c) { return c.series->height_mm().value_or(200) >= 200 ? 0.0 : 1.0; }},
        {"another one has more images",
         [](const Candidate& c) { return -static_cast<double>(c.series->images); }},
        {"another one has finer pixels", [](const Candidate& c) { return spacing_of(*c.series); }},
    };
    return all;
}

std::string time_of(const FoundSeries& series) {
    return series.header.series_date + series.header.series_time;
}

// Why `a` goes before `b`; empty if it does not.
std::string reason_to_prefer(const Candidate& a, const Candidate& b) {
    for (const Criterion& criterion : criteria()) {
        const double of_a = criterion.cost(a), of_b = criterion.cost(b);
        if (of_a != of_b) return of_a < of_b ? std::string(criterion.name) : "";
    }
    if (time_of(*a.series) != time_of(*b.series)) {
        return time_of(*a.series) > time_of(*b.series) ? "another one is newer" : "";
    }
    return a.series->header.series_uid < b.series->header.series_uid ? "another one's UID comes first" : "";
}

void take_the_best(ChosenStudy& study, SeriesKind kind, const std::vector<Weighting>& weightings) {
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < study.series.size(); ++i) {
        if (study.series[i].taken_as == kind) candidates.push_back(i);
    }
    if (candidates.empty()) return;
    const auto candidate = [&](std::size_t i) { return Candidate{&study.series[i].series, weightings[i]}; };
    const std::size_t best = *std::min_element(
        candidates.begin(), candidates.end(),
        [&](std::size_t a, std::size_t b) { return !reason_to_prefer(candidate(a), candidate(b)).empty(); });
    for (const std::size_t i : candidates) {
        if (i == best) continue;
        study.series[i].taken_as.reset();
        study.series[i].reason = "a second " + std::string(series_kind_name(kind)) +
                                 " series: " + reason_to_prefer(candidate(best), candidate(i));
    }
}

bool is_overridden(const ChosenStudy& study, SeriesKind kind, const SeriesOverrides& overrides) {
    return std::any_of(study.series.begin(), study.series.end(), [&](const ChosenSeries& chosen) {
        const auto found = overrides.find(chosen.series.header.series_uid);
        return found != overrides.end() && found->second == kind;
    });
}

ChosenStudy choose(const FoundStudy& found, const SeriesOverrides& overrides) {
    ChosenStudy study{found.patient_id, found.uid, {}, {}};
    std::vector<Weighting> weightings;
    for (const FoundSeries& series : found.series) {
        SeriesVerdict verdict = judge_series(series);
        weightings.push_back(verdict.weighting);
        study.series.push_back({series, verdict.kind, verdict.reason});
    }
    for (const SeriesKind kind : {SeriesKind::sagittal_t1, SeriesKind::sagittal_t2}) {
        if (is_overridden(study, kind, overrides)) {
            for (ChosenSeries& chosen : study.series) {
                if (chosen.taken_as != kind) continue;
                chosen.taken_as.reset();
                chosen.reason = "--series names another one";
            }
        } else {
            take_the_best(study, kind, weightings);
        }
    }
    for (ChosenSeries& chosen : study.series) {
        const auto given = overrides.find(chosen.series.header.series_uid);
        if (given == overrides.end()) continue;
        chosen.taken_as = given->second;
        chosen.reason = "--series";
    }
    for (ChosenSeries& chosen : study.series) {
        if (!chosen.taken_as) chosen.series.files = {};  // most files of a cohort are of such series
    }
    return study;
}

// Of printable ASCII, whatever the header holds.
std::string plain_text(const std::string& text) {
    std::string plain;
    for (const char c : text) {
        char shown[8] = {c, '\0'};
        if (c < ' ' || c > '~') std::snprintf(shown, sizeof shown, "\\x%02X", static_cast<unsigned char>(c));
        plain += shown;
    }
    return plain;
}

std::string unique_id(const FoundStudy& study, std::set<std::string>& known) {
    std::string base = plain_text(study.uid.empty() ? study.patient_id : study.uid);
    if (base.empty()) base = "study";
    std::string id = base;
    for (int copy = 2; !known.insert(id).second; ++copy) id = base + "#" + std::to_string(copy);
    return id;
}

void check_overrides(const std::vector<FoundStudy>& studies, const SeriesOverrides& overrides) {
    std::set<std::string> known;
    for (const FoundStudy& study : studies) {
        for (const FoundSeries& series : study.series) known.insert(series.header.series_uid);
    }
    for (const auto& [uid, kind] : overrides) {
        if (!known.contains(uid)) {
            throw Error({"no such series", "--series", "the UID of a series that is found", uid},
                        ExitCode::usage);
        }
    }
}

}  // namespace

StudyEntry ChosenStudy::entry() const {
    StudyEntry entry{id, {}};
    for (const ChosenSeries& chosen : series) {
        if (!chosen.taken_as) continue;
        entry.series.push_back({chosen.series.id(), *chosen.taken_as,
                                chosen.series.files.front().parent_path(), chosen.series.files});
    }
    return entry;
}

std::vector<ChosenStudy> choose_series(const std::vector<FoundStudy>& studies,
                                       const SeriesOverrides& overrides) {
    check_overrides(studies, overrides);
    std::vector<ChosenStudy> chosen;
    std::set<std::string> known;  // ids
    for (const FoundStudy& study : studies) {
        chosen.push_back(choose(study, overrides));
        chosen.back().id = unique_id(study, known);
    }
    return chosen;
}

}  // namespace lumbar
