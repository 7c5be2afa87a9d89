#include "pipeline/held_out_scores.h"

#include <limits>
#include <map>
#include <utility>

namespace lumbar {
namespace {

class Comparison {
  public:
    // Rows without a grade do not count, for neither side.
    void add(const StudyLabels& labels, const Grades& said, const ClassPriors& prior) {
        ScoredStudy scored{labels, {}};
        bool has_said = false;
        for (const Finding& finding : all_findings()) {
            const auto& grade = said[finding];
            if (!grade) scored.labels[finding] = kUnlabelled;
            scored.predictions[finding] = grade.value_or(Probabilities{});
            has_said = has_said || grade;
        }
        if (!has_said) return;
        nets_.push_back(scored);
        prior_.push_back({scored.labels, prior});
    }

    ComparedScore score(std::string name) const {
        return {std::move(name), nets_.size(), competition_score(nets_), competition_score(prior_)};
    }

  private:
    std::vector<ScoredStudy> nets_, prior_;
};

}  // namespace

HeldOutScores score_held_out(const CrossValidation& predictions) {
    Comparison ensemble;
    std::map<int, Comparison> folds;
    std::map<std::string, Comparison> recipes;
    for (const HeldOutStudy& study : predictions.studies) {
        const ClassPriors& prior = predictions.priors.at(study.fold);
        ensemble.add(study.labels, study.ensemble, prior);
        folds[study.fold].add(study.labels, study.ensemble, prior);
        for (const auto& [name, said] : study.recipes) recipes[name].add(study.labels, said, prior);
    }
    HeldOutScores scores{ensemble.score("ensemble"), {}, {}};
    for (const auto& [fold, each] : folds) scores.folds.push_back(each.score("fold " + std::to_string(fold)));
    for (const auto& [name, each] : recipes) scores.recipes.push_back(each.score(name));
    return scores;
}

double mean_of_parts(const Score& score) {
    double sum = 0;
    int parts = 0;
    const auto add = [&](const LossPart& part) {
        if (part.rows == 0) return;
        sum += part.loss;
        ++parts;
    };
    for (const LossPart& part : score.groups) add(part);
    add(score.any_severe_spinal);
    return parts > 0 ? sum / parts : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace lumbar
