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

    Transform(const ShiftScaleRotate& change, FrameSize size)
        : cosine(change.scale * std::cos(change.angle_deg * (std::numbers::pi / 180))),
          sine(change.scale * std::sin(change.angle_deg * (std::numbers::pi / 180))),
          centre_px{size.width_px / 2.0 - 0.5, size.height_px / 2.0 - 0.5},
          shift_px{change.shift_x * size.width_px, change.shift_y * size.height_px} {}

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

std::vector<Setting> ShiftScaleRotate::settings_of(Settings& s) {
    return {{"augment.shift", "largest move, share of the side", &s.shift, 0, 1},
            {"augment.scale", "largest change of size", &s.scale, 0, 0.9},
            {"augment.rotate_deg", "largest rotation, degrees", &s.rotate_deg, 0, 180}};
}

ShiftScaleRotate ShiftScaleRotate::draw(const Settings& settings, Random& random, FrameSize /*size*/) {
    ShiftScaleRotate drawn;
    drawn.shift_x = random.uniform(-settings.shift, settings.shift);
    drawn.shift_y = random.uniform(-settings.shift, settings.shift);
    drawn.scale = 1 + random.uniform(-settings.scale, settings.scale);
    drawn.angle_deg = random.uniform(-settings.rotate_deg, settings.rotate_deg);
    return drawn;
}

ByteStack ShiftScaleRotate::apply(ByteStack frames, std::uint64_t /*noise_seed*/, int threads) const {
    if (*this == ShiftScaleRotate{}) return frames;
    const Transform transform(*this, {frames.height, frames.width});
    return map_pixels(
        frames,
        [&](int x, int y) {
            return transform.backward({static_cast<double>(x), static_cast<double>(y)});
        },
        threads);
}

Point ShiftScaleRotate::move(Point point_px, FrameSize size) const {
    if (*this == ShiftScaleRotate{}) return point_px;
    return Transform(*this, size).forward(point_px);
}

std::vector<Example<ShiftScaleRotate>> ShiftScaleRotate::examples(const Settings& settings,
                                                                  Random& /*random*/, FrameSize /*size*/) {
    return {{"moved right and down", {settings.shift, settings.shift, 1, 0}},
            {"larger", {0, 0, 1 + settings.scale, 0}},
            {"smaller", {0, 0, 1 - settings.scale, 0}},
            {"turned counter-clockwise", {0, 0, 1, settings.rotate_deg}},
            {"turned clockwise", {0, 0, 1, -settings.rotate_deg}}};
}

}  // namespace lumbar
