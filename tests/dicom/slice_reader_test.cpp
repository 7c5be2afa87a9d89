#include "dicom/slice_reader.h"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <cstdlib>
#include <tuple>

#include "base/error.h"
#include "files/json.h"
#include "support/files.h"
#include "support/made_dicom.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

using Pixels = std::vector<float>;

constexpr const char *kColour = "not a monochrome image", *kNoPixels = "has no pixels", *kNoRows = "rows";
constexpr const char* kNotWhole = "expected a whole DICOM file";
constexpr std::uint32_t kSmall = 2393136434;

// The pixels of a file with one row 0 1 2 1000 40000, changed by `change`.
std::vector<Slice> read_made(const Change& change, E_TransferSyntax syntax = EXS_LittleEndianExplicit) {
    const TemporaryFolder folder;
    make_dicom(folder / "made.dcm", 1, 5, {0, 1, 2, 1000, 40000}, change, syntax);
    return read_slices(folder / "made.dcm");
}

Pixels pixels_of(const std::vector<Slice>& slices) {
    return slices.at(0).pixels.pixels;
}

void put(DcmDataset& dataset, const DcmTagKey& tag, const char* text) {
    require_good(dataset.putAndInsertString(tag, text));
}

void put(DcmDataset& dataset, const DcmTagKey& tag, int number) {
    require_good(dataset.putAndInsertUint16(tag, static_cast<Uint16>(number)));
}

