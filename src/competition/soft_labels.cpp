#include "competition/soft_labels.h"

#include <cmath>
#include <cstddef>
#include <string_view>

#include "base/error.h"
#include "competition/submission_file.h"

namespace lumbar {
namespace {

struct Finding {
    std::string study;
    std::size_t level, condition;
};

// The other way round of row_id().
Finding parse_row_id(const std::string& row, const std::string& where) {
    for (std::size_t level = 0; level < kLevels; ++level) {
        for (std::size_t condition = 0; condition < kConditions; ++condition) {
            const std::string end = row_id("", static_cast<Condition>(condition), static_cast<int>(level));
            if (row.size() > end.size() && row.ends_with(end)) {
                return {row.substr(0, row.size() - end.size()), level, condition};
            }
        }
    }
    throw Error(
        {"a row names no finding", where, "STUDY" + row_id("", Condition{}, 0) + " and the like", row});
}

}  // namespace

SoftLabels one_hot(const StudyLabels& labels) {
    SoftLabels soft;
    for (std::size_t level = 0; level < kLevels; ++level) {
        for (std::size_t condition = 0; condition < kConditions; ++condition) {
            const int label = labels[level][condition];
            if (label == kUnlabelled) continue;
            soft[level][condition] = Probabilities{};
            (*soft[level][condition])[static_cast<std::size_t>(label)] = 1;
        }
    }
    return soft;
}

std::map<std::string, SoftLabels> read_pseudo_labels(const std::filesystem::path& path) {
    std::map<std::string, SoftLabels> studies;
    for (const auto& [row, probabilities] : read_submission(path)) {
        const Finding finding = parse_row_id(row, path.string());
        Probabilities shares = probabilities;
        const double sum = shares[0] + shares[1] + shares[2];
        constexpr double kRounding = 2e-3;  // of three decimals
        if (std::abs(sum - 1) > kRounding) {
            throw Error({"no probabilities", path.string() + ": " + row, "three numbers that sum to 1",
                         "a sum of " + std::to_string(sum)});
        }
        for (double& share : shares) share /= sum;
        studies[finding.study][finding.level][finding.condition] = shares;
    }
    return studies;
}

}  // namespace lumbar
