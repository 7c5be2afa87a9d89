// A stack of equally sized frames, row-major: [frames, height, width].
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lumbar {

template <class T>
struct Stack {
    int frames = 0, height = 0, width = 0;
    std::vector<T> pixels;

    Stack() = default;
    Stack(int count, int rows, int columns)
        : frames(count),
          height(rows),
          width(columns),
          pixels(frame_size() * static_cast<std::size_t>(count)) {}

    std::size_t frame_size() const {
        return static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
    }
    T* frame(int index) { return pixels.data() + frame_size() * static_cast<std::size_t>(index); }
    const T* frame(int index) const { return pixels.data() + frame_size() * static_cast<std::size_t>(index); }
    T& at(int index, int y, int x) { return frame(index)[static_cast<std::size_t>(y) * width + x]; }
    const T& at(int index, int y, int x) const {
        return frame(index)[static_cast<std::size_t>(y) * width + x];
    }
    bool operator==(const Stack&) const = default;
};

using FloatStack = Stack<float>;
using ByteStack = Stack<std::uint8_t>;

}  // namespace lumbar
