// Draws the measures of one body from grades and a random stream: sizes along the spine, how open each
// passage is.
#pragma once

#include <array>
#include <vector>

#include "base/random.h"
#include "synth/grade_sampler.h"
#include "synth/spine_curve.h"

namespace lumbar {

inline constexpr int kVertebrae = 13;          // T9..T12, L1..L5, S1..S4
inline constexpr int kDiscs = kVertebrae - 1;  // disc i lies below vertebra i
inline constexpr int kFirstGradedDisc = 4;     // L1/L2
inline constexpr int kFirstLumbar = 4;         // vertebra L1
inline constexpr int kFirstSacral = 9;         // vertebra S1

// "along" is millimetres down the spine's curve, which follows the back of the vertebral bodies.
struct Vertebra {
    double along_mm = 0, half_height_mm = 0, depth_mm = 0, half_width_mm = 0;
    double spinous_reach_mm = 0;  // how far behind the curve the spinous process ends
    double spinous_half_height_mm = 0;
};

inline constexpr int kLeft = 0, kRight = 1;

struct Disc {
    double along_mm = 0, height_mm = 0, depth_mm = 0, half_width_mm = 0;
    double hydration = 1;        // 0: dry, dark in T2
    double fatty_endplates = 0;  // marrow beside a worn disc turns to fat
    // How much of its normal cross-section each passage has kept; this is what the grades say.
    double canal_open = 1;
    std::array<double, 2> recess_open{1, 1}, foramen_open{1, 1};  // left, right
    double pinch_mm = 7;                                          // half length of the narrow stretch
    double front_share = 0.55;  // of the narrowing, what the disc does; the rest is ligament from behind
    std::array<double, 2> foramen_behind_mm{5.4, 5.4};
    double foramen_above_mm = 4;  // centre of the foramina above the disc's centre
};

struct Canal {
    double bony_depth_mm = 16.5, bony_half_width_mm = 14.2;
    double sac_depth_mm = 14.5, sac_half_width_mm = 13.0;
    double cord_end_mm = 0, sac_end_mm = 0;  // along
};

struct SoftParts {
    double subcutaneous_mm = 20;  // fat below the skin of the back
    double abdomen_mm = 150;      // from the spine to the skin in front
    double fatty_muscle = 0.3;    // share of muscle that turned to fat
    double scoliosis_mm = 0, scoliosis_phase = 0;
};

struct BodyPlan {
    std::array<Vertebra, kVertebrae> vertebrae;
    std::array<Disc, kDiscs> discs;
    Canal canal;
    SoftParts soft;
    std::vector<CurveStation> stations;
    double origin_along_mm = 0;  // middle of L3
};

BodyPlan plan_body(const GradeSheet& grades, Random& random);

}  // namespace lumbar
