// One series as training sees it, to and from its file in the cache: CACHE/series/<series>.safetensors with
//   frames  U8  [S,size,size]    stage 1's input, every frame
//   crops   U8  [5,S,256,256]    the discs; a level whose box is empty holds zeros and is named in the header
//   points  F32 [5,2,2]          level, point, x and y relative to the image
// the last two where the series has ten points.  The header names the study, the kind, the image's size, the
// source's fingerprint and the CRC-32 of all tensors' bytes.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/crop.h"
#include "core/keypoints.h"
#include "core/stack.h"
#include "core/study.h"
#include "files/safetensors.h"

namespace lumbar {

inline constexpr int kCacheVersion = 1;  // raised whenever anything here or in index.json means another thing

struct PreparedSeries {
    std::string study_id, series_id;
    SeriesKind kind = SeriesKind::sagittal_t1;
    int height_px = 0, width_px = 0;  // of the original frames
    ByteStack frames;
    std::optional<Crops> crops;
    std::optional<Keypoints> points;  // there where crops are
    std::string fingerprint;          // of fingerprint.h
};

// Written whole or not at all.  Throws Error (output).
void write_series_file(const std::filesystem::path& path, const PreparedSeries& series);

// What the cache says of a series without reading its pixels.
struct CachedSeries {
    std::string study_id, series_id;
    SeriesKind kind = SeriesKind::sagittal_t1;
    int frames = 0;
    bool has_crops = false;                      // and points
    std::array<bool, kLevels> is_empty_level{};  // points that leave no crop
    std::filesystem::path file;
    std::uint64_t bytes = 0;  // of the file
    std::uint32_t crc32 = 0;  // of its tensors
};

// A file, mapped.
class SeriesFile {
  public:
    // Reads the header alone.  Throws Error (data) naming the file if it is absent or not such a file.
    explicit SeriesFile(const std::filesystem::path& path);

    const CachedSeries& series() const { return series_; }
    const std::string& fingerprint() const { return fingerprint_; }
    int locate_size() const { return locate_size_; }
    // Of the bytes that are really there; reads all of them.
    std::uint32_t actual_crc32() const;

    // The middle `count` frames, all if there are fewer: real ones only.  Throws Error for a count below 1.
    ByteStack frames(int count) const;
    // Empty levels are empty stacks; all are where the series has no crops.
    Crops crops(int count) const;
    std::optional<Keypoints> points() const;

  private:
    SafetensorsFile file_;
    CachedSeries series_;
    std::string fingerprint_;
    int locate_size_ = 0;
};

}  // namespace lumbar
