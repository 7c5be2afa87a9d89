#include <array>
#include <filesystem>

#include "config/ensemble_plan.h"
#include "input_file.h"
#include "models/registry.h"
#include "prepare/cache_index.h"

namespace lumbar::fuzz {
namespace {

using Path = std::filesystem::path;

constexpr std::array kReaders = {
    FileReader{"net.json", [](const Path& file) { read_net_file(file, solution_recipes()); }},
    FileReader{kManifestName, [](const Path& file) { read_ensemble_plan(file.parent_path()); }},
    FileReader{"index.json", [](const Path& file) { read_index(file.parent_path()); }}};

}  // namespace

void read_json_file(Bytes bytes) {
    read_by_first_byte(kReaders, bytes);
}

}  // namespace lumbar::fuzz
