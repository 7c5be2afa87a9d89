#include "support/drawn_studies.h"

#include <stdexcept>

#include "support/run_lumbar.h"
#include "support/tiny_manifest.h"

namespace lumbar::test {

DrawnStudies::DrawnStudies(int studies) {
    const Outcome made = run_lumbar({"synth", "--output", data(), "--studies", std::to_string(studies),
                                     "--seed", "3", "--image-size", "96", "--untrained-weights", weights()});
    if (made.code != 0) throw std::runtime_error("synth failed: " + made.printed);
    write_text(folder_ / "weights/manifest.json", kTinyManifest);
}

}  // namespace lumbar::test
