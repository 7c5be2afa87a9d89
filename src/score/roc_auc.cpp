#include "score/roc_auc.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>

#include "base/error.h"

namespace lumbar {
namespace {

// A row in four bytes: a million rows go through the cache once a resample.
constexpr std::uint32_t kPositive = 1u << 30;
constexpr std::uint32_t kEndsTie = 1u << 31;  // the next row's probability is higher
constexpr std::uint32_t kStudy = kPositive - 1;

}  // namespace

RocAuc::RocAuc(std::vector<Row> rows) {
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Row& a, const Row& b) { return a.probability < b.probability; });
    rows_.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].study > kStudy) {
            throw Error({"too many studies", "", std::to_string(kStudy), std::to_string(rows[i].study)});
        }
        const bool ends_tie = i + 1 == rows.size() || rows[i].probability < rows[i + 1].probability;
        rows_.push_back(rows[i].study | (rows[i].is_positive ? kPositive : 0) | (ends_tie ? kEndsTie : 0));
    }
}

double RocAuc::area(std::span<const std::uint32_t> times) const {
    std::uint64_t pairs_won = 0;  // twice: ties are halves
    std::uint64_t positives = 0, negatives = 0, tied_positives = 0, tied_negatives = 0;
    for (const std::uint32_t row : rows_) {
        const std::uint64_t count = times[row & kStudy];
        const bool is_positive = (row & kPositive) != 0;
        tied_positives += is_positive ? count : 0;
        tied_negatives += is_positive ? 0 : count;
        if ((row & kEndsTie) == 0) continue;
        pairs_won += tied_positives * (2 * negatives + tied_negatives);
        positives += tied_positives;
        negatives += tied_negatives;
        tied_positives = tied_negatives = 0;
    }
    if (positives == 0 || negatives == 0) return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(pairs_won) / 2 /
           (static_cast<double>(positives) * static_cast<double>(negatives));
}

}  // namespace lumbar
