#include "score/evaluation.h"

#include <cmath>

#include "competition/conditions_json.h"
#include "score/cohort_intervals.h"
#include "score/worst_cases.h"

namespace lumbar {
namespace {

// JSON has no NaN.
Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json figure_json(double value, const Interval& interval) {
    return {{"value", number(value)},
            {"low", number(interval.low)},
            {"high", number(interval.high)},
            {"resamples", interval.resamples}};
}

Json score_json(const CohortFigures& figures, const CohortIntervals& intervals) {
    Json parts = Json::object();
    for (std::size_t i = 0; i < kScoreNames.size(); ++i) {
        parts[std::string(kScoreNames[i])] = figure_json(figures.score[i], intervals.score[i]);
    }
    return parts;
}

Json prior_json(const std::optional<Score>& prior) {
    if (!prior) return nullptr;
    return {{"total", number(prior->total)},
            {"spinal", number(prior->groups[0].loss)},
            {"foraminal", number(prior->groups[1].loss)},
            {"subarticular", number(prior->groups[2].loss)},
            {"any_severe_spinal", number(prior->any_severe_spinal.loss)}};
}

Json ranges_json(const Reliability& reliability, const SubsetIntervals::Shares& shares) {
    Json ranges = Json::array();
    for (std::size_t i = 0; i < reliability.size(); ++i) {
        ranges.push_back({{"weight", reliability[i].weight},
                          {"probability", number(reliability[i].mean_probability())},
                          {"share", number(reliability[i].share())},
                          {"low", number(shares[i].low)},
                          {"high", number(shares[i].high)}});
    }
    return ranges;
}

Json reliability_json(const SubsetFigures& figures, const SubsetIntervals& intervals) {
    Json json = Json::object();
    for (std::size_t weighting = 0; weighting < kWeightingNames.size(); ++weighting) {
        Json& kinds = json[std::string(kWeightingNames[weighting])];
        for (std::size_t kind = 0; kind < kReliabilityNames.size(); ++kind) {
            kinds[std::string(kReliabilityNames[kind])] =
                ranges_json(figures.reliability[weighting][kind], intervals.shares[weighting][kind]);
        }
    }
    return json;
}

Json subset_json(const Subset& subset, const CohortTable& table, const SubsetFigures& figures,
                 const SubsetIntervals& intervals) {
    Json json = {{"kind", kSubsetKindNames[static_cast<std::size_t>(subset.kind)]},
                 {"condition", subset.condition},
                 {"side", subset.side},
                 {"level", subset.level < 0 ? Json(nullptr) : Json(subset.level)},
                 {"studies", table.studies_of(subset)},
                 {"rows", figures.confusion.total()},
                 {"unlabelled", table.studies() * subset.cells.size() - figures.confusion.total()},
                 {"confusion", figures.confusion.rows}};
    Json& all = json["figures"];
    for (std::size_t i = 0; i < kFigures; ++i) {
        all[std::string(kFigureNames[i])] = figure_json(figures.figures[i], intervals.figures[i]);
    }
    if (subset.kind != SubsetKind::finding) json["reliability"] = reliability_json(figures, intervals);
    return json;
}

Json case_json(const EvaluatedCohort& cohort, const WorstCase& worst) {
    const ScoredStudy& study = cohort.studies[worst.study];
    const Score score = competition_score({study});
    const auto page = cohort.pages.find(cohort.ids[worst.study]);
    Json findings = Json::array();  // level by level
    for (const Finding& finding : all_findings()) {
        const int label = study.labels[finding];
        findings.push_back({{"label", label == kUnlabelled ? Json(nullptr) : Json(label)},
                            {"grade", most_probable_class(study.predictions[finding])},
                            {"probabilities", study.predictions[finding]},
                            {"log_loss", number(score.cells[finding].loss)}});
        if (label == kUnlabelled) findings.back()["log_loss"] = nullptr;
    }
    return {{"study", cohort.ids[worst.study]},
            {"page", page == cohort.pages.end() ? Json(nullptr) : Json(page->second)},
            {"log_loss", worst.log_loss},
            {"rows", worst.rows},
            {"findings", findings}};
}

Json header_json(const EvaluatedCohort& cohort, const BootstrapSettings& settings) {
    return {{"kind", "evaluation"},
            {"schema", 1},
            {"program", cohort.program},
            {"labels", cohort.labels},
            {"predictions", cohort.predictions},
            {"classes", kClassNames},
            {"levels", kLevelTitles},
            {"conditions", json_of_conditions()},
            {"studies", cohort.studies.size()},
            {"studies_without_predictions", cohort.studies_without_predictions},
            {"rows_without_labels", cohort.rows_without_labels},
            {"bootstrap",
             {{"resamples", settings.resamples},
              {"seed", settings.seed},
              {"confidence", kConfidence},
              {"unit", "study"}}}};
}

}  // namespace

Json evaluate_cohort(const EvaluatedCohort& cohort, const BootstrapSettings& settings) {
    const CohortTable table(cohort.studies);
    const CohortFigures figures = table.figures();
    const CohortIntervals intervals = bootstrap_figures(table, settings);
    Json json = header_json(cohort, settings);
    json["score"] = score_json(figures, intervals);
    json["prior"] = prior_json(cohort.prior);
    Json& subsets = json["subsets"] = Json::array();
    for (std::size_t i = 0; i < figures.subsets.size(); ++i) {
        subsets.push_back(
            subset_json(evaluated_subsets()[i], table, figures.subsets[i], intervals.subsets[i]));
    }
    Json& worst = json["worst"] = Json::array();
    for (const WorstCase& found : worst_cases(cohort.studies, kWorstCases)) {
        worst.push_back(case_json(cohort, found));
    }
    return json;
}

}  // namespace lumbar
