#include "app/print_score.h"

#include <cstdio>
#include <string>

#include "base/fixed_decimals.h"

namespace lumbar {
namespace {

constexpr std::size_t kParts = kConditionGroups + 1;

std::string part_name(std::size_t part) {
    return part < kConditionGroups ? std::string(kConditionGroupNames[part]) : "any_severe_spinal";
}

const LossPart& part_of(const Score& score, std::size_t part) {
    return part < kConditionGroups ? score.groups[part] : score.any_severe_spinal;
}

// Over all levels; NaN where nothing is labelled.
double loss_of(const Score& score, std::size_t condition) {
    double sum = 0, weight = 0;
    for (const auto& level : score.cells) {
        if (level[condition].rows == 0) continue;
        sum += level[condition].loss * level[condition].weight;
        weight += level[condition].weight;
    }
    return sum / weight;
}

void print_cells(const Score& score, const Score* prior) {
    std::printf("\nby finding and level\n  %-34s", "");
    for (const auto level : kLevelTitles) std::printf(" %8s", std::string(level).c_str());
    std::printf(" %8s\n", "all");
    for (std::size_t condition = 0; condition < kConditions; ++condition) {
        std::printf("  %-34s", std::string(kConditionNames[condition]).c_str());
        for (std::size_t level = 0; level < kLevels; ++level) {
            std::printf(" %8.4f", score.cells[level][condition].loss);
        }
        std::printf(" %8.4f", loss_of(score, condition));
        if (prior) std::printf("   (class prior %.4f)", loss_of(*prior, condition));
        std::printf("\n");
    }
}

// "0.3312 (0.6120)"; a part without rows is a dash.
std::string compared(double nets, double prior, bool has_rows) {
    if (!has_rows) return "-";
    return fixed_decimals(nets, 4) + " (" + fixed_decimals(prior, 4) + ")";
}

void print_line(const ComparedScore& line) {
    std::printf("  %-16s %7zu", line.name.c_str(), line.studies);
    bool has_any = false;
    for (std::size_t part = 0; part < kParts; ++part) {
        const LossPart& nets = part_of(line.nets, part);
        has_any = has_any || nets.rows > 0;
        std::printf("   %-17s", compared(nets.loss, part_of(line.prior, part).loss, nets.rows > 0).c_str());
    }
    std::printf("   %s\n", compared(mean_of_parts(line.nets), mean_of_parts(line.prior), has_any).c_str());
}

}  // namespace

void print_score(const Score& score, const Score* prior, std::size_t studies) {
    std::printf("score %.6f over %zu studies", score.total, studies);
    if (prior) std::printf(" (class prior %.6f)", prior->total);
    std::printf(", the mean of\n");
    for (std::size_t part = 0; part < kParts; ++part) {
        const LossPart& loss = part_of(score, part);
        std::printf("  %-20s %8.6f   %6d rows, weight %.0f", part_name(part).c_str(), loss.loss, loss.rows,
                    loss.weight);
        if (prior) std::printf("   (class prior %.6f)", part_of(*prior, part).loss);
        std::printf("\n");
    }
    print_cells(score, prior);
}

void print_comparison(const std::vector<ComparedScore>& scores) {
    std::printf("\nscore (class prior's score)\n  %-16s %7s", "", "studies");
    for (std::size_t part = 0; part < kParts; ++part) std::printf("   %-17s", part_name(part).c_str());
    std::printf("   mean\n");
    for (const ComparedScore& line : scores) print_line(line);
}

}  // namespace lumbar
