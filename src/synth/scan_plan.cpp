#include "synth/scan_plan.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace lumbar {
namespace {

using Direction = std::array<double, 3>;
constexpr double kRadians = std::numbers::pi / 180;

double dot(const Direction& a, const Direction& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

Direction cross(const Direction& a, const Direction& b) {
    return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

PatientPoint step(const PatientPoint& from, const Direction& along, double mm) {
    return {from[0] + along[0] * mm, from[1] + along[1] * mm, from[2] + along[2] * mm};
}

void centre_on(SlicePlane& plane, const PatientPoint& centre) {
    const PatientPoint left = step(centre, plane.row_direction, -plane.spacing_mm * (plane.width - 1) / 2);
    plane.position_mm = step(left, plane.column_direction, -plane.spacing_mm * (plane.height - 1) / 2);
}

// File names and instance numbers say nothing about where a slice is.
void number_slices(ScanPlan& plan, Random& random) {
    std::vector<int> numbers;
    for (std::size_t i = 0; i < plan.size(); ++i) numbers.push_back(static_cast<int>(i) + 1);
    random.shuffle(numbers);
    for (std::size_t i = 0; i < plan.size(); ++i) plan[i].instance_number = numbers[i];
}

int draw_slice_count(SeriesKind kind, Random& random) {
    const int fewest = kind == SeriesKind::sagittal_t1 ? 12 : 8;
    if (random.chance(0.08)) return static_cast<int>(random.integer(fewest, 27));
    const double typical = kind == SeriesKind::sagittal_t1 ? 17 : 16;
    return std::clamp(static_cast<int>(std::lround(random.normal(typical, 2.2))), fewest, 27);
}

int draw_image_size(int image_size, Random& random) {
    constexpr std::array<int, 7> kSizes = {320, 384, 384, 448, 512, 512, 640};
    const int drawn = kSizes[static_cast<std::size_t>(random.integer(0, kSizes.size() - 1))];
    return image_size > 0 ? image_size : drawn;
}

// Turned a few degrees about z and about y, as patients lie.
void rotate_slightly(SlicePlane& plane, Random& random) {
    const bool straight = random.chance(0.5);
    const double yaw = straight ? 0 : random.normal(0, 2) * kRadians;
    const double roll = straight ? 0 : random.normal(0, 1.5) * kRadians;
    plane.row_direction = {0.0 - std::sin(yaw), std::cos(yaw), 0};  // 0 - 0 is 0, not -0
    const Direction across = {std::cos(yaw), std::sin(yaw), 0};
    plane.column_direction = {0.0 - across[0] * std::sin(roll), 0.0 - across[1] * std::sin(roll),
                              -std::cos(roll)};
}

// The field of view: all five discs with a margin, the spine behind the middle.
PatientPoint frame_spine(SlicePlane& plane, const Anatomy& anatomy, int image_size, Random& random) {
    const PatientPoint top = anatomy.disc_back(0), bottom = anatomy.disc_front(kLevels - 1);
    const double spine_mm = top[2] - bottom[2] + 78;
    const int longer = draw_image_size(image_size, random);
    const double other = random.chance(0.7) ? 1 : random.uniform(0.78, 0.95);
    const bool upright = random.chance(0.6);
    plane.height = upright ? longer : static_cast<int>(std::lround(longer * other));
    plane.width = upright ? static_cast<int>(std::lround(longer * other)) : longer;
    const double height_mm = std::max(spine_mm, random.uniform(240, 300) * (upright ? 1 : other));
    plane.spacing_mm =
        std::clamp(height_mm / plane.height, image_size > 0 ? 0.0 : 0.4, image_size > 0 ? 9.0 : 0.9);
    const double width_mm = plane.spacing_mm * plane.width, share = random.uniform(0.52, 0.6);
    const double middle_y = (top[1] + bottom[1] + anatomy.disc_back(2)[1]) / 3;
    return {random.normal(0, 1.5), middle_y + (0.5 - share) * width_mm,
            (top[2] + bottom[2]) / 2 + random.uniform(-8, 12)};
}

}  // namespace

ScanPlan plan_sagittal(const Anatomy& anatomy, SeriesKind kind, int image_size, Random& random) {
    SlicePlane plane;
    rotate_slightly(plane, random);
    const PatientPoint centre = frame_spine(plane, anatomy, image_size, random);
    const int count = draw_slice_count(kind, random);
    const double apart = count > 20 ? random.uniform(3.6, 4.2) : random.uniform(4.2, 5.0);
    plane.thickness_mm = std::round(apart * 9) / 10;
    const Direction normal = normal_of(plane);
    const double sign = normal[0] > 0 ? 1 : -1;  // the first slice lies on the patient's left
    ScanPlan plan;
    for (int i = 0; i < count; ++i) {
        centre_on(plane, step(centre, normal, sign * apart * ((count - 1) / 2.0 - i)));
        plan.push_back(plane);
    }
    number_slices(plan, random);
    return plan;
}

ScanPlan plan_axial(const Anatomy& anatomy, int image_size, Random& random) {
    SlicePlane plane;
    plane.height = plane.width = image_size > 0 ? std::min(image_size, 256) : 256;
    plane.spacing_mm = random.uniform(170, 200) / plane.width;
    plane.row_direction = {1, 0, 0};
    ScanPlan plan;
    for (int level = 0; level < kLevels; ++level) {
        const double angle = anatomy.disc_angle_rad(level);
        plane.column_direction = {0, std::cos(angle), std::sin(angle)};
        const Direction down = {0, std::sin(angle), -std::cos(angle)};
        const PatientPoint centre = step(anatomy.canal_centre(level), plane.column_direction, -12);
        for (const double offset : {-4.5, 0.0, 4.5}) {
            centre_on(plane, step(centre, down, offset));
            plan.push_back(plane);
        }
    }
    number_slices(plan, random);
    return plan;
}

std::array<double, 3> normal_of(const SlicePlane& plane) {
    return cross(plane.row_direction, plane.column_direction);
}

PatientPoint pixel_position(const SlicePlane& plane, double x_px, double y_px) {
    const PatientPoint across = step(plane.position_mm, plane.row_direction, x_px * plane.spacing_mm);
    return step(across, plane.column_direction, y_px * plane.spacing_mm);
}

Point project(const SlicePlane& plane, const PatientPoint& point) {
    const Direction from = {point[0] - plane.position_mm[0], point[1] - plane.position_mm[1],
                            point[2] - plane.position_mm[2]};
    return {dot(from, plane.row_direction) / plane.spacing_mm,
            dot(from, plane.column_direction) / plane.spacing_mm};
}

double distance_mm(const SlicePlane& plane, const PatientPoint& point) {
    const Direction from = {point[0] - plane.position_mm[0], point[1] - plane.position_mm[1],
                            point[2] - plane.position_mm[2]};
    return std::abs(dot(from, normal_of(plane)));
}

const SlicePlane& nearest_slice(const ScanPlan& plan, const PatientPoint& point) {
    return *std::min_element(plan.begin(), plan.end(), [&](const SlicePlane& a, const SlicePlane& b) {
        return distance_mm(a, point) < distance_mm(b, point);
    });
}

}  // namespace lumbar
