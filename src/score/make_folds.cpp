#include "score/make_folds.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

#include "base/error.h"
#include "base/random.h"
#include "core/grades.h"

namespace lumbar {
namespace {

constexpr std::size_t kKinds = std::size_t{kConditions} * (kClasses - 1);  // of labels that are not normal

// [condition][moderate, severe]: how many levels have such a label.
using Counts = std::array<double, kKinds>;

Counts counts_of(const StudyLabels& labels) {
    Counts counts{};
    for (const auto& level : labels) {
        for (std::size_t condition = 0; condition < level.size(); ++condition) {
            const int grade = level[condition];
            if (grade > 0) counts[condition * (kClasses - 1) + static_cast<std::size_t>(grade) - 1] += 1;
        }
    }
    return counts;
}

struct Study {
    std::string id;
    Counts counts{};
    double rarity = 0;  // the share of its rarest label's total that one label is
};

struct Fold {
    std::size_t size = 0;
    Counts counts{};
};

class Folds {
  public:
    Folds(std::size_t folds, std::size_t studies, const Counts& totals)
        : folds_(folds), size_(studies / folds), larger_(studies % folds), totals_(totals) {}

    int add(const Study& study) {
        Fold* best = nullptr;
        double least = std::numeric_limits<double>::infinity();
        for (Fold& fold : folds_) {
            if (!has_room(fold)) continue;
            const double crowd = crowd_of(fold, study);
            const bool is_better = crowd < least || (crowd == least && fold.size < best->size);
            if (!is_better) continue;
            best = &fold;
            least = crowd;
        }
        if (best->size == size_) --larger_;
        ++best->size;
        for (std::size_t i = 0; i < kKinds; ++i) best->counts[i] += study.counts[i];
        return static_cast<int>(best - folds_.data());
    }

  private:
    bool has_room(const Fold& fold) const { return fold.size < size_ || (fold.size == size_ && larger_ > 0); }
    // How much of the study's kinds of labels the fold has already.
    double crowd_of(const Fold& fold, const Study& study) const {
        double crowd = 0;
        for (std::size_t i = 0; i < kKinds; ++i) {
            if (study.counts[i] > 0) crowd += study.counts[i] * fold.counts[i] / (totals_[i] * totals_[i]);
        }
        return crowd;
    }

    std::vector<Fold> folds_;
    std::size_t size_, larger_;  // studies a fold; folds that get one more
    Counts totals_;
};

}  // namespace

std::map<std::string, int> make_folds(const std::vector<std::string>& studies,
                                      const std::map<std::string, StudyLabels>& labels, int folds,
                                      std::uint64_t seed) {
    if (studies.size() < static_cast<std::size_t>(folds)) {
        throw Error({"too few studies for the folds", "--folds", std::to_string(studies.size()) + " at most",
                     std::to_string(folds)},
                    ExitCode::usage);
    }
    std::vector<Study> order;
    Counts totals{};
    for (const std::string& id : studies) {
        const auto found = labels.find(id);
        order.push_back({id, found == labels.end() ? Counts{} : counts_of(found->second)});
        for (std::size_t i = 0; i < kKinds; ++i) totals[i] += order.back().counts[i];
    }
    for (Study& study : order) {
        for (std::size_t i = 0; i < kKinds; ++i) {
            if (study.counts[i] > 0) study.rarity = std::max(study.rarity, 1 / totals[i]);
        }
    }
    Random(seed).shuffle(order);
    std::stable_sort(order.begin(), order.end(),
                     [](const Study& a, const Study& b) { return a.rarity > b.rarity; });
    Folds divided(static_cast<std::size_t>(folds), order.size(), totals);
    std::map<std::string, int> fold_of;
    for (const Study& study : order) fold_of[study.id] = divided.add(study);
    return fold_of;
}

}  // namespace lumbar
