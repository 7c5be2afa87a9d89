#include "dicom_out/annotated_slice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>

#include "config/version.h"
#include "image/draw_text.h"
#include "image/resize.h"

namespace lumbar {
namespace {

using Colour = std::array<std::uint8_t, 3>;
constexpr Colour kWhite{255, 255, 255}, kBlack{0, 0, 0}, kYellow{255, 220, 0}, kCyan{0, 230, 255},
    kOrange{255, 150, 40}, kRed{255, 70, 70};
constexpr int kLeastWidth_px = 512, kTextScale = 2, kLine_px = kTextHeight_px * kTextScale, kMargin_px = 4;

// A small picture is enlarged by whole numbers, so that marks have room.
int enlargement(int longer_px) {
    constexpr int kLargeEnough_px = 480, kWanted_px = 640, kMost = 16;
    return longer_px >= kLargeEnough_px ? 1 : std::min(kMost, (kWanted_px + longer_px - 1) / longer_px);
}

// The slice in the middle of an RGB canvas, two lines of caption above it and one below.
class Canvas {
  public:
    explicit Canvas(const ByteStack& slice) {
        const int factor = enlargement(std::max(slice.height, slice.width));
        const ByteStack large =
            resize(slice, slice.height * factor, slice.width * factor, Interpolation::linear, 1);
        height_ = large.height;
        width_ = large.width;
        picture_ = {height_ + 3 * kLine_px, std::max(width_, kLeastWidth_px), 3, {}};
        picture_.pixels.resize(std::size_t{3} * static_cast<std::size_t>(picture_.height) *
                               static_cast<std::size_t>(picture_.width));
        left_ = (picture_.width - width_) / 2;
        for (int y = 0; y < height_; ++y) {
            for (int x = 0; x < width_; ++x) {
                const std::uint8_t grey = large.at(0, y, x);
                set(left_ + x, top_ + y, {grey, grey, grey});
            }
        }
    }

    Picture take() { return std::move(picture_); }
    int width() const { return picture_.width; }
    int height() const { return picture_.height; }

    // Of a point that is relative to the slice.
    int x_of(double x_rel) const { return left_ + static_cast<int>(std::lround(x_rel * width_)); }
    int y_of(double y_rel) const { return top_ + static_cast<int>(std::lround(y_rel * height_)); }

    void dot(int x, int y, int radius, const Colour& colour) {
        for (int down = -radius; down <= radius; ++down) {
            for (int right = -radius; right <= radius; ++right) {
                if (down * down + right * right <= radius * radius) set(x + right, y + down, colour);
            }
        }
    }

    void line(const Point& from, const Point& to, const Colour& colour) {
        const double x = x_of(from.x), y = y_of(from.y), right = x_of(to.x) - x, down = y_of(to.y) - y;
        const int steps = std::max(1, static_cast<int>(std::max(std::abs(right), std::abs(down))));
        for (int i = 0; i <= steps; ++i) {
            set(static_cast<int>(std::lround(x + right * i / steps)),
                static_cast<int>(std::lround(y + down * i / steps)), colour);
        }
    }

    // From its upper left corner, on black edges, so that it can be read on any ground.
    void text(int x, int y, const std::string& text, const Colour& colour) {
        Picture mask{kTextHeight_px, text_width_px(text) + 1, 1, {}};
        mask.pixels.resize(static_cast<std::size_t>(mask.height) * static_cast<std::size_t>(mask.width));
        draw_text(mask, 0, 2, text, 255);
        for (int pass = 0; pass < 2; ++pass) {
            for (int row = 0; row < mask.height; ++row) {
                for (int column = 0; column < mask.width; ++column) {
                    const auto at = static_cast<std::size_t>(row) * static_cast<std::size_t>(mask.width) +
                                    static_cast<std::size_t>(column);
                    if (mask.pixels[at] == 0) continue;
                    block(x + column * kTextScale, y + row * kTextScale, pass == 0 ? 1 : 0,
                          pass == 0 ? kBlack : colour);
                }
            }
        }
    }

    void centred_text(int x, int y, const std::string& words, const Colour& colour) {
        text(x - text_width_px(words) * kTextScale / 2, y, words, colour);
    }

  private:
    void block(int x, int y, int edge, const Colour& colour) {
        for (int down = -edge; down < kTextScale + edge; ++down) {
            for (int right = -edge; right < kTextScale + edge; ++right) set(x + right, y + down, colour);
        }
    }

