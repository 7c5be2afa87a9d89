// Divides labelled studies into folds of about the same grades.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "competition/labels.h"

namespace lumbar {

// Of each study its fold, 0 to `folds` - 1; their sizes differ by one study at most.  Each condition's
// moderate and severe labels are spread evenly: studies with the rarest ones come first, and each goes where
// such labels are fewest (greedily, in the spirit of Sechidis et al. 2011, On the Stratification of
// Multi-Label Data). Studies without labels fill up.  The same seed gives the same folds.  Throws Error
// (usage) for fewer studies than folds.
std::map<std::string, int> make_folds(const std::vector<std::string>& studies,
                                      const std::map<std::string, StudyLabels>& labels, int folds,
                                      std::uint64_t seed);

}  // namespace lumbar
