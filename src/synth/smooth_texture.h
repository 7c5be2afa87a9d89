// A smooth random field over space, drawn from a seed: the unevenness of marrow, muscle and bowel.
#pragma once

#include <cstdint>
#include <vector>

namespace lumbar {

class SmoothTexture {
  public:
    explicit SmoothTexture(std::uint64_t seed);

    // -1..1; changes over about one unit, repeats every 32.
    double at(double x, double y, double z) const;

  private:
    std::vector<float> lattice_;  // [32,32,32]
};

}  // namespace lumbar