    void set(int x, int y, const Colour& colour) {
        if (x < 0 || y < 0 || x >= picture_.width || y >= picture_.height) return;
        const auto at = 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture_.width) +
                             static_cast<std::size_t>(x));
        std::copy(colour.begin(), colour.end(), picture_.pixels.begin() + static_cast<std::ptrdiff_t>(at));
    }

    Picture picture_;
    int height_ = 0, width_ = 0, left_ = 0, top_ = 2 * kLine_px;
};

// Finite, and not so far outside that drawing to it would take for ever.
bool is_near(const Point& point) {
    constexpr double kFarthest = 4;
    return std::abs(point.x) <= kFarthest && std::abs(point.y) <= kFarthest;
}

void draw_crops(Canvas& canvas, const ReportedSeries& series) {
    for (std::size_t level = 0; level < kLevels; ++level) {
        const auto& outline = series.crops[level];
        if (!outline || !std::all_of(outline->begin(), outline->end(), is_near)) continue;
        for (std::size_t corner = 0; corner < outline->size(); ++corner) {
            canvas.line((*outline)[corner], (*outline)[(corner + 1) % outline->size()], kYellow);
        }
        const Point& at = outline->front();
        canvas.text(canvas.x_of(at.x) + kMargin_px, canvas.y_of(at.y) + kMargin_px,
                    std::string(kLevelTitles[level]), kYellow);
    }
}

// T1: the left and the right foramen.  T2: in front of and behind the disc.
void draw_points(Canvas& canvas, const ReportedSeries& series) {
    const bool has_sides = series.kind == SeriesKind::sagittal_t1 && series.is_left_first;
    constexpr int kRadius_px = 3;
    for (const auto& disc : series.points) {
        for (std::size_t i = 0; i < disc.size(); ++i) {
            if (!is_near(disc[i])) continue;
            const int x = canvas.x_of(disc[i].x), y = canvas.y_of(disc[i].y);
            canvas.dot(x, y, kRadius_px + 1, kBlack);
            canvas.dot(x, y, kRadius_px, i == 0 ? kCyan : kOrange);
            if (has_sides) {
                canvas.text(x + 2 * kRadius_px, y - kLine_px / 2 + (i == 0 ? -8 : 8), i == 0 ? "L" : "R",
                            i == 0 ? kCyan : kOrange);
            }
        }
    }
}

void draw_edges(Canvas& canvas, const ReportedSeries& series) {
    if (!series.is_upright) return;
    const int middle_y = canvas.y_of(0.5) - kLine_px / 2, middle_x = canvas.x_of(0.5);
    canvas.text(canvas.x_of(0) + kMargin_px, middle_y, "A", kWhite);
    canvas.text(canvas.x_of(1) - 8 * kTextScale, middle_y, "P", kWhite);
    canvas.centred_text(middle_x, canvas.y_of(0) + kMargin_px, "H", kWhite);
    canvas.centred_text(middle_x, canvas.y_of(1) - kLine_px, "F", kWhite);
}

void draw_captions(Canvas& canvas, const ReportedSeries& series) {
    const std::string kind(series_kind_name(series.kind));
    canvas.text(kMargin_px, 0,
                "sagittal " + kind + ", slice " + std::to_string(series.frame + 1) + " of " +
                    std::to_string(series.sources.size()),
                kWhite);
    std::string order = "slice 1: patient's left (L), last: right (R)";
    if (!series.is_left_first) order = "LEFT AND RIGHT ARE NOT PROVED";
    if (!series.is_upright) order += series.is_left_first ? "; A, P, H, F not proved" : ", NOR A, P, H, F";
    const bool is_proved = series.is_left_first && series.is_upright;
    canvas.text(kMargin_px, kLine_px, order, is_proved ? kWhite : kRed);
    canvas.text(kMargin_px, canvas.height() - kLine_px,
                "lumbar " + std::string(version()) + ", not a medical device", kWhite);
}

}  // namespace

Picture draw_annotated_slice(const ReportedSeries& series) {
    Canvas canvas(series.picture);
    draw_crops(canvas, series);
    draw_points(canvas, series);
    draw_edges(canvas, series);
    draw_captions(canvas, series);
    return canvas.take();
}

}  // namespace lumbar
