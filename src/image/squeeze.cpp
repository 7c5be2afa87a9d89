#include "image/squeeze.h"

#include "image/resize.h"

namespace lumbar {

ByteStack squeeze(const FloatStack& frames, IntensityRange range, int size, int threads) {
    return normalize(resize_antialiased(frames, size, size, threads), range, threads);
}

}  // namespace lumbar
