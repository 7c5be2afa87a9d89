#include "intake/series_rules.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>

#include "base/letter_case.h"

namespace lumbar {
namespace {

// Shorter than three lumbar discs with the field of view that scanners use.
constexpr double kLeastHeight_mm = 120;
constexpr int kLeastImages = 3;

bool contains_any(const std::string& text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

// Whether one of the words stands alone, without letters beside it; "+C" may follow anything.
bool has_word(const std::string& text, std::initializer_list<std::string_view> words) {
    const auto is_letter = [&](std::size_t at) {
        return at < text.size() && std::isalpha(static_cast<unsigned char>(text[at]));
    };
    for (const std::string_view word : words) {
        for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
            if ((at == 0 || word[0] == '+' || !is_letter(at - 1)) && !is_letter(at + word.size()))
                return true;
        }
    }
    return false;
}

std::string descriptions_of(const SeriesHeader& header) {
    return to_upper(header.series_description + " " + header.protocol);
}

double or_nan(const std::optional<double>& number) {
    return number.value_or(std::numeric_limits<double>::quiet_NaN());
}

bool inverts(const SeriesHeader& header, double least_ms, double most_ms) {
    const double inversion = or_nan(header.inversion_ms);
    return inversion >= least_ms && inversion <= most_ms;
}

std::string not_mr(const FoundSeries& series) {
    const std::string& modality = series.header.modality;
    return modality == "MR" || modality.empty() ? "" : "no MR: modality " + modality;
}

std::string secondary_capture(const FoundSeries& series) {
    const bool is_captured = series.header.sop_class.starts_with("1.2.840.10008.5.1.4.1.1.7") ||
                             contains_any(to_upper(series.header.image_type), {"SCREEN SAVE", "SCREENSHOT"});
    return is_captured ? "a secondary capture" : "";
}

std::string localizer(const FoundSeries& series) {
    if (contains_any(to_upper(series.header.image_type), {"LOCALIZER"}))
        return "a localizer, by its image type";
    if (series.images_of_plane * 5 < series.images_with_plane * 4) return "a localizer: several planes";
    return has_word(descriptions_of(series.header), {"LOC", "LOCALIZER", "SCOUT", "SURVEY", "SCANOGRAM"})
               ? "a localizer, by its description"
               : "";
}

std::string derived_map(const FoundSeries& series) {
    const std::string type = to_upper(series.header.image_type);
    for (const std::string_view map :
         {"ADC", "SUBTRACTION", "DIFFUSION", "TRACEW", "FA", "PROJECTION IMAGE", "MIP", "T1 MAP", "T2 MAP"}) {
        if (has_word(type, {map})) return "derived: " + std::string(map);
    }
    return has_word(descriptions_of(series.header), {"ADC", "DWI", "SUB", "SUBTRACTION", "MIP", "DIXON FAT"})
               ? "derived, by its description"
               : "";
}

std::string reformatted(const FoundSeries& series) {
    const std::string type = to_upper(series.header.image_type);
    return contains_any(type, {"REFORMATTED", "MPR"}) ? "reformatted from another series" : "";
}

std::string contrast(const FoundSeries& series) {
    const std::string agent = to_upper(series.header.contrast_agent);
    if (!agent.empty() && agent != "NONE" && agent != "NO") return "post-contrast: " + agent;
    const std::string text = descriptions_of(series.header);
    const bool is_said =
        has_word(text, {"POST", "GAD", "GD", "KM", "CE"}) || contains_any(text, {"+C", "+ C", "+GD"});
    return is_said ? "post-contrast, by its description" : "";
}

std::string other_region(const FoundSeries& series) {
    const std::string text = to_upper(series.header.body_part + " " + series.header.series_description + " " +
                                      series.header.protocol);
    if (contains_any(text, {"LUMB", "LSPINE", "L-SPINE", "LWS"})) return "";
    for (const std::string_view region : {"CERV", "CSPINE", "C-SPINE", "HWS", "TSPINE", "T-SPINE", "THOR",
                                          "BWS", "BRAIN", "HEAD", "KNEE", "SHOULDER"}) {
        if (text.find(region) != std::string::npos) return "another region: " + std::string(region);
    }
    return "";
}

std::string two_patients(const FoundSeries& series) {
    return series.other_patient.empty() ? ""
                                        : "files of two patients: '" + series.header.patient_id + "' and '" +
                                              series.other_patient + "'";
}

std::string other_plane(const FoundSeries& series) {
    if (series.plane == Plane::sagittal) return "";
    if (series.plane != Plane::unknown) return plane_name(series.plane);
    return has_word(descriptions_of(series.header), {"SAG", "SAGITTAL"})
               ? ""
               : "no orientation, not called sagittal";
}

std::string too_little(const FoundSeries& series) {
    if (series.images < kLeastImages) return "fewer than 3 images";
    const auto height = series.height_mm();
    return height && *height < kLeastHeight_mm
               ? "a field of view of " + std::to_string(std::lround(*height)) + " mm, less than 120 mm"
               : "";
}

Weighting described_weighting(const SeriesHeader& header) {
    const std::string text = descriptions_of(header);
    if (contains_any(text, {"STIR", "TIRM"})) return Weighting::stir;
    const bool t1 = contains_any(text, {"T1"}), t2 = contains_any(text, {"T2"});
    if (t1 == t2) return Weighting::unknown;
    return t1 ? Weighting::t1 : Weighting::t2;
}

}  // namespace

const std::vector<WeightingRule>& weighting_rules() {
    static const std::vector<WeightingRule> rules = {
        {"inversion of 80 to 300 ms nulls fat: STIR",
         [](const SeriesHeader& h) { return inverts(h, 80, 300); }, Weighting::stir},
        {"inversion of 500 to 1300 ms and a short echo: T1",
         [](const SeriesHeader& h) { return inverts(h, 500, 1300) && or_nan(h.echo_ms) <= 40; },
         Weighting::t1},
        {"inversion of more than 1300 ms nulls fluid: neither",
         [](const SeriesHeader& h) { return or_nan(h.inversion_ms) > 1300; }, Weighting::other},
        {"gradient echo: neither",
         [](const SeriesHeader& h) {
             const std::string sequence = to_upper(h.scanning_sequence);
             return has_word(sequence, {"GR"}) && !has_word(sequence, {"SE"});
         },
         Weighting::other},
        {"repetition time at most 1300 ms, echo time at most 40 ms: T1",
         [](const SeriesHeader& h) { return or_nan(h.repetition_ms) <= 1300 && or_nan(h.echo_ms) <= 40; },
         Weighting::t1},
        {"repetition time from 1500 ms, echo time from 60 ms: T2",
         [](const SeriesHeader& h) { return or_nan(h.repetition_ms) >= 1500 && or_nan(h.echo_ms) >= 60; },
         Weighting::t2},
        {"repetition time from 1500 ms, echo time at most 45 ms: proton density, neither",
         [](const SeriesHeader& h) { return or_nan(h.repetition_ms) >= 1500 && or_nan(h.echo_ms) <= 45; },
         Weighting::other},
    };
    return rules;
}

Weighting weighting_of(const SeriesHeader& header) {
    for (const WeightingRule& rule : weighting_rules()) {
        if (rule.applies(header)) return rule.weighting;
    }
    return described_weighting(header);
}

const std::vector<ExclusionRule>& exclusion_rules() {
    static const std::vector<ExclusionRule> rules = {
        {"modality", not_mr},           {"secondary capture", secondary_capture},
        {"two patients", two_patients}, {"localizer", localizer},
        {"derived map", derived_map},   {"reformatted", reformatted},
        {"contrast", contrast},         {"plane", other_plane},
        {"region", other_region},       {"size", too_little},
    };
    return rules;
}

SeriesVerdict judge_series(const FoundSeries& series) {
    SeriesVerdict verdict;
    for (const ExclusionRule& rule : exclusion_rules()) {
        verdict.reason = rule.reason(series);
        if (!verdict.reason.empty()) return verdict;
    }
    verdict.weighting = weighting_of(series.header);
    switch (verdict.weighting) {
        case Weighting::t1:
            verdict.kind = SeriesKind::sagittal_t1;
            break;
        case Weighting::t2:
        case Weighting::stir:
            verdict.kind = SeriesKind::sagittal_t2;
            break;
        case Weighting::other:
            verdict.reason = "neither T1 nor T2 nor STIR, by its timing";
            break;
        case Weighting::unknown:
            verdict.reason = "neither timing nor description says T1 or T2";
            break;
    }
    return verdict;
}

}  // namespace lumbar
