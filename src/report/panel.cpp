#include "report/panel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>

#include "report/svg.h"

namespace lumbar {
namespace {

constexpr double kPadding_px = 18, kLegendTop_px = 48, kLegendRow_px = 17, kPlot_px = 190, kBelowPlot_px = 42;
constexpr double kLabels_px = 40;   // room for what is written left of the plot
constexpr double kLetter_px = 6.4;  // wide letters at the size of the legend; SVG cannot ask a font
constexpr double kSwatch_px = 20, kBetweenEntries_px = 18;
constexpr std::size_t kLongestLabel = 48;
// Few points get a dot each; many get a thin line.
constexpr std::size_t kFewPoints = 40, kManyPoints = 200;

template <class... Values>
std::string print(const char* format, Values... values) {
    std::array<char, 512> text{};
    std::snprintf(text.data(), text.size(), format, values...);
    return text.data();
}

std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string shortened(const std::string& label) {
    if (length_of(label) <= kLongestLabel) return label;
    std::size_t end = 0;
    for (std::size_t letters = 0; end < label.size(); ++end) {
        if ((label[end] & 0xC0) != 0x80 && ++letters == kLongestLabel) break;
    }
    return label.substr(0, end) + "…";
}

struct Entry {
    std::string label, value;
    double x_px = 0;
    int row = 0;
};

// The legend's entries, row by row.
std::vector<Entry> arrange_legend(const Panel& panel, double width_px) {
    std::vector<Entry> entries;
    double x_px = 0;
    int row = 0;
    for (const Curve& curve : panel.curves) {
        Entry entry{shortened(curve.label), print("%.4g", curve.last)};
        const auto letters = static_cast<double>(length_of(entry.label) + 1 + entry.value.size());
        const double entry_px = kSwatch_px + letters * kLetter_px;
        if (x_px > 0 && x_px + entry_px > width_px - 2 * kPadding_px) {
            x_px = 0;
            ++row;
        }
        entry.x_px = x_px;
        entry.row = row;
        x_px += entry_px + kBetweenEntries_px;
        entries.push_back(std::move(entry));
    }
    return entries;
}

// "c3", or "c3 again" where the colours have run out.
std::string class_of(std::size_t curve) {
    return "c" + std::to_string(curve % kColours) + (curve < kColours ? "" : " again");
}

struct PlotArea {
    double left_px, top_px, width_px;
    const Axis& steps;
    const Axis& values;

    double x_px(double step) const { return left_px + width_px * steps.place(step); }
    double y_px(double value) const { return top_px + kPlot_px * (1 - values.place(value)); }
    std::string at(const History::Point& point, const char* format) const {
        return print(format, x_px(static_cast<double>(point.step)), y_px(point.value));
    }
};

std::string heading_svg(const Panel& panel, const Axis& values, const PanelBox& box) {
    std::string note;
    if (!values.factor.empty()) note = "× " + values.factor;
    if (values.logarithmic) note = "logarithmic";
    std::string svg =
        print(R"(<text class="title" x="%.1f" y="%.1f">)", box.x_px + kPadding_px, box.y_px + 27) +
        xml_text(shortened(panel.title));
    if (!note.empty()) svg += R"(<tspan class="muted" dx="8">)" + note + "</tspan>";
    return svg + "</text>\n";
}

std::string legend_svg(const Panel& panel, const PanelBox& box) {
    std::string svg;
    const auto entries = arrange_legend(panel, box.width_px);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const double x_px = box.x_px + kPadding_px + entries[i].x_px;
        const double y_px = box.y_px + kLegendTop_px + kLegendRow_px * entries[i].row;
        svg += print(R"(<line class="swatch %s" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>)",
                     class_of(i).c_str(), x_px, y_px - 4, x_px + kSwatch_px - 6, y_px - 4);
        svg += print(R"(<text x="%.1f" y="%.1f">)", x_px + kSwatch_px, y_px);
        svg += xml_text(entries[i].label) + R"( <tspan class="strong">)" + entries[i].value +
               "</tspan></text>\n";
    }
    return svg;
}

std::string axes_svg(const PlotArea& area) {
    std::string svg;
    const double right_px = area.left_px + area.width_px, floor_px = area.top_px + kPlot_px;
    for (const Tick& tick : area.values.ticks) {
        const double y_px = area.top_px + kPlot_px * (1 - tick.place);
        svg += print(R"(<path class="grid" d="M%.1f %.1fH%.1f"/>)", area.left_px, y_px, right_px);
        svg += print(R"(<text class="muted end" x="%.1f" y="%.1f">%s</text>)", area.left_px - 7, y_px + 4,
                     tick.label.c_str());
    }
    svg += print(R"(<path class="axis" d="M%.1f %.1fH%.1f"/>)", area.left_px, floor_px, right_px);
    for (const Tick& tick : area.steps.ticks) {
        const double x_px = area.left_px + area.width_px * tick.place;
        svg += print(R"(<path class="axis" d="M%.1f %.1fv4"/>)", x_px, floor_px);
        svg += print(R"(<text class="muted middle" x="%.1f" y="%.1f">%s</text>)", x_px, floor_px + 17,
                     tick.label.c_str());
    }
    return svg + print(R"(<text class="muted end" x="%.1f" y="%.1f">step</text>)", right_px, floor_px + 32) +
           "\n";
}

std::size_t points_of(const Curve& curve) {
    std::size_t points = 0;
    for (const Run& run : curve.runs) points += run.size();
    return points;
}

std::string curve_svg(const Curve& curve, std::size_t index, const PlotArea& area) {
    const std::size_t points = points_of(curve);
    std::string svg = R"(<g class=")" + class_of(index) + (points > kManyPoints ? " many" : "") +
                      R"("><title>)" + xml_text(curve.label) + "</title>";
    for (const Run& run : curve.runs) {
        if (run.size() > 1) {
            svg += R"(<polyline points=")";
            for (const auto& point : run) svg += area.at(point, "%.1f,%.1f ");
            svg.back() = '"';
            svg += "/>";
        }
        if (points > kFewPoints && run.size() > 1) continue;
        for (const auto& point : run) svg += area.at(point, R"(<circle cx="%.1f" cy="%.1f" r="2.2"/>)");
    }
    return svg + "</g>\n";
}

