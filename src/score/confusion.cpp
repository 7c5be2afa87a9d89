#include "score/confusion.h"

#include <limits>

namespace lumbar {
namespace {

double share(std::uint64_t part, std::uint64_t whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole)
                     : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

ConfusionMatrix& ConfusionMatrix::operator+=(const ConfusionMatrix& other) {
    for (std::size_t label = 0; label < kClasses; ++label) {
        for (std::size_t grade = 0; grade < kClasses; ++grade) rows[label][grade] += other.rows[label][grade];
    }
    return *this;
}

std::uint64_t ConfusionMatrix::labelled(std::size_t label) const {
    return rows[label][0] + rows[label][1] + rows[label][2];
}

std::uint64_t ConfusionMatrix::graded(std::size_t grade) const {
    return rows[0][grade] + rows[1][grade] + rows[2][grade];
}

std::uint64_t ConfusionMatrix::total() const {
    return labelled(0) + labelled(1) + labelled(2);
}

double accuracy(const ConfusionMatrix& matrix) {
    return share(matrix.rows[0][0] + matrix.rows[1][1] + matrix.rows[2][2], matrix.total());
}

double sensitivity(const ConfusionMatrix& matrix, std::size_t label) {
    return share(matrix.rows[label][label], matrix.labelled(label));
}

double specificity(const ConfusionMatrix& matrix, std::size_t label) {
    const std::uint64_t others = matrix.total() - matrix.labelled(label);
    return share(others - (matrix.graded(label) - matrix.rows[label][label]), others);
}

double predictive_value(const ConfusionMatrix& matrix, std::size_t grade) {
    return share(matrix.rows[grade][grade], matrix.graded(grade));
}

}  // namespace lumbar
