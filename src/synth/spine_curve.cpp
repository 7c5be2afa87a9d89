#include "synth/spine_curve.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace lumbar {
namespace {

constexpr double kStep_mm = 0.5;
constexpr double kSmoothing_mm = 13;  // half width of the running mean over the angles

// The table of locate(): wide enough for every field of view.
constexpr double kCell_mm = 1.5, kFirstY_mm = -240, kFirstZ_mm = -270;
constexpr int kCellsY = 321, kCellsZ = 361;

double angle_between(const std::vector<CurveStation>& stations, double along) {
    if (along <= stations.front().along_mm) return stations.front().angle_rad;
    for (std::size_t i = 1; i < stations.size(); ++i) {
        const CurveStation &a = stations[i - 1], &b = stations[i];
        if (along > b.along_mm) continue;
        return a.angle_rad + (b.angle_rad - a.angle_rad) * (along - a.along_mm) / (b.along_mm - a.along_mm);
    }
    return stations.back().angle_rad;
}

double smoothed_angle(const std::vector<CurveStation>& stations, double along) {
    constexpr int kTaps = 9;
    double sum = 0;
    for (int i = 0; i < kTaps; ++i) {
        sum += angle_between(stations, along + kSmoothing_mm * (2.0 * i / (kTaps - 1) - 1));
    }
    return sum / kTaps;
}

}  // namespace

SpineCurve::SpineCurve(const std::vector<CurveStation>& stations, double origin_along_mm)
    : begin_mm_(stations.front().along_mm) {
    const auto count = static_cast<std::size_t>((stations.back().along_mm - begin_mm_) / kStep_mm) + 1;
    samples_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double angle = smoothed_angle(stations, begin_mm_ + kStep_mm * static_cast<double>(i));
        samples_[i].sine = std::sin(angle);
        samples_[i].cosine = std::cos(angle);
        if (i == 0) continue;
        samples_[i].y = samples_[i - 1].y + kStep_mm * samples_[i - 1].sine;
        samples_[i].z = samples_[i - 1].z - kStep_mm * samples_[i - 1].cosine;
    }
    const Sample origin = sample_at(origin_along_mm);
    for (Sample& sample : samples_) {
        sample.y -= origin.y;
        sample.z -= origin.z;
    }
    fill_table();
}

SpineCurve::Sample SpineCurve::sample_at(double along_mm) const {
    const double position = (along_mm - begin_mm_) / kStep_mm;
    const double last = static_cast<double>(samples_.size() - 1);
    const auto i = static_cast<std::size_t>(std::clamp(position, 0.0, last - 1));
    const Sample &a = samples_[i], &b = samples_[i + 1];
    // Beyond its ends the curve goes on straight.
    const double t = position - static_cast<double>(i), turn = std::clamp(t, 0.0, 1.0);
    return {a.y + (b.y - a.y) * t, a.z + (b.z - a.z) * t, a.sine + (b.sine - a.sine) * turn,
            a.cosine + (b.cosine - a.cosine) * turn};
}

SpinePoint SpineCurve::nearest(double y_mm, double z_mm, double start_along_mm) const {
    const double end_mm = begin_mm_ + kStep_mm * static_cast<double>(samples_.size() - 1);
    double along = start_along_mm;
    for (int i = 0; i < 12; ++i) {
        const Sample at = sample_at(along);
        const double ahead = (y_mm - at.y) * at.sine - (z_mm - at.z) * at.cosine;
        along = std::clamp(along + ahead, begin_mm_ - 150, end_mm + 150);
        if (std::abs(ahead) < 1e-4) break;
    }
    const Sample at = sample_at(along);
    return {along, (y_mm - at.y) * at.cosine + (z_mm - at.z) * at.sine};
}

void SpineCurve::fill_table() {
    table_.resize(static_cast<std::size_t>(kCellsY) * kCellsZ);
    for (int i = 0; i < kCellsZ; ++i) {
        const double z = kFirstZ_mm + kCell_mm * i;
        // Start beside the curve, where the answer is plain, and walk outwards from neighbour to neighbour.
        double best = 1e300, along = begin_mm_, y_there = 0;
        for (std::size_t k = 0; k < samples_.size(); ++k) {
            if (std::abs(samples_[k].z - z) >= best) continue;
            best = std::abs(samples_[k].z - z);
            along = begin_mm_ + kStep_mm * static_cast<double>(k);
            y_there = samples_[k].y;
        }
        const int middle = std::clamp(static_cast<int>((y_there - kFirstY_mm) / kCell_mm), 0, kCellsY - 1);
        SpinePoint* row = table_.data() + static_cast<std::size_t>(i) * kCellsY;
        for (int j = middle; j < kCellsY; ++j) {
            row[j] = nearest(kFirstY_mm + kCell_mm * j, z, j == middle ? along : row[j - 1].along_mm);
        }
        for (int j = middle - 1; j >= 0; --j)
            row[j] = nearest(kFirstY_mm + kCell_mm * j, z, row[j + 1].along_mm);
    }
}

SpinePoint SpineCurve::locate(double y_mm, double z_mm) const {
    const double fy = std::clamp((y_mm - kFirstY_mm) / kCell_mm, 0.0, kCellsY - 1.001);
    const double fz = std::clamp((z_mm - kFirstZ_mm) / kCell_mm, 0.0, kCellsZ - 1.001);
    const int j = static_cast<int>(fy), i = static_cast<int>(fz);
    const double ty = fy - j, tz = fz - i;
    const SpinePoint* a = table_.data() + static_cast<std::size_t>(i) * kCellsY + j;
    const SpinePoint* b = a + kCellsY;
    const auto mix = [&](double SpinePoint::*part) {
        const double above = a[0].*part + ty * (a[1].*part - a[0].*part);
        const double below = b[0].*part + ty * (b[1].*part - b[0].*part);
        return above + tz * (below - above);
    };
    return {mix(&SpinePoint::along_mm), mix(&SpinePoint::behind_mm)};
}

std::array<double, 2> SpineCurve::place(SpinePoint point) const {
    const Sample at = sample_at(point.along_mm);
    return {at.y + point.behind_mm * at.cosine, at.z + point.behind_mm * at.sine};
}

double SpineCurve::angle_at(double along_mm) const {
    const Sample at = sample_at(along_mm);
    return std::atan2(at.sine, at.cosine);
}

}  // namespace lumbar
