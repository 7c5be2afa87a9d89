// A body drawn from grades and a seed: the tissue at any point, and where its landmarks are.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "synth/body_plan.h"
#include "synth/smooth_texture.h"
#include "synth/spine_curve.h"
#include "synth/tissue.h"

namespace lumbar {

// DICOM's patient frame, mm: x to the patient's left, y to the back, z to the head.
using PatientPoint = std::array<double, 3>;

class Anatomy {
  public:
    Anatomy(const GradeSheet& grades, std::uint64_t seed);

    // Edges are softened over `edge_mm`, about a pixel.
    Mixture tissue_at(const PatientPoint& point, double edge_mm) const;

    // Whether things are small here, so that a thick slice mixes them.
    bool is_near_spine(const PatientPoint& point) const;

    // Landmarks of disc L1/L2 (level 0) .. L5/S1 (level 4); side is kLeft or kRight.
    PatientPoint disc_front(int level) const;
    PatientPoint disc_back(int level) const;  // on the border of the canal
    PatientPoint canal_centre(int level) const;
    PatientPoint foramen(int level, int side) const;
    PatientPoint recess(int level, int side) const;

    // Down the spine and to the back, at a disc: the plane of its axial slices.
    double disc_angle_rad(int level) const;
    const BodyPlan& plan() const { return plan_; }
    PatientPoint place(double along_mm, double behind_mm, double lateral_mm) const;

  private:
    double middle_x(double along_mm) const;  // scoliosis
    std::size_t height_index(double along_mm) const;
    double back_skin(double z_mm) const;
    void index_heights();
    void lay_skin();

    BodyPlan plan_;
    SpineCurve curve_;
    SmoothTexture texture_;
    std::vector<std::size_t> vertebra_at_, disc_at_;  // every millimetre along
    std::vector<double> middle_x_;                    // likewise
    std::vector<double> back_skin_y_;                 // every 4 mm of z
};

}  // namespace lumbar
