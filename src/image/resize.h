// Resizes frames.
#pragma once

#include "core/interpolation.h"
#include "core/stack.h"

namespace lumbar {

// The same size copies; no frames give no frames.  Throws Error for sizes or threads below 1.  The result
// does not depend on `threads`.

// OpenCV's resize: no antialiasing, half-pixel centres, replicated border (cv::resize, imgproc/resize.cpp).
FloatStack resize(const FloatStack& frames, int height, int width, Interpolation interpolation, int threads);
ByteStack resize(const ByteStack& frames, int height, int width, Interpolation interpolation, int threads);

// Pillow's antialiased Lanczos-3 in mode F (libImaging/Resample.c).
FloatStack resize_antialiased(const FloatStack& frames, int height, int width, int threads);

}  // namespace lumbar
