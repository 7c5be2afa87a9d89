#include "core/grades.h"

#include <algorithm>

namespace lumbar {

std::size_t most_probable_class(const Probabilities& probabilities) {
    return static_cast<std::size_t>(std::max_element(probabilities.begin(), probabilities.end()) -
                                    probabilities.begin());
}

}  // namespace lumbar
