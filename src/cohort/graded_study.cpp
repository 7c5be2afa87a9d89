#include "cohort/graded_study.h"

#include <algorithm>

namespace lumbar {

std::size_t CohortStudy::findings_from_priors() const {
    const auto findings = all_findings();
    return static_cast<std::size_t>(std::count_if(
        findings.begin(), findings.end(), [&](const Finding& finding) { return !is_graded[finding]; }));
}

}  // namespace lumbar
