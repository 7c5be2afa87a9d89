#include "score/worst_cases.h"

#include <algorithm>

namespace lumbar {

std::vector<WorstCase> worst_cases(const std::vector<ScoredStudy>& studies, std::size_t most) {
    std::vector<WorstCase> cases;
    for (std::size_t i = 0; i < studies.size(); ++i) {
        const Score score = competition_score({studies[i]});
        double loss = 0, weight = 0;
        int rows = 0;
        for (const LossPart& group : score.groups) {
            if (group.rows == 0) continue;
            loss += group.loss * group.weight;
            weight += group.weight;
            rows += group.rows;
        }
        if (rows > 0) cases.push_back({i, loss / weight, rows});
    }
    std::stable_sort(cases.begin(), cases.end(),
                     [](const WorstCase& a, const WorstCase& b) { return a.log_loss > b.log_loss; });
    cases.resize(std::min(most, cases.size()));
    return cases;
}

}  // namespace lumbar
