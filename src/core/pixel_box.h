// A rectangle of an image, half-open, in pixels.
#pragma once

namespace lumbar {

struct PixelBox {
    int left = 0, top = 0, right = 0, bottom = 0;

    bool is_empty() const { return left >= right || top >= bottom; }
    bool operator==(const PixelBox&) const = default;
};

}  // namespace lumbar
