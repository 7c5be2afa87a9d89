#include "score/cohort_figures.h"

#include <set>
#include <utility>

#include "score/weighted_kappa.h"

namespace lumbar {
namespace {

constexpr std::size_t kSevere = 2;
constexpr std::size_t kPlain = 0, kWeighted = 1;

double& at(SubsetFigures& subset, Figure figure) {
    return subset.figures[static_cast<std::size_t>(figure)];
}

void add(SubsetFigures& sum, const SubsetFigures& more) {
    sum.confusion += more.confusion;
    for (std::size_t weighting = 0; weighting < sum.reliability.size(); ++weighting) {
        for (std::size_t kind = 0; kind < sum.reliability[weighting].size(); ++kind) {
            add(sum.reliability[weighting][kind], more.reliability[weighting][kind]);
        }
    }
}

void derive_figures(SubsetFigures& subset) {
    const ConfusionMatrix& confusion = subset.confusion;
    at(subset, Figure::accuracy) = accuracy(confusion);
    at(subset, Figure::quadratic_kappa) = quadratic_kappa(confusion);
    at(subset, Figure::sensitivity_severe) = sensitivity(confusion, kSevere);
    at(subset, Figure::specificity_severe) = specificity(confusion, kSevere);
    at(subset, Figure::ppv_severe) = predictive_value(confusion, kSevere);
    at(subset, Figure::calibration_error) = calibration_error(subset.reliability[kPlain][0]);
    at(subset, Figure::weighted_calibration_error) = calibration_error(subset.reliability[kWeighted][0]);
}

}  // namespace

CohortTable::CohortTable(const std::vector<ScoredStudy>& studies) {
    for (const ScoredStudy& study : studies) {
        scores_.push_back(competition_score({study}));
        const auto index = static_cast<std::uint32_t>(scores_.size() - 1);
        for (std::size_t cell = 0; cell < kFindings; ++cell) add_row(study, scores_.back(), cell, index);
    }
    for (const Subset& subset : evaluated_subsets()) {
        std::vector<RocAuc>& areas = areas_.emplace_back();
        for (std::size_t grade = 0; grade < kClasses; ++grade) {
            std::vector<RocAuc::Row> rows;
            for (const std::size_t cell : subset.cells) {
                for (const Row& row : cells_[cell]) {
                    rows.push_back({row.probabilities[1 + grade], row.study, row.label == grade});
                }
            }
            areas.emplace_back(std::move(rows));
        }
    }
}

void CohortTable::add_row(const ScoredStudy& study, const Score& score, std::size_t cell,
                          std::uint32_t index) {
    const std::size_t level = cell / kConditions, condition = cell % kConditions;
    const int label = study.labels[level][condition];
    if (label == kUnlabelled) return;
    const Probabilities& given = study.predictions[level][condition];
    const double sum = given[0] + given[1] + given[2];
    Row row;
    row.study = index;
    row.label = static_cast<std::uint8_t>(label);
    row.grade = static_cast<std::uint8_t>(most_probable_class(given));
    row.loss = score.cells[level][condition].loss;
    for (std::size_t i = 0; i < kClasses; ++i) row.probabilities[1 + i] = given[i] / sum;
    row.probabilities[0] = row.probabilities[1 + row.grade];
    for (std::size_t i = 0; i < row.ranges.size(); ++i) {
        row.ranges[i] = static_cast<std::uint8_t>(reliability_range(row.probabilities[i]));
    }
    cells_[cell].push_back(row);
}

CohortTable::CellSums CohortTable::sums_of(std::size_t cell, std::span<const std::uint32_t> times) const {
    CellSums sums;
    auto& [plain, weighted] = sums.figures.reliability;
    for (const Row& row : cells_[cell]) {
        const std::uint32_t count = times[row.study];
        const double weight = kClassWeights[row.label] * count;
        sums.figures.confusion.add(row.label, row.grade, count);
        sums.loss += weight * row.loss;
        sums.weight += weight;
        for (std::size_t kind = 0; kind < row.ranges.size(); ++kind) {
            const bool is_true = kind == 0 ? row.label == row.grade : row.label + 1u == kind;
            plain[kind][row.ranges[kind]].add(count, row.probabilities[kind], is_true);
            weighted[kind][row.ranges[kind]].add(weight, row.probabilities[kind], is_true);
        }
    }
    return sums;
}

// Each part is a weighted mean over studies; of the total, the mean of the parts.
std::array<double, kScoreNames.size()> CohortTable::score(std::span<const std::uint32_t> times) const {
    std::array<double, kScoreNames.size()> loss{}, weight{};
    for (std::size_t study = 0; study < scores_.size(); ++study) {
        for (std::size_t part = 1; part < loss.size(); ++part) {
            const LossPart& own =
                part <= kConditionGroups ? scores_[study].groups[part - 1] : scores_[study].any_severe_spinal;
            if (own.rows == 0) continue;
            loss[part] += times[study] * own.weight * own.loss;
            weight[part] += times[study] * own.weight;
        }
    }
    for (std::size_t part = 1; part < loss.size(); ++part) {
        loss[part] /= weight[part];
        loss[0] += loss[part] / 4;
    }
    return loss;
}

CohortFigures CohortTable::figures(std::span<const std::uint32_t> times) const {
    std::vector<CellSums> cells;
    for (std::size_t cell = 0; cell < kFindings; ++cell) cells.push_back(sums_of(cell, times));
    CohortFigures result{score(times), {}};
    for (std::size_t i = 0; i < evaluated_subsets().size(); ++i) {
        SubsetFigures& subset = result.subsets.emplace_back();
        double loss = 0, weight = 0;
        for (const std::size_t cell : evaluated_subsets()[i].cells) {
            add(subset, cells[cell].figures);
            loss += cells[cell].loss;
            weight += cells[cell].weight;
        }
        derive_figures(subset);
        at(subset, Figure::weighted_log_loss) = loss / weight;
        double sum = 0;
        for (std::size_t grade = 0; grade < kClasses; ++grade) {
            const double area = areas_[i][grade].area(times);
            subset.figures[static_cast<std::size_t>(Figure::auc_normal_mild) + grade] = area;
            sum += area;
        }
        at(subset, Figure::auc_mean) = sum / kClasses;
    }
    return result;
}

std::size_t CohortTable::studies_of(const Subset& subset) const {
    std::set<std::uint32_t> studies;
    for (const std::size_t cell : subset.cells) {
        for (const Row& row : cells_[cell]) studies.insert(row.study);
    }
    return studies.size();
}

CohortFigures CohortTable::figures() const {
    return figures(std::vector<std::uint32_t>(studies(), 1));
}

}  // namespace lumbar
