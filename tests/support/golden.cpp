#include "support/golden.h"

#include <cstring>
#include <stdexcept>

#include "support/files.h"

namespace lumbar::test {
namespace {

template <class T>
double element(const std::byte* bytes, std::size_t index) {
    T value;
    std::memcpy(&value, bytes + index * sizeof(T), sizeof(T));
    return static_cast<double>(value);
}

double element(const TensorView& view, std::size_t index) {
    switch (view.dtype) {
        case DType::f64:
            return element<double>(view.data, index);
        case DType::f32:
            return element<float>(view.data, index);
        case DType::i64:
            return static_cast<double>(element<std::int64_t>(view.data, index));
        case DType::u8:
        case DType::boolean:
            return element<std::uint8_t>(view.data, index);
        default:
            throw std::runtime_error("goldens hold F64, F32, I64, U8 and BOOL only: " + view.name);
    }
}

}  // namespace

Golden::Golden(std::string_view file) : file_(test_file("golden") / file) {}

std::vector<double> Golden::numbers(std::string_view name) const {
    const TensorView& view = file_.at(name);
    std::vector<double> values(view.size_bytes / size_of(view.dtype));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = element(view, i);
    return values;
}

template <class T>
Stack<T> Golden::stack(std::string_view name) const {
    const auto extents = shape(name);
    const auto values = numbers(name);
    const int frames = extents.size() == 3 ? static_cast<int>(extents[2]) : 1;
    Stack<T> result(frames, static_cast<int>(extents[0]), static_cast<int>(extents[1]));
    for (std::size_t pixel = 0; pixel < result.frame_size(); ++pixel) {
        for (int s = 0; s < frames; ++s) {
            result.frame(s)[pixel] = static_cast<T>(values[pixel * static_cast<std::size_t>(frames) + s]);
        }
    }
    return result;
}

FloatStack Golden::float_stack(std::string_view name) const {
    return stack<float>(name);
}
ByteStack Golden::byte_stack(std::string_view name) const {
    return stack<std::uint8_t>(name);
}

}  // namespace lumbar::test
