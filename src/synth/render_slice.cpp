#include "synth/render_slice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "image/resize.h"

namespace lumbar {
namespace {

constexpr double kLargestStored = 4095;

// The same field of view in the pixels that are really acquired; scanners interpolate from those.
SlicePlane acquired_plane(const SlicePlane& plane, int longer_px) {
    const double scale = static_cast<double>(longer_px) / std::max(plane.height, plane.width);
    SlicePlane acquired = plane;
    acquired.height = std::max(1, static_cast<int>(std::lround(plane.height * scale)));
    acquired.width = std::max(1, static_cast<int>(std::lround(plane.width * scale)));
    acquired.spacing_mm = plane.spacing_mm * std::max(plane.height, plane.width) / longer_px;
    const double shift =
        (acquired.spacing_mm / plane.spacing_mm - 1) / 2;  // the corner stays, pixel centres move
    acquired.position_mm = pixel_position(plane, shift, shift);
    return acquired;
}

double coil_gain(const Scanner& scanner, const PatientPoint& point) {
    const double deep = (scanner.coil_centre_mm[1] - point[1]) / scanner.coil_reach_mm;
    const double along = (point[2] - scanner.coil_centre_mm[2]) / scanner.coil_length_mm;
    const double across = 1 + scanner.tilt_per_mm * (point[0] - scanner.coil_centre_mm[0]);
    return std::exp(-std::clamp(deep, -0.32, 2.0)) / (1 + along * along * along * along) * across;
}

// A slice is thick: two samples across it, where that matters.
double signal_at(const Anatomy& anatomy, const SlicePlane& plane, const PatientPoint& at,
                 const Contrast& contrast) {
    if (!anatomy.is_near_spine(at)) return contrast.of(anatomy.tissue_at(at, plane.spacing_mm));
    const double mm = 0.22 * plane.thickness_mm;
    const std::array<double, 3> normal = normal_of(plane);
    double signal = 0;
    for (const double side : {-mm, mm}) {
        const PatientPoint point = {at[0] + side * normal[0], at[1] + side * normal[1],
                                    at[2] + side * normal[2]};
        signal += 0.5 * contrast.of(anatomy.tissue_at(point, plane.spacing_mm));
    }
    return signal;
}

// Noise is Gaussian in both channels of the receiver, and the picture is their magnitude.
class ReceiverNoise {
  public:
    ReceiverNoise(std::uint64_t seed, double deviation) : random_(seed), deviation_(deviation) {}

    double add_to(double signal) {
        const std::uint64_t bits = random_.bits();
        const double real = signal + deviation_ * quantiles()[bits & (kQuantiles - 1)];
        const double imaginary = deviation_ * quantiles()[(bits >> 32) & (kQuantiles - 1)];
        return std::sqrt(real * real + imaginary * imaginary);
    }

  private:
    static constexpr std::size_t kQuantiles = 4096;

    static const std::array<double, kQuantiles>& quantiles() {
        static const std::array<double, kQuantiles> table = [] {
            std::array<double, kQuantiles> values{};
            for (std::size_t i = 0; i < kQuantiles; ++i) {
                values[i] = normal_quantile((static_cast<double>(i) + 0.5) / kQuantiles);
            }
            return values;
        }();
        return table;
    }

    Random random_;
    double deviation_;
};

}  // namespace

Scanner draw_scanner(SeriesKind kind, const Anatomy& anatomy, Random& random) {
    Scanner scanner;
    scanner.contrast = draw_contrast(kind, random);
    scanner.coil_reach_mm = random.uniform(75, 210);
    scanner.coil_length_mm = random.uniform(150, 230);
    scanner.coil_centre_mm = anatomy.disc_back(2);
    scanner.coil_centre_mm[2] += random.normal(-5, 15);
    scanner.tilt_per_mm = random.normal(0, 0.0015);
    scanner.noise = random.uniform(0.012, 0.04);
    scanner.brightness = random.uniform(450, 1500);
    scanner.acquired_px = static_cast<int>(random.integer(256, 320));
    return scanner;
}

Stack<std::uint16_t> render_slice(const Anatomy& anatomy, const SlicePlane& plane, const Scanner& scanner,
                                  std::uint64_t noise_seed) {
    const SlicePlane acquired = acquired_plane(plane, scanner.acquired_px);
    ReceiverNoise noise(noise_seed, scanner.noise);
    FloatStack picture(1, acquired.height, acquired.width);
    for (int y = 0; y < acquired.height; ++y) {
        for (int x = 0; x < acquired.width; ++x) {
            const PatientPoint at = pixel_position(acquired, x, y);
            const double signal = signal_at(anatomy, acquired, at, scanner.contrast);
            picture.at(0, y, x) = static_cast<float>(noise.add_to(signal * coil_gain(scanner, at)));
        }
    }
    const FloatStack resized = resize_antialiased(picture, plane.height, plane.width, 1);
    Stack<std::uint16_t> stored(1, plane.height, plane.width);
    for (std::size_t i = 0; i < stored.pixels.size(); ++i) {
        const double value = std::round(static_cast<double>(resized.pixels[i]) * scanner.brightness);
        stored.pixels[i] = static_cast<std::uint16_t>(std::clamp(value, 0.0, kLargestStored));
    }
    return stored;
}

}  // namespace lumbar
