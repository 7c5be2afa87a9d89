// Computes every figure of an evaluation: the competition's score, and of each subset of the findings
// agreement, discrimination and calibration.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "score/confusion.h"
#include "score/metric.h"
#include "score/reliability.h"
#include "score/roc_auc.h"
#include "score/subset.h"

namespace lumbar {

inline constexpr std::array<std::string_view, 5> kScoreNames = {"total", "spinal", "foraminal",
                                                                "subarticular", "any_severe_spinal"};

// The grade is the most probable class, the first one of those that are equal.
enum class Figure {
    weighted_log_loss,  // as the competition weighs rows: 1, 2, 4 by their label
    accuracy,
    quadratic_kappa,
    auc_normal_mild,  // each class against the rest
    auc_moderate,
    auc_severe,
    auc_mean,
    sensitivity_severe,
    specificity_severe,
    ppv_severe,                  // positive predictive value
    calibration_error,           // of the most probable class; each row counts once
    weighted_calibration_error,  // the same, rows weighted as above
};
inline constexpr std::array<std::string_view, 12> kFigureNames = {
    "weighted_log_loss",  "accuracy",   "quadratic_kappa",   "auc_normal_mild",
    "auc_moderate",       "auc_severe", "auc_mean",          "sensitivity_severe",
    "specificity_severe", "ppv_severe", "calibration_error", "weighted_calibration_error"};
inline constexpr std::size_t kFigures = kFigureNames.size();

// What is said to come true: the most probable class, or one class.
inline constexpr std::array<std::string_view, 1 + kClasses> kReliabilityNames = {
    "most_probable", "normal_mild", "moderate", "severe"};
inline constexpr std::array<std::string_view, 2> kWeightingNames = {"plain", "weighted"};

struct SubsetFigures {
    ConfusionMatrix confusion;
    std::array<double, kFigures> figures{};  // by Figure; NaN where these rows do not have it
    std::array<std::array<Reliability, kReliabilityNames.size()>, kWeightingNames.size()> reliability{};

    double at(Figure figure) const { return figures[static_cast<std::size_t>(figure)]; }
};

struct CohortFigures {
    std::array<double, kScoreNames.size()> score{};
    std::vector<SubsetFigures> subsets;  // in the order of evaluated_subsets()
};

// Labelled rows, prepared so that figures of resampled studies are quick: a few operations a row.
class CohortTable {
  public:
    explicit CohortTable(const std::vector<ScoredStudy>& studies);

    std::size_t studies() const { return scores_.size(); }
    // With a labelled row among the cells of a subset.
    std::size_t studies_of(const Subset& subset) const;
    // Every study once.
    CohortFigures figures() const;
    // `times`: how often each study counts.  Safe from several threads.
    CohortFigures figures(std::span<const std::uint32_t> times) const;

  private:
    struct Row {
        std::uint32_t study = 0;
        std::uint8_t label = 0, grade = 0;
        std::array<std::uint8_t, kReliabilityNames.size()> ranges{};
        std::array<double, kReliabilityNames.size()> probabilities{};  // in the order of kReliabilityNames
        double loss = 0;
    };
    struct CellSums {
        SubsetFigures figures;
        double loss = 0, weight = 0;
    };
    void add_row(const ScoredStudy& study, const Score& score, std::size_t cell, std::uint32_t index);
    std::array<double, kScoreNames.size()> score(std::span<const std::uint32_t> times) const;
    CellSums sums_of(std::size_t cell, std::span<const std::uint32_t> times) const;

    std::vector<Score> scores_;  // of each study alone
    std::array<std::vector<Row>, kFindings> cells_;
    std::vector<std::vector<RocAuc>> areas_;  // [subset][class]
};

}  // namespace lumbar
