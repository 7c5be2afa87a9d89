#include "competition/soft_labels.h"

#include <cmath>
#include <cstddef>
#include <string_view>

#include "base/error.h"
#include "competition/submission_file.h"

namespace lumbar {
namespace {

struct Row {
    std::string study;
    Finding finding;
};

// The inverse of row_id().
Row parse_row_id(const std::string& row, const std::string& where) {
    for (const Finding& finding : all_findings()) {
        const std::string end = row_id("", finding);
        if (row.size() > end.size() && row.ends_with(end)) {
            return {row.substr(0, row.size() - end.size()), finding};
        }
    }
    throw Error({"a row names no finding", where, "STUDY" + row_id("", Finding{}) + " and the like", row});
}

}  // namespace

SoftLabels one_hot(const StudyLabels& labels) {
    SoftLabels soft;
    for (const Finding& finding : all_findings()) {
        const int label = labels[finding];
        if (label == kUnlabelled) continue;
        soft[finding] = Probabilities{};
        (*soft[finding])[static_cast<std::size_t>(label)] = 1;
    }
    return soft;
}

std::map<std::string, SoftLabels> read_pseudo_labels(const std::filesystem::path& path) {
    std::map<std::string, SoftLabels> studies;
    for (const auto& [id, probabilities] : read_submission(path)) {
        const Row row = parse_row_id(id, path.string());
        Probabilities shares = probabilities;
        const double sum = shares[0] + shares[1] + shares[2];
        constexpr double kRounding = 2e-3;  // of three decimals
        if (std::abs(sum - 1) > kRounding) {
            throw Error({"no probabilities", path.string() + ": " + id, "three numbers that sum to 1",
                         "a sum of " + std::to_string(sum)});
        }
        for (double& share : shares) share /= sum;
        studies[row.study][row.finding] = shares;
    }
    return studies;
}

}  // namespace lumbar
