#include "augment/shift_scale_rotate.h"

#include <cmath>
#include <numbers>

#include "augment/pixel_map.h"

namespace lumbar {
namespace {

// The turn and the scale in one: with y pointing down, a positive angle turns counter-clockwise.
struct Transform {
    double cosine = 1, sine = 0;
    Point centre_px, shift_px;

    Transform(const ShiftScaleRotate& change, int height_px, int width_px)
        : cosine(change.scale * std::cos(change.angle_deg * (std::numbers::pi / 180))),
          sine(change.scale * std::sin(change.angle_deg * (std::numbers::pi / 180))),
          centre_px{width_px / 2.0 - 0.5, height_px / 2.0 - 0.5},
          shift_px{change.shift_x * width_px, change.shift_y * height_px} {}

    Point forward(Point p) const {
        const double x = p.x - centre_px.x, y = p.y - centre_px.y;
        return {cosine * x + sine * y + centre_px.x + shift_px.x,
                -sine * x + cosine * y + centre_px.y + shift_px.y};
    }
    Point backward(Point p) const {
        const double x = p.x - centre_px.x - shift_px.x, y = p.y - centre_px.y - shift_px.y;
        const double square = cosine * cosine + sine * sine;
        return {(cosine * x - sine * y) / square + centre_px.x,
                (sine * x + cosine * y) / square + centre_px.y};
    }
};

}  // namespace

ShiftScaleRotate draw_shift_scale_rotate(const AugmentationSettings& settings, Random& random) {
    ShiftScaleRotate drawn;
    drawn.shift_x = random.uniform(-settings.shift, settings.shift);
    drawn.shift_y = random.uniform(-settings.shift, settings.shift);
    drawn.scale = 1 + random.uniform(-settings.scale, settings.scale);
    drawn.angle_deg = random.uniform(-settings.rotate_deg, settings.rotate_deg);
    return drawn;
}

ByteStack shift_scale_rotate(ByteStack frames, const ShiftScaleRotate& change, int threads) {
    if (change == ShiftScaleRotate{}) return frames;
    const Transform transform(change, frames.height, frames.width);
    return map_pixels(
        frames,
        [&](int x, int y) {
            return transform.backward({static_cast<double>(x), static_cast<double>(y)});
        },
        threads);
}

Point shift_scale_rotate_point(Point point_px, const ShiftScaleRotate& change, int height_px, int width_px) {
    if (change == ShiftScaleRotate{}) return point_px;
    return Transform(change, height_px, width_px).forward(point_px);
}

}  // namespace lumbar
