// A curve through the spine, built from angles along it, that maps (y, z) to "how far down the spine, how far
// behind it".
#pragma once

#include <array>
#include <vector>

namespace lumbar {

struct SpinePoint {
    double along_mm = 0;   // down the curve
    double behind_mm = 0;  // towards the back, square to the curve
};

// At `along_mm` the spine runs down and, by this angle, towards the back.
struct CurveStation {
    double along_mm = 0;
    double angle_rad = 0;
};

class SpineCurve {
  public:
    // The point `origin_along_mm` down the curve lies at y = z = 0.
    SpineCurve(const std::vector<CurveStation>& stations, double origin_along_mm);

    // From a table: exact to hundredths of a millimetre within 6 cm of the curve.
    SpinePoint locate(double y_mm, double z_mm) const;
    std::array<double, 2> place(SpinePoint point) const;  // y, z
    double angle_at(double along_mm) const;

  private:
    struct Sample {
        double y = 0, z = 0, sine = 0, cosine = 1;
    };
    Sample sample_at(double along_mm) const;
    SpinePoint nearest(double y_mm, double z_mm, double start_along_mm) const;
    void fill_table();

    double begin_mm_ = 0;
    std::vector<Sample> samples_;
    std::vector<SpinePoint> table_;
};

}  // namespace lumbar
