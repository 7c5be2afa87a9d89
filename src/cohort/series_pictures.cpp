#include "cohort/series_pictures.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "base/run_parallel.h"
#include "crop/crop_box.h"
#include "image/image_file.h"
#include "image/middle_frames.h"
#include "image/resize.h"
#include "image/rotate.h"

namespace lumbar {
namespace {

constexpr int kMostSlicePx = 512;                      // of a slice's longer side
constexpr int kMostFramePx = 112, kLeastFramePx = 16;  // of a crop's frame in a sheet
constexpr int kMostSheetPixels = 24 * 96 * 96;         // of 24 frames, as many as the solution's nets see
constexpr std::size_t kMostBytes = 880'000;            // of a series: two of them, as base64, take 2.4 MB

struct Size {
    int width = 0, height = 0;
};

// Square pixels, and no larger than need be.
Size size_of_slice(const Volume& volume) {
    double width = volume.frames.width, height = volume.frames.height;
    if (volume.spacing_mm) {
        constexpr double kMostRatio = 8;  // beyond it a header is wrong
        const double ratio = (*volume.spacing_mm)[0] / (*volume.spacing_mm)[1];
        if (ratio >= 1 / kMostRatio && ratio <= kMostRatio)
            (ratio > 1 ? height : width) *= ratio > 1 ? ratio : 1 / ratio;
    }
    const double scale = std::min(1.0, kMostSlicePx / std::max(width, height));
    const auto pixels = [&](double length) {
        return std::max(1, static_cast<int>(std::lround(length * scale)));
    };
    return {pixels(width), pixels(height)};
}

FloatStack frame_of(const FloatStack& frames, int index) {
    FloatStack frame(1, frames.height, frames.width);
    std::copy_n(frames.frame(index), frame.frame_size(), frame.pixels.begin());
    return frame;
}

// The letters of a picture whose columns count up along `right`, its rows along `down`, both in pixels of the
// frame.
PictureEdges edges_along(const FramePlace& place, Point right, Point down) {
    if (!place.orientation) return {};
    const auto spacing = place.spacing_mm.value_or(std::array<double, 2>{1, 1});
    const auto letter = [&](const Point& step, double sign) {
        Vector3 direction{};
        for (std::size_t i = 0; i < direction.size(); ++i) {
            direction[i] = sign * (step.x * spacing[1] * place.orientation->row[i] +
                                   step.y * spacing[0] * place.orientation->column[i]);
        }
        return side_letter(direction);
    };
    return {letter(right, -1), letter(right, 1), letter(down, -1), letter(down, 1)};
}

// Of several frames, those letters that all of them have.
PictureEdges common_edges(const Volume& volume, int from, int count, Point right, Point down) {
    if (volume.places.size() != static_cast<std::size_t>(volume.frames.frames)) return {};
    const auto first = volume.places.begin() + from;
    const PictureEdges edges = edges_along(*first, right, down);
    const bool agree = std::all_of(first, first + count, [&](const FramePlace& place) {
        return edges_along(place, right, down) == edges;
    });
    return agree ? edges : PictureEdges{};
}

class SeriesArtist {
  public:
    SeriesArtist(SeriesKind kind, const Volume& volume, const Keypoints& points, IntensityRange range,
                 const Crops& crops)
        : volume_(volume),
          range_(range),
          crops_(crops),
          boxes_(crop_boxes(points, kind, volume.frames.height, volume.frames.width)) {}

    SlicePicture draw_slice() const {
        SlicePicture picture;
        const int index = shown_slice(volume_);
        const Size size = size_of_slice(volume_);
        const FloatStack sized =
            resize_antialiased(frame_of(volume_.frames, index), size.height, size.width, 1);
        picture.slice = index + 1, picture.slices = volume_.frames.frames;
        picture.width = size.width, picture.height = size.height;
        picture.png = encode_png({size.height, size.width, 1, normalize(sized, range_, 1).pixels});
        picture.edges = common_edges(volume_, index, 1, {1, 0}, {0, 1});
        for (std::size_t level = 0; level < kLevels; ++level) picture.crops[level] = outline_of(level);
        return picture;
    }

    CropSheet draw_sheet(std::size_t level, int frame_px) const {
        const ByteStack& crop = crops_[level];
        const MiddleRange shown = middle_range(volume_.frames.frames, crop.frames);
        CropSheet sheet;
        sheet.level = level, sheet.frame_size = frame_px;
        for (int i = 0; i < shown.count; ++i) sheet.slices.push_back(shown.from + i + 1);
        sheet.png = encode_png(side_by_side(crop, frame_px));
        sheet.edges = common_edges(volume_, shown.from, shown.count, unturned_step(level, {1, 0}),
                                   unturned_step(level, {0, 1}));
        return sheet;
    }

