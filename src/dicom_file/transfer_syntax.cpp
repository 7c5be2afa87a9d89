#include "dicom_file/transfer_syntax.h"

#include <algorithm>
#include <array>
#include <utility>

namespace lumbar {
namespace {

// 1.2.840.10008.1.2 and what follows; those that the standard has retired among them.
constexpr std::string_view kRoot = "1.2.840.10008.1.2";
constexpr std::pair<std::string_view, std::string_view> kNames[] = {
    {"", "Implicit VR Little Endian"},
    {".1", "Explicit VR Little Endian"},
    {".1.98", "Encapsulated Uncompressed Explicit VR Little Endian"},
    {".1.99", "Deflated Explicit VR Little Endian"},
    {".2", "Explicit VR Big Endian"},
    {".4.50", "JPEG Baseline (Process 1)"},
    {".4.51", "JPEG Extended (Processes 2 and 4)"},
    {".4.53", "JPEG Spectral Selection (Processes 6 and 8)"},
    {".4.55", "JPEG Full Progression (Processes 10 and 12)"},
    {".4.57", "JPEG Lossless (Process 14)"},
    {".4.70", "JPEG Lossless (Process 14, first-order prediction)"},
    {".4.80", "JPEG-LS Lossless"},
    {".4.81", "JPEG-LS Near-Lossless"},
    {".4.90", "JPEG 2000 Lossless"},
    {".4.91", "JPEG 2000"},
    {".4.92", "JPEG 2000 Part 2 Multi-component Lossless"},
    {".4.93", "JPEG 2000 Part 2 Multi-component"},
    {".4.94", "JPIP Referenced"},
    {".4.95", "JPIP Referenced Deflate"},
    {".4.100", "MPEG2 Main Profile, Main Level"},
    {".4.100.1", "Fragmentable MPEG2 Main Profile, Main Level"},
    {".4.101", "MPEG2 Main Profile, High Level"},
    {".4.101.1", "Fragmentable MPEG2 Main Profile, High Level"},
    {".4.102", "MPEG-4 AVC/H.264 High Profile, Level 4.1"},
    {".4.102.1", "Fragmentable MPEG-4 AVC/H.264 High Profile, Level 4.1"},
    {".4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile, Level 4.1"},
    {".4.103.1", "Fragmentable MPEG-4 AVC/H.264 BD-compatible High Profile, Level 4.1"},
    {".4.104", "MPEG-4 AVC/H.264 High Profile, Level 4.2, for 2D video"},
    {".4.104.1", "Fragmentable MPEG-4 AVC/H.264 High Profile, Level 4.2, for 2D video"},
    {".4.105", "MPEG-4 AVC/H.264 High Profile, Level 4.2, for 3D video"},
    {".4.105.1", "Fragmentable MPEG-4 AVC/H.264 High Profile, Level 4.2, for 3D video"},
    {".4.106", "MPEG-4 AVC/H.264 Stereo High Profile, Level 4.2"},
    {".4.106.1", "Fragmentable MPEG-4 AVC/H.264 Stereo High Profile, Level 4.2"},
    {".4.107", "HEVC/H.265 Main Profile, Level 5.1"},
    {".4.108", "HEVC/H.265 Main 10 Profile, Level 5.1"},
    {".4.110", "JPEG XL Lossless"},
    {".4.111", "JPEG XL JPEG Recompression"},
    {".4.112", "JPEG XL"},
    {".4.201", "High-Throughput JPEG 2000 (HTJ2K) Lossless"},
    {".4.202", "High-Throughput JPEG 2000 (HTJ2K) with RPCL Options, Lossless"},
    {".4.203", "High-Throughput JPEG 2000 (HTJ2K)"},
    {".4.204", "JPIP HTJ2K Referenced"},
    {".4.205", "JPIP HTJ2K Referenced Deflate"},
    {".5", "RLE Lossless"},
    {".6.1", "RFC 2557 MIME Encapsulation"},
    {".7.1", "SMPTE ST 2110-20 Uncompressed Progressive Active Video"},
    {".8.1", "Deflated Image Frame Compression"},
};

}  // namespace

std::string describe_transfer_syntax(std::string_view uid) {
    if (uid.empty()) return "none stated";
    if (uid.starts_with(kRoot)) {
        const auto* name = std::find_if(std::begin(kNames), std::end(kNames), [&](const auto& entry) {
            return entry.first == uid.substr(kRoot.size());
        });
        if (name != std::end(kNames)) return std::string(name->second) + " (" + std::string(uid) + ")";
    }
    return std::string(uid);
}

DeclaredEncoding declared_encoding(std::string_view uid) {
    return {uid != kRoot, uid.starts_with(kRoot) && uid.substr(kRoot.size()) == ".2"};
}

}  // namespace lumbar
