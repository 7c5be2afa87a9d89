#include <algorithm>
#include <filesystem>
#include <string>

#include "app/commands.h"
#include "app/inspect_images.h"
#include "app/inspect_weights.h"
#include "app/system_facts.h"
#include "base/error.h"
#include "dicom/series.h"
#include "dicom_file/file_probe.h"
#include "weight_files/weights_format.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

bool holds(const fs::path& folder, const std::string& extension) {
    return std::any_of(fs::directory_iterator(folder), fs::directory_iterator(),
                       [&](const auto& entry) { return entry.path().extension() == extension; });
}

void inspect_folder(const InspectOptions& options) {
    if (holds_dicom_files(options.path)) return inspect_series(options);
    if (holds(options.path, ".json")) return inspect_weights_folder(options.path, options.complete);
    throw Error({"nothing to inspect in the folder", options.path.string(), "DICOM files, or nets (*.json)"});
}

}  // namespace

void run(const InspectOptions& options) {
    if (options.system) return print_system_facts();
    if (!fs::exists(options.path)) throw Error({"no such file or folder", options.path.string()});
    if (options.augment && !(fs::is_directory(options.path) && holds_dicom_files(options.path))) {
        throw Error(
            {"only a series can be augmented", "--augment", "a folder of DICOM files", options.path.string()},
            ExitCode::usage);
    }
    if (options.complete && !(fs::is_directory(options.path) && holds(options.path, ".json"))) {
        throw Error({"only an ensemble can be complete", "--complete", "a folder of nets (*.json)",
                     options.path.string()},
                    ExitCode::usage);
    }
    if (fs::is_directory(options.path)) return inspect_folder(options);
    if (find_weights_format(options.path) && !begins_as_dicom(options.path)) {
        return inspect_weights_file(options.path);
    }
    inspect_dicom(options.path, options.picture);
}

}  // namespace lumbar
