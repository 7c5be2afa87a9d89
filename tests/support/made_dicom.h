// DICOM files made for one test: a small valid image, changed by the test, written by DCMTK.
#pragma once

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcfilefo.h>
#include <dcmtk/dcmdata/dcuid.h>

#include <boost/crc.hpp>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/stack.h"

namespace lumbar::test {

inline void require_good(const OFCondition& status) {
    if (status.bad()) throw std::runtime_error(status.text());
}

using Change = std::function<void(DcmDataset&)>;

// 16 bits allocated and stored, unsigned, MONOCHROME2, no position, no rescale, no meta beyond DCMTK's own.
inline void make_dicom(const std::filesystem::path& path, int rows, int columns,
                       const std::vector<std::uint16_t>& pixels, const Change& change = {},
                       E_TransferSyntax syntax = EXS_LittleEndianExplicit) {
    DcmFileFormat file;
    DcmDataset& dataset = *file.getDataset();
    dataset.putAndInsertString(DCM_SOPClassUID, UID_MRImageStorage);
    dataset.putAndInsertString(DCM_SOPInstanceUID, "1.2.3");
    dataset.putAndInsertString(DCM_PhotometricInterpretation, "MONOCHROME2");
    dataset.putAndInsertUint16(DCM_SamplesPerPixel, 1);
    dataset.putAndInsertUint16(DCM_Rows, static_cast<Uint16>(rows));
    dataset.putAndInsertUint16(DCM_Columns, static_cast<Uint16>(columns));
    dataset.putAndInsertUint16(DCM_BitsAllocated, 16);
    dataset.putAndInsertUint16(DCM_BitsStored, 16);
    dataset.putAndInsertUint16(DCM_HighBit, 15);
    dataset.putAndInsertUint16(DCM_PixelRepresentation, 0);
    require_good(dataset.putAndInsertUint16Array(DCM_PixelData, pixels.data(), pixels.size()));
    if (change) change(dataset);
    require_good(file.saveFile(path.c_str(), syntax));
}

// "x\y\z", as DICOM writes numbers.
inline Change at_position(const std::string& position) {
    return [position](DcmDataset& dataset) {
        dataset.putAndInsertString(DCM_ImagePositionPatient, position.c_str());
    };
}

// As manifest.json has it: of the pixels as little-endian int32.
inline std::uint32_t crc32_of(const FloatStack& stack) {
    boost::crc_32_type crc;
    for (const float pixel : stack.pixels) {
        const auto value = static_cast<std::int32_t>(pixel);
        crc.process_bytes(&value, sizeof(value));
    }
    return crc.checksum();
}

inline std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace lumbar::test
