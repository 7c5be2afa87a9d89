#include "image/resize.h"

#include "image/check_frames.h"
#include "image/filter_for.h"
#include "kernels/resize.h"
#include "kernels/resize_antialiased.h"

namespace lumbar {
namespace {

template <class T>
Stack<T> resize_any(const Stack<T>& frames, int height, int width, Interpolation interpolation, int threads) {
    const auto shape = checked_shape(frames, "resize", threads);
    require_positive(height, "resize", "new height");
    require_positive(width, "resize", "new width");
    Stack<T> result(frames.frames, height, width);
    kernels::resize(frames.pixels.data(), shape, result.pixels.data(), height, width,
                    filter_for(interpolation), threads);
    return result;
}

}  // namespace

FloatStack resize(const FloatStack& frames, int height, int width, Interpolation interpolation, int threads) {
    return resize_any(frames, height, width, interpolation, threads);
}

ByteStack resize(const ByteStack& frames, int height, int width, Interpolation interpolation, int threads) {
    return resize_any(frames, height, width, interpolation, threads);
}

FloatStack resize_antialiased(const FloatStack& frames, int height, int width, int threads) {
    const auto shape = checked_shape(frames, "resize_antialiased", threads);
    require_positive(height, "resize_antialiased", "new height");
    require_positive(width, "resize_antialiased", "new width");
    FloatStack result(frames.frames, height, width);
    kernels::resize_antialiased(frames.pixels.data(), shape, result.pixels.data(), height, width, threads);
    return result;
}

}  // namespace lumbar
