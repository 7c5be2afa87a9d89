#include "dicom/series.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <string>

#include "input_file.h"

namespace lumbar::fuzz {
namespace {

// Values from bytes; zeros once they are used up.
class ByteSource {
  public:
    explicit ByteSource(Bytes bytes) : bytes_(bytes) {}
    bool is_empty() const { return bytes_.empty(); }
    int byte() {
        if (bytes_.empty()) return 0;
        const int value = bytes_.front();
        bytes_ = bytes_.subspan(1);
        return value;
    }
    // 0, steps of a tenth of a millimetre, or beyond all sense.
    double length_mm() {
        const int low = byte(), kind = byte();
        return kind == 255 ? std::ldexp(low - 128, 4 * low) : (low - 128) * 0.1 + (kind % 16 - 8) * 3.0;
    }

  private:
    Bytes bytes_;
};

// x, y or z, either way.
Vector3 axis(int number) {
    Vector3 vector{};
    vector[static_cast<std::size_t>(number / 2)] = number % 2 == 0 ? 1 : -1;
    return vector;
}

// Rows along one axis and columns along another, turned a little within their plane.
Orientation orientation_of(int byte) {
    const Vector3 row = axis(byte % 6), column = axis(byte / 6 % 6);
    const int turn = byte / 36;
    const double angle_rad = turn * 0.1;
    const double c = std::cos(angle_rad), s = std::sin(angle_rad);
    Orientation turned;
    for (std::size_t i = 0; i < 3; ++i) {
        turned.row[i] = c * row[i] + s * column[i];
        turned.column[i] = c * column[i] - s * row[i];
    }
    return turned;
}

bool at_right_angles(const Orientation& o) {
    double product = 0;
    for (std::size_t i = 0; i < 3; ++i) product += o.row[i] * o.column[i];
    return std::abs(product) < 1e-9;
}

Slice slice_of(ByteSource& source, int number) {
    Slice slice;
    const int has = source.byte();
    if (has & 1) {
        slice.position_mm.emplace();
        for (double& part : *slice.position_mm) part = source.length_mm();
    }
    if (has & 2) slice.orientation = orientation_of(source.byte());
    if (slice.orientation && !at_right_angles(*slice.orientation)) slice.orientation.reset();
    if (has & 4) slice.instance_number = source.byte() - 2;
    if (has & 8) slice.spacing_mm = {{0.1 * (1 + source.byte() % 20), 0.5}};
    if (has & 16) slice.kind.echo = source.byte() % 3;
    if (has & 32) slice.kind.image_type = source.byte() % 2 ? "ORIGINAL\\PRIMARY\\M" : "DERIVED\\SECONDARY";
    const int sizes = has & 64 ? source.byte() : 0;
    slice.rows = 4 + sizes % 4;
    slice.columns = 4 + sizes / 4 % 4;
    slice.file_name = std::to_string(has & 128 ? source.byte() : number) + ".dcm";
    slice.path = slice.file_name;
    slice.instance_uid = "1.2." + std::to_string(number);
    slice.pixel_hash = static_cast<std::uint64_t>(number + 1);
    slice.pixels = FloatStack(1, slice.rows, slice.columns);
    std::fill_n(slice.pixels.frame(0), slice.pixels.frame_size(), static_cast<float>(number));
    return slice;
}

}  // namespace

// Frame i is filled with i: each frame of the volume must be one of the series, and none may come twice.
void order_series(Bytes bytes) {
    constexpr int kMostSlices = 40;
    ByteSource source(bytes);
    std::vector<Slice> slices;
    while (!source.is_empty() && slices.size() < kMostSlices) {
        slices.push_back(slice_of(source, static_cast<int>(slices.size())));
    }
    const auto given = static_cast<int>(slices.size());
    accept_or_refuse([&] {
        const Volume volume = assemble_volume(std::move(slices), "fuzz", 1);
        std::set<int> seen;
        for (int i = 0; i < volume.frames.frames; ++i) {
            const float value = *volume.frames.frame(i);
            const auto number = static_cast<int>(std::lround(value));
            if (std::abs(value - static_cast<float>(number)) > 1e-3F || number < 0 || number >= given) {
                throw std::logic_error("a frame that the series does not have");
            }
            if (!seen.insert(number).second) throw std::logic_error("a frame comes twice");
        }
    });
}

}  // namespace lumbar::fuzz
