#include "prepare/series_file.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>
#include <utility>
#include <vector>

#include "base/error.h"
#include "core/findings.h"
#include "crop/disc_crops.h"
#include "files/crc32.h"

namespace lumbar {
namespace {

// [5,S,256,256]
std::vector<std::uint8_t> joined(const Crops& crops, int frames) {
    const ByteStack blank(frames, kCropSize, kCropSize);
    std::vector<std::uint8_t> pixels;
    pixels.reserve(blank.pixels.size() * kLevels);
    for (const ByteStack& level : crops) {
        const auto& part = level.frames == 0 ? blank.pixels : level.pixels;
        pixels.insert(pixels.end(), part.begin(), part.end());
    }
    return pixels;
}

std::string empty_levels(const std::optional<Crops>& crops) {
    std::string names;
    if (!crops) return names;
    for (const std::size_t level : levels_without_crop(*crops)) {
        names.append(names.empty() ? "" : ",").append(kLevelNames[level]);
    }
    return names;
}

template <class T>
TensorView view_of(const char* name, DType dtype, std::vector<std::int64_t> shape, T* data,
                   std::size_t count) {
    return {name, dtype, std::move(shape), reinterpret_cast<std::byte*>(data), count * sizeof(T)};
}

std::uint32_t crc32_of_all(const std::vector<TensorView>& tensors) {
    std::uint32_t crc = 0;
    for (const TensorView& tensor : tensors) crc = crc32_of(tensor.data, tensor.size_bytes, crc);
    return crc;
}

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& expected,
                         const std::string& found) {
    throw Error({"not a series of this cache (prepare it again)", path.string(), expected, found});
}

// A broken file of the cache is unusable data, not an unusable net.
SafetensorsFile open(const std::filesystem::path& path) {
    try {
        return SafetensorsFile(path);
    } catch (const Error& e) {
        if (e.code() != ExitCode::weights && e.code() != ExitCode::data) throw;
        refuse(path, e.parts().expected,
               e.parts().what + (e.parts().found.empty() ? "" : ": " + e.parts().found));
    }
}

const std::string& entry(const SafetensorsFile& file, const std::filesystem::path& path, const char* key) {
    const auto at = file.metadata().find(key);
    if (at == file.metadata().end()) refuse(path, std::string("'") + key + "' in the header", "none");
    return at->second;
}

const TensorView* find(const SafetensorsFile& file, std::string_view name) {
    const auto& tensors = file.tensors();
    const auto at = std::find_if(tensors.begin(), tensors.end(),
                                 [&](const TensorView& tensor) { return tensor.name == name; });
    return at == tensors.end() ? nullptr : &*at;
}

void check_shape(const TensorView* tensor, const char* name, DType dtype,
                 const std::vector<std::int64_t>& shape, const std::filesystem::path& path) {
    if (tensor && tensor->dtype == dtype && tensor->shape == shape) return;
    std::string expected = std::string(name) + " " + std::string(dtype_name(dtype));
    for (const auto extent : shape) expected += " " + std::to_string(extent);
    refuse(path, expected, tensor ? "another shape or type" : "no such tensor");
}

ByteStack middle_of(const std::uint8_t* pixels, int frames, int size, int count) {
    if (count < 1) throw Error({"bad number of frames", "cache", "at least 1", std::to_string(count)});
    ByteStack middle(std::min(count, frames), size, size);
    const auto first = static_cast<std::size_t>((frames - middle.frames) / 2);  // as image/middle_frames.h
    std::memcpy(middle.pixels.data(), pixels + first * middle.frame_size(), middle.pixels.size());
    return middle;
}

const std::uint8_t* bytes_of(const TensorView& tensor) {
    return reinterpret_cast<const std::uint8_t*>(tensor.data);
}

}  // namespace

