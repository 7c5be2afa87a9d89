// What the results of a run are from: program and nets.
#pragma once

#include <string>
#include <vector>

namespace lumbar {

struct NetDescription {
    std::string name, recipe, sha256;  // of the weights file
};

struct RunDescription {
    std::string program;  // "lumbar 0.4.0 (commit abc)"
    std::vector<NetDescription> nets;
    std::vector<double> views_deg;  // the rotations that each net was shown
};

}  // namespace lumbar