// No exception but Error, and one that names the file; "" if it is an image.
std::string error_of(const std::filesystem::path& path) {
    try {
        const auto slices = read_slices(path);
        BOOST_TEST(!slices.empty());
        return {};
    } catch (const Error& e) {
        BOOST_TEST(std::string(e.what()).find(path.string()) != std::string::npos);
        return e.what();
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(slice_reader)

BOOST_AUTO_TEST_CASE(decodes_every_file_of_the_manifest_to_its_crc) {
    const auto folder = test_file("data/dicom");
    const Json manifest = read_json(folder / "manifest.json");
    const std::uint32_t siblings = manifest.at("syntaxes/1.dcm").at("pixels_crc32");
    BOOST_TEST(manifest.size() == 26);
    for (const auto& [name, entry] : manifest.items()) {
        BOOST_TEST_CONTEXT(name) {
            const auto slices = read_slices(folder / name);
            BOOST_TEST(slices.size() == 1);
            const Slice& slice = slices.front();
            BOOST_TEST(crc32_of(slice.pixels) == entry.value("pixels_crc32", siblings));
            BOOST_TEST(slice.pixels.height == entry.at("rows").get<int>());
            BOOST_TEST(slice.pixels.width == entry.at("columns").get<int>());
            BOOST_TEST(slice.instance_number.value() == entry.at("instance_number").get<int>());
            BOOST_TEST(slice.position_mm.value()[0] ==
                       entry.at("image_position_patient").at(0).get<double>());
            BOOST_TEST(slice.file_name == (folder / name).filename().string());
        }
    }
}

BOOST_AUTO_TEST_CASE(summarizes_every_file_of_the_manifest) {
    const auto folder = test_file("data/dicom");
    const Json manifest = read_json(folder / "manifest.json");
    for (const auto& [name, entry] : manifest.items()) {
        const DicomSummary summary = summarize_dicom(folder / name);
        BOOST_TEST(summary.transfer_syntax == entry.at("transfer_syntax").get<std::string>());
        BOOST_TEST(summary.modality == "MR");
        BOOST_TEST(summary.rows == entry.at("rows").get<int>());
        BOOST_TEST(summary.columns == entry.at("columns").get<int>());
        BOOST_TEST(summary.frames == 1);
        BOOST_TEST(summary.bits_stored == entry.at("bits_stored").get<int>());
        BOOST_TEST(summary.position_mm.has_value());
        BOOST_TEST(summary.spacing_mm.has_value());
    }
}

BOOST_AUTO_TEST_CASE(ends_every_odd_file_as_listed) {
    struct Expectation {
        const char* name;
        std::uint32_t crc;   // of the pixels that pydicom reads, where it can
        const char* reason;  // part of the error
    };
    const Expectation expectations[] = {
        {"ExplVR_BigEnd.dcm", 0, kColour},
        {"ExplVR_LitEndNoMeta.dcm", 0, kNoPixels},
        {"JPEG-lossy.dcm", 2453914171, nullptr},  // 12-bit JPEG, which pydicom cannot decode: DCMTK's pixels
        {"MR_small.dcm", kSmall, nullptr},
        {"MR_small_RLE.dcm", kSmall, nullptr},
        {"MR_small_bigendian.dcm", kSmall, nullptr},
        {"MR_small_implicit.dcm", kSmall, nullptr},
        {"MR_small_jp2klossless.dcm", kSmall, nullptr},
        {"MR_small_jpeg_ls_lossless.dcm", kSmall, nullptr},
        {"MR_small_padded.dcm", kSmall, nullptr},
        {"MR_truncated.dcm", 0, "expected 8192 bytes of pixels"},
        {"SC_rgb_small_odd.dcm", 0, kColour},
        {"badVR.dcm", 0, "number of frames, expected 0..65535, found 1A"},  // of which it holds 15
        {"empty_charset_LEI.dcm", 0, kNoPixels},
        {"image_dfl.dcm", 3452477740, nullptr},
        {"meta_missing_tsyntax.dcm", 0, kNoRows},
        {"nested_priv_SQ.dcm", 0, kNoRows},
        {"no_meta.dcm", 0, kNotWhole},  // its first byte is lost
        {"no_meta_group_length.dcm", 0, kNoPixels},
        {"rtplan.dcm", 0, kNoPixels},
        {"rtplan_truncated.dcm", 0, kNotWhole},
    };
    for (const auto& [name, crc, reason] : expectations) {
        BOOST_TEST_CONTEXT(name) {
            const auto path = test_file("data/dicom/odd") / name;
            const std::string error = error_of(path);
            if (reason) BOOST_TEST(error.find(reason) != std::string::npos, error);
            if (!reason) BOOST_TEST(crc32_of(read_slices(path).at(0).pixels) == crc);
        }
    }
}

BOOST_AUTO_TEST_CASE(lists_every_odd_file) {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(test_file("data/dicom/odd"))) {
        files += entry.path().extension() == ".dcm";
    }
    BOOST_TEST(files == 21u);
}

BOOST_AUTO_TEST_CASE(reads_pixels_as_they_are_without_rescale) {
    BOOST_TEST(pixels_of(read_made({})) == (Pixels{0, 1, 2, 1000, 40000}));
}

BOOST_AUTO_TEST_CASE(applies_slope_and_intercept) {
    const auto slices = read_made([](DcmDataset& dataset) {
        put(dataset, DCM_RescaleSlope, "0.5");
        put(dataset, DCM_RescaleIntercept, "-10");
    });
    BOOST_TEST(pixels_of(slices) == (Pixels{-10, -9.5, -9, 490, 19990}));
}

BOOST_AUTO_TEST_CASE(takes_rubbish_in_rescale_for_absent) {
    for (const char* slope : {"nan", "inf", "0", "1e300", "rubbish", ""}) {
        const auto slices = read_made([&](DcmDataset& dataset) { put(dataset, DCM_RescaleSlope, slope); });
        BOOST_TEST(pixels_of(slices) == (Pixels{0, 1, 2, 1000, 40000}), slope);
    }
}

BOOST_AUTO_TEST_CASE(inverts_monochrome1_within_the_stored_range_before_rescale) {
    const auto slices = read_made([](DcmDataset& dataset) {
        put(dataset, DCM_PhotometricInterpretation, "MONOCHROME1");
        put(dataset, DCM_RescaleIntercept, "5");
    });
    BOOST_TEST(pixels_of(slices) == (Pixels{65540, 65539, 65538, 64540, 25540}));
}

BOOST_AUTO_TEST_CASE(extends_the_sign_from_the_stored_bits) {
    const auto slices = read_made([](DcmDataset& dataset) {
        put(dataset, DCM_PixelRepresentation, 1);
        put(dataset, DCM_BitsStored, 12);
        put(dataset, DCM_HighBit, 11);
        const Uint16 pixels[] = {0, 0x7FF, 0x800, 0xFFF, 0xF001};
        require_good(dataset.putAndInsertUint16Array(DCM_PixelData, pixels, 5));
    });
    BOOST_TEST(pixels_of(slices) == (Pixels{0, 2047, -2048, -1, 1}));
}

BOOST_AUTO_TEST_CASE(inverts_signed_pixels) {
    const auto slices = read_made([](DcmDataset& dataset) {
        put(dataset, DCM_PhotometricInterpretation, "MONOCHROME1");
        put(dataset, DCM_PixelRepresentation, 1);
    });
    BOOST_TEST(pixels_of(slices) == (Pixels{-1, -2, -3, -1001, 25535}));
}

BOOST_AUTO_TEST_CASE(shifts_by_the_high_bit) {
    const auto slices = read_made([](DcmDataset& dataset) {
        put(dataset, DCM_BitsStored, 12);
        const Uint16 pixels[] = {0, 0x10, 0x1F, 0xFFF0, 0x800F};
        require_good(dataset.putAndInsertUint16Array(DCM_PixelData, pixels, 5));
    });
    BOOST_TEST(pixels_of(slices) == (Pixels{0, 1, 1, 4095, 2048}));
}

BOOST_AUTO_TEST_CASE(reads_8_bit_pixels_in_both_byte_orders) {
    for (const auto syntax : {EXS_LittleEndianExplicit, EXS_LittleEndianImplicit, EXS_BigEndianExplicit}) {
        const auto slices = read_made(
            [](DcmDataset& dataset) {
                put(dataset, DCM_BitsAllocated, 8);
                put(dataset, DCM_BitsStored, 8);
                put(dataset, DCM_HighBit, 7);
                const Uint16 words[] = {0x0100, 0x0302, 0x00FF};
                require_good(dataset.putAndInsertUint16Array(DCM_PixelData, words, 3));
            },
            syntax);
        BOOST_TEST(pixels_of(slices) == (Pixels{0, 1, 2, 3, 255}));
    }
}

BOOST_AUTO_TEST_CASE(reads_32_bit_pixels) {
    const auto slices = read_made([](DcmDataset& dataset) {
        put(dataset, DCM_Columns, 2);
        put(dataset, DCM_BitsAllocated, 32);
        put(dataset, DCM_BitsStored, 32);
        put(dataset, DCM_HighBit, 31);
        const Uint16 words[] = {0x0000, 0x0001, 0x0000, 0x8000};
        require_good(dataset.putAndInsertUint16Array(DCM_PixelData, words, 4));
    });
    BOOST_TEST(pixels_of(slices) == (Pixels{65536, 2147483648.0F}));
}

BOOST_AUTO_TEST_CASE(gets_by_without_the_tags_that_are_often_absent) {
    const auto slices = read_made([](DcmDataset& dataset) {
        for (const auto& tag : {DCM_SOPClassUID, DCM_SOPInstanceUID, DCM_PhotometricInterpretation,
                                DCM_SamplesPerPixel, DCM_BitsStored, DCM_HighBit, DCM_PixelRepresentation}) {
            require_good(dataset.findAndDeleteElement(tag));
        }
    });
    BOOST_TEST(pixels_of(slices) == (Pixels{0, 1, 2, 1000, 40000}));
    BOOST_TEST(!slices.at(0).position_mm.has_value());
    BOOST_TEST(!slices.at(0).instance_number.has_value());
    BOOST_TEST(!slices.at(0).spacing_mm.has_value());
}

BOOST_AUTO_TEST_CASE(reads_files_without_preamble_and_meta_header) {
    const TemporaryFolder folder;
    for (const auto syntax : {EXS_LittleEndianExplicit, EXS_LittleEndianImplicit}) {
        make_dicom(folder / "made.dcm", 1, 3, {7, 8, 9});
        DcmFileFormat file;
        require_good(file.loadFile((folder / "made.dcm").c_str()));
        require_good(file.saveFile((folder / "bare.dcm").c_str(), syntax, EET_UndefinedLength, EGL_withoutGL,
                                   EPD_noChange, 0, 0, EWM_dataset));
        BOOST_TEST(pixels_of(read_slices(folder / "bare.dcm")) == (Pixels{7, 8, 9}));
    }
}

BOOST_AUTO_TEST_CASE(takes_a_position_that_is_not_finite_for_absent) {
    for (const char* position : {"nan\\1\\2", "1\\inf\\2", "1\\2", "a\\b\\c"}) {
        const auto slices =
            read_made([&](DcmDataset& dataset) { put(dataset, DCM_ImagePositionPatient, position); });
        BOOST_TEST(!slices.at(0).position_mm.has_value(), position);
    }
}

BOOST_AUTO_TEST_CASE(gives_every_frame_of_a_multi_frame_file_its_own_position_and_slope) {
    const TemporaryFolder folder;
    make_dicom(folder / "frames.dcm", 1, 2, {1, 2, 3, 4}, [](DcmDataset& dataset) {
        put(dataset, DCM_NumberOfFrames, "2");
        put(dataset, DCM_InstanceNumber, "9");
        for (const auto& [frame, x, slope] :
             {std::tuple{0, "10\\0\\0", "2"}, std::tuple{1, "20\\0\\0", "3"}}) {
            DcmItem *group = nullptr, *item = nullptr;
            require_good(
                dataset.findOrCreateSequenceItem(DCM_PerFrameFunctionalGroupsSequence, group, frame));
            require_good(group->findOrCreateSequenceItem(DCM_PlanePositionSequence, item));
            require_good(item->putAndInsertString(DCM_ImagePositionPatient, x));
            require_good(group->findOrCreateSequenceItem(DCM_PixelValueTransformationSequence, item));
            require_good(item->putAndInsertString(DCM_RescaleSlope, slope));
        }
        DcmItem *group = nullptr, *item = nullptr;
        require_good(dataset.findOrCreateSequenceItem(DCM_SharedFunctionalGroupsSequence, group));
        require_good(group->findOrCreateSequenceItem(DCM_PixelMeasuresSequence, item));
        require_good(item->putAndInsertString(DCM_PixelSpacing, "0.5\\0.25"));
    });
    const auto slices = read_slices(folder / "frames.dcm");
    BOOST_TEST(slices.size() == 2);
    BOOST_TEST(slices[0].pixels.pixels == (Pixels{2, 4}));
    BOOST_TEST(slices[1].pixels.pixels == (Pixels{9, 12}));
    BOOST_TEST(slices[0].position_mm.value()[0] == 10);
    BOOST_TEST(slices[1].position_mm.value()[0] == 20);
    BOOST_TEST(slices[1].spacing_mm.value()[1] == 0.25);
    BOOST_TEST(slices[1].frame_index == 1);
    BOOST_TEST(slices[1].instance_number.value() == 9);
}

// The packed executable may run where DCMTK's dictionary file is not.
BOOST_AUTO_TEST_CASE(needs_no_dictionary_file) {
    if (std::getenv("DCMDICTPATH")) return;  // the inner run
    const std::string self = boost::unit_test::framework::master_test_suite().argv[0];
    const std::string command =
        "DCMDICTPATH=/nonexistent '" + self + "' --run_test=slice_reader,slice_writer >&2";
    BOOST_TEST(std::system(command.c_str()) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
