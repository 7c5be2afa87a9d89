// Counts rows by their label and their grade, and derives what follows from the counts alone.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/grades.h"

namespace lumbar {

struct ConfusionMatrix {
    std::array<std::array<std::uint64_t, kClasses>, kClasses> rows{};  // [label][grade]

    void add(std::size_t label, std::size_t grade, std::uint64_t times) { rows[label][grade] += times; }
    ConfusionMatrix& operator+=(const ConfusionMatrix& other);
    std::uint64_t labelled(std::size_t label) const;
    std::uint64_t graded(std::size_t grade) const;
    std::uint64_t total() const;
};

// Each is NaN where it would divide by 0: without rows, without rows of the class, and so on.
double accuracy(const ConfusionMatrix& matrix);
// Of the rows with this label, the share that has this grade.
double sensitivity(const ConfusionMatrix& matrix, std::size_t label);
// Of the rows with another label, the share that has another grade.
double specificity(const ConfusionMatrix& matrix, std::size_t label);
// Of the rows with this grade, the share that has this label.
double predictive_value(const ConfusionMatrix& matrix, std::size_t grade);

}  // namespace lumbar
