#include "pipeline/run_fingerprint.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>

#include "config/ensemble_plan.h"
#include "config/version.h"
#include "files/crc32.h"
#include "files/text_file.h"
#include "infer/tuning.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

// Of pieces at equal distances: gigabytes need not be read for it.
std::string of_samples(const fs::path& path) {
    constexpr std::uintmax_t kPieces = 64, kPiece = 64 << 10;
    std::error_code failure;  // which loading the net will name
    const std::uintmax_t size = fs::file_size(path, failure);
    if (failure) return "";
    const std::uintmax_t step = std::max(kPiece, size / kPieces);
    std::ifstream file(path, std::ios::binary);
    std::string piece(kPiece, '\0');
    std::uint32_t checksum = 0;
    for (std::uintmax_t at = 0; at < size; at += step) {
        file.clear();
        file.seekg(static_cast<std::streamoff>(at));
        file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        checksum = crc32_of(piece.data(), static_cast<std::size_t>(file.gcount()), checksum);
    }
    return fingerprint(checksum, size);
}

Json device_json(const DeviceRequest& device) {
    return {{"kind", name_of(kDeviceKindNames, device.kind)}, {"gpus", device.gpus}};
}

// Of the CPU.  It is only a cache: a file that cannot be read is not used, either.
void add_tuning(Json& run) {
    const std::ifstream file(tuning_file(), std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!text.str().empty()) run["tuning"] = fingerprint_of(text.str());
}

void add_settings(Json& run, const GradingOptions& options) {
    run["device"] = device_json(options.device);
    run["precision"] = name_of(kPrecisionNames, options.precision);
    run["tta"] = options.tta;
    run["threads"] = options.threads;
    run["batch"] = options.batch;
    run["memory"] = options.memory_gb;
    run["max_series_gb"] = options.max_series_gb;
    if (options.device.kind != DeviceRequest::Kind::gpu) add_tuning(run);
}

void add_nets(Json& run, const GradingOptions& options, const fs::path& weights,
              const std::vector<NetFile>& nets) {
    if (options.points) run["points"] = fingerprint_of(read_text_file(*options.points));
    add_file(run, "manifest", weights / kManifestName);
    Json& files = run["nets"] = Json::object();
    for (const NetFile& net : nets) {
        files[net.weights.filename().string()] =
            fingerprint_of(net.metadata.dump()) + " " + of_samples(net.weights);
    }
}

}  // namespace

void add_file(Json& run, const char* name, const fs::path& path) {
    if (fs::exists(path)) run[name] = fingerprint_of(read_text_file(path));
}

void add_grading(Json& run, const GradingOptions& options, const fs::path& weights,
                 const std::vector<NetFile>& nets) {
    add_settings(run, options);
    add_nets(run, options, weights, nets);
}

Json run_fingerprint(const PredictOptions& options, const std::string& studies,
                     const std::vector<NetFile>& nets) {
    Json run = {{"journal", 2}, {"version", version()}, {"split", name_of(kSplitNames, options.split)}};
    run["studies"] = studies;
    add_grading(run, options, options.weights, nets);
    return run;
}

}  // namespace lumbar