void write_series_file(const std::filesystem::path& path, const PreparedSeries& series) {
    ByteStack frames = series.frames;  // views want to write
    const std::int64_t count = frames.frames;
    std::vector<TensorView> tensors = {view_of("frames", DType::u8, {count, frames.height, frames.width},
                                               frames.pixels.data(), frames.pixels.size())};
    std::vector<std::uint8_t> crops;
    KeypointNumbers points{};
    if (series.crops && series.points) {
        crops = joined(*series.crops, frames.frames);
        points = numbers_of(*series.points);
        tensors.push_back(
            view_of("crops", DType::u8, {kLevels, count, kCropSize, kCropSize}, crops.data(), crops.size()));
        tensors.push_back(view_of("points", DType::f32, {kLevels, 2, 2}, points.data(), points.size()));
    }
    write_safetensors(path, tensors,
                      {{"cache_version", std::to_string(kCacheVersion)},
                       {"study_id", series.study_id},
                       {"series_id", series.series_id},
                       {"kind", std::string(series_kind_name(series.kind))},
                       {"height_px", std::to_string(series.height_px)},
                       {"width_px", std::to_string(series.width_px)},
                       {"empty_levels", empty_levels(series.crops)},
                       {"fingerprint", series.fingerprint},
                       {"crc32", std::to_string(crc32_of_all(tensors))}});
}

SeriesFile::SeriesFile(const std::filesystem::path& path) : file_(open(path)) {
    const auto text = [&](const char* key) { return entry(file_, path, key); };
    if (text("cache_version") != std::to_string(kCacheVersion)) {
        refuse(path, "version " + std::to_string(kCacheVersion), text("cache_version"));
    }
    const TensorView* const frames = find(file_, "frames");
    if (!frames || frames->shape.size() != 3 || frames->shape[0] < 1) refuse(path, "frames", "none");
    const std::int64_t count = frames->shape[0], size = frames->shape[1];
    check_shape(frames, "frames", DType::u8, {count, size, size}, path);
    series_.study_id = text("study_id");
    series_.series_id = text("series_id");
    series_.frames = static_cast<int>(count);
    if (text("kind") == series_kind_name(SeriesKind::sagittal_t2)) series_.kind = SeriesKind::sagittal_t2;
    series_.has_crops = find(file_, "crops") != nullptr;
    if (series_.has_crops) {
        check_shape(find(file_, "crops"), "crops", DType::u8, {kLevels, count, kCropSize, kCropSize}, path);
        check_shape(find(file_, "points"), "points", DType::f32, {kLevels, 2, 2}, path);
    }
    const std::string empty = text("empty_levels"), crc = text("crc32");
    for (std::size_t level = 0; level < kLevelNames.size(); ++level) {
        series_.is_empty_level[level] = empty.find(kLevelNames[level]) != std::string::npos;
    }
    if (std::from_chars(crc.data(), crc.data() + crc.size(), series_.crc32).ec != std::errc()) {
        refuse(path, "a number as crc32", crc);
    }
    series_.file = path;
    series_.bytes = file_.mapping()->size();
    fingerprint_ = text("fingerprint");
    locate_size_ = static_cast<int>(size);
}

std::uint32_t SeriesFile::actual_crc32() const {
    return crc32_of_all(file_.tensors());
}

ByteStack SeriesFile::frames(int count) const {
    return middle_of(bytes_of(file_.at("frames")), series_.frames, locate_size_, count);
}

Crops SeriesFile::crops(int count) const {
    Crops crops;
    if (!series_.has_crops) return crops;
    const std::uint8_t* const pixels = bytes_of(file_.at("crops"));
    const std::size_t level_size = static_cast<std::size_t>(series_.frames) * kCropSize * kCropSize;
    for (std::size_t level = 0; level < crops.size(); ++level) {
        if (series_.is_empty_level[level]) continue;
        crops[level] = middle_of(pixels + level * level_size, series_.frames, kCropSize, count);
    }
    return crops;
}

std::optional<Keypoints> SeriesFile::points() const {
    if (!series_.has_crops) return {};
    KeypointNumbers numbers{};
    std::memcpy(numbers.data(), file_.at("points").data, sizeof numbers);
    return keypoints_of(numbers);
}

}  // namespace lumbar
