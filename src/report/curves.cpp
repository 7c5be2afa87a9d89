#include "report/curves.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "base/atomic_file.h"
#include "report/panel.h"
#include "report/svg.h"

namespace lumbar {
namespace {

constexpr double kWidth_px = 1000, kMargin_px = 24, kBetween_px = 20, kHeading_px = 66;
constexpr std::size_t kMostPoints = 500;

std::vector<Panel> panels_of(const History& history) {
    std::vector<Panel> panels;
    for (const History::Series& series : history.series()) {
        const std::size_t slash = series.name.find('/');
        const std::string group = series.name.substr(0, slash);
        auto panel = std::find_if(panels.begin(), panels.end(),
                                  [&](const Panel& known) { return known.title == group; });
        if (panel == panels.end()) panel = panels.insert(panel, {group, {}});
        panel->curves.push_back({slash == series.name.npos ? series.name : series.name.substr(slash + 1),
                                 thin_out(series.points, kMostPoints), series.points.back().value});
    }
    return panels;
}

// 12345 -> "12,345".
std::string grouped(std::int64_t number) {
    std::string text = std::to_string(number);
    for (auto at = static_cast<int>(text.size()) - 3; at > 0; at -= 3) {
        text.insert(static_cast<std::size_t>(at), ",");
    }
    return text;
}

std::string heading_svg(const History& history) {
    std::string svg = R"(<text class="headline" x="24" y="41">Training</text>)";
    std::string subtitle = "nothing recorded yet";
    if (!history.empty()) {
        const auto& [step, epoch] = *history.epochs().rbegin();
        std::array<char, 40> shown{};
        std::snprintf(shown.data(), shown.size(), "%.4g", epoch);
        subtitle = "step " + grouped(step) + " · epoch " + shown.data();
    }
    return svg + R"(<text class="muted end" x="976" y="41">)" + subtitle + "</text>\n";
}

Axis steps_of(const History& history) {
    if (history.empty()) return step_axis(0, 1);
    return step_axis(static_cast<double>(history.epochs().begin()->first),
                     static_cast<double>(history.epochs().rbegin()->first));
}

struct Drawing {
    std::string svg;
    double height_px;
};

// Two panels a row; one that is alone has the row to itself.
Drawing draw_panels(const std::vector<Panel>& panels, const Axis& steps) {
    constexpr double kRoom_px = kWidth_px - 2 * kMargin_px;
    Drawing drawing{"", kHeading_px};
    for (std::size_t first = 0; first < panels.size(); first += 2) {
        const std::size_t end = std::min(first + 2, panels.size());
        const double width_px = end - first == 2 ? (kRoom_px - kBetween_px) / 2 : kRoom_px;
        int rows = 0;
        for (std::size_t i = first; i < end; ++i) rows = std::max(rows, legend_rows(panels[i], width_px));
        for (std::size_t i = first; i < end; ++i) {
            const double x_px = kMargin_px + static_cast<double>(i - first) * (width_px + kBetween_px);
            drawing.svg += panel_svg(panels[i], steps, {x_px, drawing.height_px, width_px, rows});
        }
        drawing.height_px += panel_height_px(rows) + kBetween_px;
    }
    drawing.height_px += kMargin_px - kBetween_px;
    return drawing;
}

}  // namespace

void write_curves(const std::filesystem::path& path, const History& history) {
    const Drawing panels = draw_panels(panels_of(history), steps_of(history));
    const std::string width = std::to_string(std::lround(kWidth_px));
    const std::string height = std::to_string(std::lround(panels.height_px));
    std::string svg = R"(<svg xmlns="http://www.w3.org/2000/svg" width=")" + width + R"(" height=")" +
                      height + R"(" viewBox="0 0 )" + width + " " + height + R"(" role="img">)" +
                      "\n<title>Training curves</title>\n";
    svg += style_svg() + R"(<rect class="page" width="100%" height="100%"/>)" + "\n" + heading_svg(history);
    write_file_atomically(path, svg + panels.svg + "</svg>\n");
}

}  // namespace lumbar
