// A frame of a series: what its file says of it, and its pixels.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/stack.h"

namespace lumbar {

using Vector3 = std::array<double, 3>;

// The directions of a picture's rows (in which columns count up) and of its columns, in the patient: x grows
// to the left, y to the back, z to the head.  Unit vectors, at right angles.
struct Orientation {
    Vector3 row, column;
};

// What tells one image of a place from another: echoes, phase beside magnitude, acquisitions.
struct ImageKind {
    std::string image_type;  // "ORIGINAL\PRIMARY\M\SE", with the complex component if there is one
    std::string sop_class, series;
    std::optional<int> echo, acquisition, time_point;
    std::optional<double> echo_time_ms;
    std::string sequence_name;
};

struct SliceInfo {
    std::optional<Vector3> position_mm;  // ImagePositionPatient: of the first pixel's centre
    std::optional<Orientation> orientation;
    std::optional<std::array<double, 2>> spacing_mm;  // row, column
    std::optional<int> instance_number;
    std::string file_name;  // without its folder, for messages
    std::filesystem::path path;
    int frame_index = 0, frames_in_file = 1;  // within a multi-frame file
    int rows = 0, columns = 0;
    ImageKind kind;
    std::string instance_uid;
    std::size_t file_bytes = 0;    // of its file in memory, inflated; 0: unknown
    std::uint64_t pixel_hash = 0;  // of the pixel data as the file has them; 0: unknown
};

struct Slice : SliceInfo {
    FloatStack pixels;  // [1,H,W], after rescale slope and intercept if present
};

}  // namespace lumbar
