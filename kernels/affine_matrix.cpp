#include "kernels/affine_matrix.h"

#include <cmath>
#include <numbers>

namespace lumbar::kernels {

AffineMatrix rotation_about_centre(double angle_deg, int height, int width) {
    const double angle = angle_deg * (std::numbers::pi / 180);
    const double cosine = std::cos(angle), sine = std::sin(angle);
    const double x = width / 2.0 - 0.5, y = height / 2.0 - 0.5;
    return {cosine, sine, (1 - cosine) * x - sine * y, -sine, cosine, sine * x + (1 - cosine) * y};
}

AffineMatrix inverted(const AffineMatrix& m) {
    const double determinant = m[0] * m[4] - m[1] * m[3];
    const double scale = determinant != 0 ? 1.0 / determinant : 0.0;
    AffineMatrix inverse{m[4] * scale, m[1] * -scale, 0, m[3] * -scale, m[0] * scale, 0};
    inverse[2] = -inverse[0] * m[2] - inverse[1] * m[5];
    inverse[5] = -inverse[3] * m[2] - inverse[4] * m[5];
    return inverse;
}

}  // namespace lumbar::kernels
