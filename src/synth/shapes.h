// Signed distances to simple shapes (negative inside) and the soft edge that they give.
#pragma once

#include <algorithm>
#include <cmath>

namespace lumbar {

// How much of a pixel `edge_mm` wide lies inside.
inline double coverage(double distance_mm, double edge_mm) {
    return std::clamp(0.5 - distance_mm / edge_mm, 0.0, 1.0);
}

inline double smooth_step(double low, double high, double value) {
    const double t = std::clamp((value - low) / (high - low), 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

inline double blend(double a, double b, double share_of_b) {
    return a + (b - a) * share_of_b;
}

// A box about the origin with half sides a, b and rounded corners.
inline double rounded_box(double x, double y, double half_a, double half_b, double radius) {
    const double qx = std::abs(x) - half_a + radius, qy = std::abs(y) - half_b + radius;
    const double ox = std::max(qx, 0.0), oy = std::max(qy, 0.0);
    return std::sqrt(ox * ox + oy * oy) + std::min(std::max(qx, qy), 0.0) - radius;
}

// An ellipse about the origin; exact on its border, good near it.
inline double ellipse(double x, double y, double half_a, double half_b) {
    const double qx = x / half_a, qy = y / half_b;
    const double reach = std::sqrt(qx * qx + qy * qy);
    if (reach < 1e-9) return -std::min(half_a, half_b);
    const double gx = qx / half_a, gy = qy / half_b;
    return reach * (reach - 1) / std::sqrt(gx * gx + gy * gy);
}

}  // namespace lumbar
