// Arrays that tests/reference/make_golden.py wrote, and how far ours are from them.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/stack.h"
#include "files/safetensors.h"

namespace lumbar::test {

// One file of tests/golden/.
class Golden {
  public:
    explicit Golden(std::string_view file);

    std::vector<std::int64_t> shape(std::string_view name) const { return file_.at(name).shape; }
    // Any stored type, as doubles.
    std::vector<double> numbers(std::string_view name) const;
    // The reference keeps images as [H,W] or [H,W,S] (slices last); here they become [S,H,W].
    FloatStack float_stack(std::string_view name) const;
    ByteStack byte_stack(std::string_view name) const;
    const SafetensorsFile& file() const { return file_; }

  private:
    template <class T>
    Stack<T> stack(std::string_view name) const;

    SafetensorsFile file_;
};

struct Difference {
    double largest = 0;          // of all elements
    double share_above_one = 0;  // of elements further than 1 apart: for grey levels
};

template <class A, class B>
Difference difference(const std::vector<A>& a, const std::vector<B>& b) {
    if (a.size() != b.size()) return {1e300, 1.0};
    Difference result;
    std::size_t above = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double distance = std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
        if (!std::isnan(result.largest) && !(distance <= result.largest))
            result.largest = distance;  // a NaN stays
        above += !(distance <= 1.0);
    }
    result.share_above_one = a.empty() ? 0 : static_cast<double>(above) / static_cast<double>(a.size());
    return result;
}

}  // namespace lumbar::test
