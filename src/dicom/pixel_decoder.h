// A parsed file in, its frames' samples out, whatever the transfer syntax.
#pragma once

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdatset.h>
#include <dcmtk/dcmdata/dcfcache.h>
#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcxfer.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "dicom/pixel_format.h"

namespace lumbar {

class PixelDecoder {
  public:
    // Changes `dataset`: what DCMTK can decompress is decompressed there.  Throws Error if there are no
    // pixels, fewer than promised, or in an encoding that we don't read.
    PixelDecoder(DcmDataset& dataset, const std::filesystem::path& path);
    PixelDecoder(const PixelDecoder&) = delete;
    PixelDecoder& operator=(const PixelDecoder&) = delete;

    const PixelFormat& format() const { return format_; }
    // rows x columns samples with all their allocated bits, row by row.
    std::vector<std::uint32_t> samples(int frame);

  private:
    void open_compressed(const DcmXfer& transfer, const std::filesystem::path& path);
    void decompress(const DcmXfer& transfer);
    void check_length() const;
    void refuse_bombs(const std::filesystem::path& path) const;
    void refuse_other_sizes() const;
    std::span<const std::uint8_t> fragment(Uint32 index) const;
    std::vector<std::uint8_t> fragments_of(int frame) const;

    DcmDataset& dataset_;
    std::string where_;
    PixelFormat format_;
    DcmPixelData* pixel_data_ = nullptr;
    DcmPixelSequence* fragments_ = nullptr;  // null unless the file is compressed
    bool is_jpeg2000_ = false;
    E_ByteOrder byte_order_ = EBO_LittleEndian;
    DcmFileCache cache_;
};

}  // namespace lumbar
