// Draws curves as one panel of SVG: title, legend, axes and one line for each curve.
#pragma once

#include <string>
#include <vector>

#include "report/axis.h"
#include "report/thin_out.h"

namespace lumbar {

struct Curve {
    std::string label;
    std::vector<Run> runs;
    double last = 0;  // the newest value, maybe NaN
};

struct Panel {
    std::string title;
    std::vector<Curve> curves;
};

// Where a panel goes; its height follows from the rows of its legend.
struct PanelBox {
    double x_px, y_px, width_px;
    int legend_rows;
};

int legend_rows(const Panel& panel, double width_px);
double panel_height_px(int legend_rows);

// Linear, unless a few spikes would press everything else to the floor.
Axis value_axis(const Panel& panel);

std::string panel_svg(const Panel& panel, const Axis& steps, const PanelBox& box);

}  // namespace lumbar
