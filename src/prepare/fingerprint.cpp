#include "prepare/fingerprint.h"

#include <cstdint>
#include <map>
#include <system_error>

#include "files/crc32.h"
#include "files/text_file.h"
#include "prepare/series_file.h"

namespace lumbar {
namespace {

// "NAME SIZE" lines; of a folder that cannot be listed as much as can be: reading it will say why.
std::string listing(const std::filesystem::path& folder) {
    std::map<std::string, std::uintmax_t> sizes;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        std::error_code ignored;
        if (entry.is_regular_file(ignored))
            sizes[entry.path().filename().string()] = entry.file_size(ignored);
    }
    std::string text;
    for (const auto& [name, size] : sizes) text += name + " " + std::to_string(size) + "\n";
    return text;
}

}  // namespace

std::string series_fingerprint(const std::string& study_id, const SeriesEntry& series,
                               std::string_view points, int locate_size) {
    std::string text = "cache " + std::to_string(kCacheVersion) + "\n" + study_id + " " + series.id + " " +
                       std::string(series_kind_name(series.kind)) + " " + std::to_string(locate_size) + "\n";
    text.append(points).append("\n");
    return fingerprint_of(text + listing(series.folder));
}

std::string list_fingerprint(const std::filesystem::path& data) {
    return fingerprint_of(read_text_file(data / "train_series_descriptions.csv"));
}

}  // namespace lumbar
