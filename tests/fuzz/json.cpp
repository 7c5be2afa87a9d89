#include "base/json.h"

#include "config/ensemble_plan.h"
#include "input_file.h"
#include "models/registry.h"
#include "prepare/cache_index.h"

namespace lumbar::fuzz {

void read_json_file(Bytes bytes) {
    if (bytes.empty()) return;
    const Bytes text = bytes.subspan(1);
    accept_or_refuse([&] {
        switch (bytes.front() % 3) {
            case 0: {
                read_net_file(input_file("net.json", text), solution_recipes());
                break;
            }
            case 1: {
                read_ensemble_plan(input_file(kManifestName, text).parent_path());
                break;
            }
            default: {
                read_index(input_file("index.json", text).parent_path());
            }
        }
    });
}

}  // namespace lumbar::fuzz
