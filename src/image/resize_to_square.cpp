#include "image/resize_to_square.h"

#include "image/resize.h"

namespace lumbar {

ByteStack resize_to_square(const FloatStack& frames, IntensityRange range, int size, int threads) {
    return normalize(resize_antialiased(frames, size, size, threads), range, threads);
}

}  // namespace lumbar
