#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "app/commands.h"
#include "app/program_name.h"
#include "base/error.h"
#include "dicom/series.h"
#include "dicom_file/file_probe.h"
#include "inspect/inspect_images.h"
#include "inspect/inspect_weights.h"
#include "inspect/system_facts.h"
#include "weight_files/weights_format.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

struct InspectOptions {
    fs::path path;
    std::optional<fs::path> picture, augment;
    std::uint64_t seed = 0;  // of the augmentations
    bool complete = false;
    bool system = false;  // describes this machine; then there is no path
};

void declare(Flags& flags, InspectOptions& to) {
    flags.path("path", to.path, "the file or folder (no flag needed)");
    flags.output("picture", to.picture, "also draw a series' frames, left to right, into this PNG");
    flags.output("augment", to.augment,
                 "also draw what training may make of a series' middle frame into this PNG");
    flags.seed("seed", to.seed, "the same seed draws the same augmentations");
    flags.toggle("complete", to.complete,
                 "of a weights folder: end with exit code 4 unless its nets can grade every condition");
    flags.toggle("system", to.system,
                 "CPU, memory, GPUs, versions of libraries and free disk space of this machine");
    flags.positional("path", 1);
}

void require_path_or_system(const GivenFlags& given, InspectOptions&) {
    const auto refuse = [](const std::string& what) {
        throw Error({what, "lumbar inspect", "PATH or --system"}, ExitCode::usage);
    };
    if (!given.contains("system")) {
        if (!given.contains("path")) refuse("no path");
        return;
    }
    if (given.contains("path")) refuse("--system takes no path");
    for (const auto& [flag, values] : given) {
        if (flag != "system") refuse("--" + flag + " does not apply to --system");
    }
}

bool holds(const fs::path& folder, const std::string& extension) {
    return std::any_of(fs::directory_iterator(folder), fs::directory_iterator(),
                       [&](const auto& entry) { return entry.path().extension() == extension; });
}

void inspect_folder(const InspectOptions& options) {
    if (holds_dicom_files(options.path)) {
        return inspect_series(options.path, options.picture, options.augment, options.seed);
    }
    if (holds(options.path, ".json")) return inspect_weights_folder(options.path, options.complete);
    throw Error({"nothing to inspect in the folder", options.path.string(), "DICOM files, or nets (*.json)"});
}

void run(const InspectOptions& options) {
    if (options.system) return print_system_facts(program_name() + ", " + LUMBAR_EDITION + " edition");
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

}  // namespace

Command inspect_command() {
    return make_command<InspectOptions>(
        {.name = "inspect",
         .usage = "PATH [--picture FILE.png] [--complete]\n"
                  "lumbar inspect SERIES --augment FILE.png [--seed S]\n"
                  "lumbar inspect --system",
         .summary = "describes a DICOM file or series, nets, or this machine",
         .examples = {"lumbar inspect rsna/test_images/7/12 --picture sheet.png", "lumbar inspect --system"}},
        declare, run, require_path_or_system);
}

}  // namespace lumbar