// Curves of many points first: they would hide the others.
std::string curves_svg(const std::vector<Curve>& curves, const PlotArea& area) {
    std::vector<std::size_t> order(curves.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return points_of(curves[a]) > points_of(curves[b]);
    });
    std::string svg;
    for (const std::size_t i : order) svg += curve_svg(curves[i], i, area);
    const bool is_blank =
        std::all_of(curves.begin(), curves.end(), [](const Curve& c) { return c.runs.empty(); });
    if (!is_blank) return svg;
    return svg +
           print(R"(<text class="muted middle" x="%.1f" y="%.1f">no finite value</text>)",
                 area.left_px + area.width_px / 2, area.top_px + kPlot_px / 2) +
           "\n";
}

std::vector<double> sorted_values(const Panel& panel) {
    std::vector<double> values;
    for (const Curve& curve : panel.curves) {
        for (const Run& run : curve.runs) {
            for (const auto& point : run) values.push_back(point.value);
        }
    }
    std::sort(values.begin(), values.end());
    return values;
}

}  // namespace

int legend_rows(const Panel& panel, double width_px) {
    const auto entries = arrange_legend(panel, width_px);
    return entries.empty() ? 0 : entries.back().row + 1;
}

double panel_height_px(int legend_rows) {
    return kLegendTop_px + kLegendRow_px * legend_rows + kPlot_px + kBelowPlot_px;
}

Axis value_axis(const Panel& panel) {
    constexpr double kSpike = 30, kSmallest = 1e-100, kLargest = 1e100;
    const auto values = sorted_values(panel);
    if (values.empty()) return linear_axis(0, 1);
    const double low = values.front(), high = values.back(), median = values[values.size() / 2];
    const bool has_spikes = low > kSmallest && high < kLargest && high > kSpike * median;
    return has_spikes ? logarithmic_axis(low, high) : linear_axis(low, high);
}

std::string panel_svg(const Panel& panel, const Axis& steps, const PanelBox& box) {
    const Axis values = value_axis(panel);
    const double left_px = box.x_px + kPadding_px + kLabels_px;
    const PlotArea area{left_px, box.y_px + kLegendTop_px + kLegendRow_px * box.legend_rows,
                        box.x_px + box.width_px - kPadding_px - left_px, steps, values};
    const std::string svg =
        print(R"(<rect class="card" x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="10"/>)", box.x_px,
              box.y_px, box.width_px, panel_height_px(box.legend_rows));
    return svg + "\n" + heading_svg(panel, values, box) + legend_svg(panel, box) + axes_svg(area) +
           curves_svg(panel.curves, area);
}

}  // namespace lumbar
