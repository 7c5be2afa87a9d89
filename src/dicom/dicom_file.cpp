#include "dicom/dicom_file.h"

#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcistrmb.h>
#include <dcmtk/dcmdata/dcmetinf.h>
#include <dcmtk/dcmdata/dcuid.h>

#include <algorithm>
#include <string>

#include "base/error.h"
#include "base/text_file.h"
#include "dicom/codecs.h"

namespace lumbar {
namespace {

// Deflate shrinks up to a thousandfold: a small file could otherwise fill the memory.
constexpr offile_off_t kMaxInflatedBytes = offile_off_t{1} << 29;
constexpr std::size_t kPieceBytes = 1 << 16;

bool is_deflated(const std::filesystem::path& path) {
    DcmFileFormat file;
    if (file.loadFile(path.c_str(), EXS_Unknown, EGL_noChange, DCM_MaxReadLength, ERM_metaOnly).bad())
        return false;
    OFString syntax;
    return file.getMetaInfo()->findAndGetOFString(DCM_TransferSyntaxUID, syntax).good() &&
           syntax == UID_DeflatedExplicitVRLittleEndianTransferSyntax;
}

// Fed piece by piece, so that the inflated size is known before it grows out of hand.
OFCondition read_deflated(DcmFileFormat& file, const std::filesystem::path& path) {
    const std::string bytes = read_text_file(path);
    DcmInputBufferStream stream;
    OFCondition status = EC_StreamNotifyClient;
    file.transferInit();
    for (std::size_t at = 0; at < bytes.size() && status == EC_StreamNotifyClient; at += kPieceBytes) {
        const std::size_t size = std::min(kPieceBytes, bytes.size() - at);
        stream.setBuffer(bytes.data() + at, static_cast<offile_off_t>(size));
        if (at + size == bytes.size()) stream.setEos();
        status = file.read(stream);
        stream.releaseBuffer();
        if (stream.tell() > kMaxInflatedBytes) {
            throw Error({"the deflated DICOM file is too large", path.string(),
                         "at most " + std::to_string(kMaxInflatedBytes) + " bytes when inflated", "more"});
        }
    }
    file.transferEnd();
    return status;
}

DcmElement* uncompressed_pixels(DcmFileFormat& file) {
    DcmElement* pixels = nullptr;
    file.getDataset()->findAndGetElement(DCM_PixelData, pixels);
    const bool has_length =
        pixels && pixels->getLengthField() > 0 && pixels->getLengthField() != DCM_UndefinedLength;
    return has_length ? pixels : nullptr;
}

// Junk behind the pixels, a line break say, stops DCMTK but harms nobody.
bool has_its_last_pixel(DcmFileFormat& file) {
    DcmElement* pixels = uncompressed_pixels(file);
    Uint16 word = 0;
    return pixels && pixels->getLengthField() >= sizeof(word) &&
           pixels->getPartialValue(&word, pixels->getLengthField() - Uint32{sizeof(word)}, sizeof(word))
               .good();
}

// A file cut inside its uncompressed pixels is the commonest damage; it deserves numbers.
[[noreturn]] void fail_to_parse(DcmFileFormat& file, const std::filesystem::path& path,
                                const OFCondition& status) {
    const std::string size = std::to_string(std::filesystem::file_size(path)) + " bytes";
    if (const DcmElement* pixels = uncompressed_pixels(file)) {
        throw Error({"the pixel data is cut off", path.string(),
                     std::to_string(pixels->getLengthField()) + " bytes of pixels", "a file of " + size});
    }
    throw Error({"cannot read the DICOM file", path.string(), "a whole DICOM file",
                 std::string(status.text()) + " (" + size + ")"});
}

}  // namespace

std::unique_ptr<DcmFileFormat> open_dicom(const std::filesystem::path& path, Parse parse) {
    prepare_dcmtk();
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) {
        throw Error({"cannot read the DICOM file", path.string(), "a file",
                     error ? error.message() : "something else"});
    }
    if (std::filesystem::file_size(path) == 0) {
        throw Error({"cannot read the DICOM file", path.string(), "a DICOM file", "an empty file"});
    }
    auto file = std::make_unique<DcmFileFormat>();
    OFCondition status;
    if (is_deflated(path)) {
        status = read_deflated(*file, path);
    } else if (parse == Parse::up_to_pixels) {
        status = file->loadFileUntilTag(path.c_str(), EXS_Unknown, EGL_noChange, DCM_MaxReadLength,
                                        ERM_autoDetect, DCM_PixelData);
    } else {
        status = file->loadFile(path.c_str());
    }
    if (status.bad() && !has_its_last_pixel(*file)) fail_to_parse(*file, path, status);
    return file;
}

}  // namespace lumbar