  private:
    int height() const { return volume_.frames.height; }
    int width() const { return volume_.frames.width; }
    Point unturned(std::size_t level, Point point_px) const {
        return rotate_point(point_px, -boxes_[level].angle_deg, height(), width());
    }
    // A crop's direction in the frame as it was before it was turned.
    Point unturned_step(std::size_t level, Point step) const {
        const Point from = unturned(level, {0, 0}), to = unturned(level, step);
        return {to.x - from.x, to.y - from.y};
    }

    std::optional<CropOutline> outline_of(std::size_t level) const {
        const CropBox& box = boxes_[level];
        if (box.is_empty() || crops_[level].frames == 0) return std::nullopt;
        const double left = box.left, top = box.top, right = box.right, bottom = box.bottom;
        CropOutline corners{Point{left, top}, Point{right, top}, Point{right, bottom}, Point{left, bottom}};
        for (Point& corner : corners) {
            corner = unturned(level, corner);
            corner = {corner.x / width(), corner.y / height()};
        }
        return corners;
    }

    static Picture side_by_side(const ByteStack& crop, int frame_px) {
        FloatStack values(crop.frames, crop.height, crop.width);
        std::copy(crop.pixels.begin(), crop.pixels.end(), values.pixels.begin());
        const FloatStack sized = resize_antialiased(values, frame_px, frame_px, 1);
        Picture sheet{frame_px, frame_px * crop.frames, 1, {}};
        sheet.pixels.resize(sized.pixels.size());
        auto to = sheet.pixels.begin();
        for (int y = 0; y < frame_px; ++y) {
            for (int frame = 0; frame < crop.frames; ++frame) {
                to = std::transform(
                    &sized.at(frame, y, 0), &sized.at(frame, y, 0) + frame_px, to, [](float value) {
                        return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.F, 255.F)));
                    });
            }
        }
        return sheet;
    }

    const Volume& volume_;
    IntensityRange range_;
    const Crops& crops_;
    std::array<CropBox, kLevels> boxes_;
};

std::vector<std::size_t> levels_with_crops(const Crops& crops) {
    std::vector<std::size_t> levels;
    for (std::size_t level = 0; level < crops.size(); ++level) {
        if (crops[level].frames > 0) levels.push_back(level);
    }
    return levels;
}

// As large as the page has room for.
std::vector<CropSheet> draw_sheets(const SeriesArtist& artist, const Crops& crops, std::size_t most_bytes,
                                   int threads) {
    const auto levels = levels_with_crops(crops);
    if (levels.empty()) return {};
    const int frames = crops[levels.front()].frames;
    constexpr double kMargin = 0.98;  // smaller frames compress less
    int frame_px =
        std::clamp(static_cast<int>(std::sqrt(kMostSheetPixels / frames)), kLeastFramePx, kMostFramePx);
    for (;;) {
        std::vector<CropSheet> sheets(levels.size());
        run_parallel(static_cast<int>(levels.size()), threads, [&](int i) {
            const auto sheet = static_cast<std::size_t>(i);
            sheets[sheet] = artist.draw_sheet(levels[sheet], frame_px);
        });
        std::size_t bytes = 0;
        for (const CropSheet& sheet : sheets) bytes += sheet.png.size();
        if (bytes <= most_bytes || frame_px == kLeastFramePx) return sheets;
        const double share = std::sqrt(static_cast<double>(most_bytes) / static_cast<double>(bytes));
        frame_px = std::max(kLeastFramePx, static_cast<int>(frame_px * share * kMargin));
    }
}

}  // namespace

int shown_slice(const Volume& volume) {
    return volume.frames.frames / 2;
}

SeriesPictures draw_series(const std::string& series, SeriesKind kind, const Volume& volume,
                           const Keypoints& points, IntensityRange range, const Crops& crops, int threads) {
    const SeriesArtist artist(kind, volume, points, range, crops);
    SlicePicture slice = artist.draw_slice();
    const std::size_t left = kMostBytes - std::min(kMostBytes, slice.png.size());
    return {series,
            kind,
            std::move(slice),
            normalize(frame_of(volume.frames, shown_slice(volume)), range, threads),
            draw_sheets(artist, crops, left, threads),
            volume.is_left_first ? "left" : ""};
}

}  // namespace lumbar
