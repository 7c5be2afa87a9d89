// The samples of a file's frames, whatever the transfer syntax.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "dicom_file/dicom_file.h"
#include "dicom_pixels/decoded_frame.h"
#include "dicom_pixels/pixel_format.h"

namespace lumbar {

class PixelDecoder {
  public:
    // Finds the frames, decodes none.  Throws Error if there are no pixels, too few or too many for the
    // header, or in an encoding that we don't read.  Remarks of `file` aside, `remarks` tells what was read
    // all the same. `file` must outlive this.
    PixelDecoder(const DicomFile& file, const std::filesystem::path& path);
    PixelDecoder(const PixelDecoder&) = delete;
    PixelDecoder& operator=(const PixelDecoder&) = delete;

    // With as many frames as there are.
    const PixelFormat& format() const { return format_; }
    const std::vector<std::string>& remarks() const { return remarks_; }
    struct Frame {
        std::vector<std::uint32_t> samples;  // rows x columns, with all their allocated bits
        PixelFormat format;                  // with the bits that a stream says it has
    };
    Frame decode(int frame) const;
    // Of a frame's bytes as they stand in the file.
    std::uint64_t hash(int frame) const;

  private:
    void open_raw(const Element& pixels, std::size_t file_bytes);
    void open_compressed(const Element& pixels);
    Bytes swap_bytes(Bytes words);
    void take_surplus(Bytes surplus);
    void miss_frames(std::size_t found);
    void refuse_bombs(std::size_t file_bytes) const;
    std::vector<std::uint32_t> raw_samples(Bytes bytes) const;
    Frame by_stream(DecodedFrame decoded) const;

    std::string where_, transfer_syntax_;
    PixelFormat format_;
    std::vector<std::vector<Bytes>> frames_;  // each in one piece if raw, else in fragments
    std::vector<std::string> remarks_;
    bool is_compressed_ = false, is_big_endian_ = false;
    std::vector<std::uint8_t> swapped_;
};

}  // namespace lumbar
