#include "pipeline/run_fingerprint.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#include "config/ensemble_plan.h"
#include "config/version.h"
#include "files/crc32.h"
#include "files/text_file.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

std::string shown(std::uint32_t checksum, std::uintmax_t size) {
    char text[48];
    std::snprintf(text, sizeof text, "%08x-%ju", checksum, size);
    return text;
}

std::string of_text(const std::string& text) {
    return shown(crc32_of(text), text.size());
}

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
    return shown(checksum, size);
}

Json device_json(const DeviceRequest& device) {
    constexpr const char* kNames[] = {"auto", "cpu", "gpu"};
    return {{"kind", kNames[static_cast<int>(device.kind)]}, {"gpus", device.gpus}};
}

}  // namespace

Json run_fingerprint(const PredictOptions& options, const std::vector<NetFile>& nets) {
    Json run = {{"journal", 2},
                {"version", version()},
                {"split", options.split},
                {"device", device_json(options.device)},
                {"precision", options.precision},
                {"tta", options.tta},
                {"threads", options.threads},
                {"batch", options.batch},
                {"memory", options.memory_gb},
                {"max_series_gb", options.max_series_gb}};
    run["studies"] = of_text(read_text_file(options.data / (options.split + "_series_descriptions.csv")));
    if (options.points) run["points"] = of_text(read_text_file(*options.points));
    const fs::path manifest = options.weights / kManifestName;
    if (fs::exists(manifest)) run["manifest"] = of_text(read_text_file(manifest));
    Json& files = run["nets"] = Json::object();
    for (const NetFile& net : nets) {
        files[net.weights.filename().string()] = of_text(net.metadata.dump()) + " " + of_samples(net.weights);
    }
    return run;
}

}  // namespace lumbar
