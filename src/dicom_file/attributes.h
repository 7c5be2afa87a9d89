// The values of a data set's attributes; empty if one is absent, malformed or not finite.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "dicom_file/data_set.h"

namespace lumbar {

std::optional<int> integer_of(const DataSet& data, Tag tag);
std::optional<double> number_of(const DataSet& data, Tag tag, std::size_t index = 0);
// At most 256 bytes of it.
std::string text_of(const DataSet& data, Tag tag);        // the first value; "" if absent
std::string whole_text_of(const DataSet& data, Tag tag);  // with all its values

template <std::size_t N>
std::optional<std::array<double, N>> numbers_of(const DataSet& data, Tag tag) {
    std::array<double, N> values;
    for (std::size_t i = 0; i < N; ++i) {
        const auto value = number_of(data, tag, i);
        if (!value) return std::nullopt;
        values[i] = *value;
    }
    return values;
}

}  // namespace lumbar
