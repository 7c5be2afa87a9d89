#include "competition/submission_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <numeric>

#include "base/atomic_file.h"
#include "base/error.h"
#include "files/csv.h"

namespace lumbar {
namespace {

constexpr int kMillion = 1'000'000;  // six decimals

// `most_off`: how far the sum may be from 1.
void check(const Probabilities& p, const std::string& row, double most_off) {
    const double sum = p[0] + p[1] + p[2];
    const bool good =
        std::all_of(p.begin(), p.end(), [](double share) { return std::isfinite(share) && share >= 0; });
    if (good && sum > 0 && std::isfinite(sum) && std::abs(sum - 1) <= most_off) return;
    throw Error(
        {"no probabilities", row,
         std::string("three numbers >= 0 that ") + (std::isinf(most_off) ? "are not all 0" : "sum to 1"),
         std::to_string(p[0]) + " " + std::to_string(p[1]) + " " + std::to_string(p[2])});
}

// Millionths that sum to a million: rounding goes to the largest share, where it matters least.
std::array<int, kClasses> millionths(const Probabilities& p) {
    const double sum = p[0] + p[1] + p[2];
    std::array<int, kClasses> parts{};
    for (std::size_t i = 0; i < kClasses; ++i)
        parts[i] = static_cast<int>(std::lround(p[i] / sum * kMillion));
    *std::max_element(parts.begin(), parts.end()) +=
        kMillion - std::accumulate(parts.begin(), parts.end(), 0);
    return parts;
}

std::string line_of(const std::string& row, const Probabilities& p) {
    check(p, row, 1e-3);
    std::string line = csv_field(row);
    for (const int part : millionths(p)) {
        std::array<char, 16> text{};
        std::snprintf(text.data(), text.size(), ",%d.%06d", part / kMillion, part % kMillion);
        line += text.data();
    }
    return line + "\n";
}

using Lines = std::map<std::string, std::string>;  // sorted by row_id

// `on_empty` is asked about rows without a grade.
template <class OnEmpty>
Lines lines_of(const std::vector<GradedStudy>& studies, const OnEmpty& on_empty) {
    Lines lines;
    for (const GradedStudy& study : studies) {
        for (const Finding& finding : all_findings()) {
            const auto row = row_id(study.id, finding);
            const auto& grade = study.grades[finding];
            grade ? void(lines[row] = line_of(row, *grade)) : on_empty(row);
        }
    }
    return lines;
}

void write_lines(const std::filesystem::path& path, const Lines& lines) {
    AtomicFile file(path);
    file.write("row_id,normal_mild,moderate,severe\n");
    for (const auto& [row, line] : lines) file.write(line);
    file.commit();
}

}  // namespace

void write_submission(const std::filesystem::path& path, const std::vector<GradedStudy>& studies) {
    write_lines(path, lines_of(studies, [](const std::string& row) {
                    throw Error({"a row has no grade", row});
                }));
}

void write_partial_submission(const std::filesystem::path& path, const std::vector<GradedStudy>& studies) {
    write_lines(path, lines_of(studies, [](const std::string&) {}));
}

std::map<std::string, Probabilities> read_probabilities(
    const CsvTable& table, const std::function<std::string(std::size_t row)>& name_of) {
    std::array<std::size_t, kClasses> columns{};
    for (std::size_t i = 0; i < kClasses; ++i) columns[i] = table.column(kClassNames[i]);
    std::map<std::string, Probabilities> rows;
    for (std::size_t row = 0; row < table.size(); ++row) {
        Probabilities p{};
        for (std::size_t i = 0; i < kClasses; ++i) p[i] = table.number(row, columns[i]);
        check(p, table.where(row), std::numeric_limits<double>::infinity());
        const std::string name = name_of(row);
        if (!rows.emplace(name, p).second) {
            throw Error({"the row appears twice", table.where(row), "", name});
        }
    }
    return rows;
}

std::map<std::string, Probabilities> read_submission(const std::filesystem::path& path) {
    const CsvTable table = read_csv(path);
    const std::size_t row_column = table.column("row_id");
    return read_probabilities(table, [&](std::size_t row) { return table.at(row, row_column); });
}

}  // namespace lumbar
