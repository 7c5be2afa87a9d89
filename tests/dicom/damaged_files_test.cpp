// Whatever is wrong with a file: an image or an Error that names the file, no crash, no hang.

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <string>

#include "base/error.h"
#include "dicom/slice_reader.h"
#include "support/files.h"
#include "support/made_dicom.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

// Whether `bytes` are an image; anything but an image and an Error fails the test.
bool is_image(const std::filesystem::path& path, const std::string& bytes) {
    write_bytes(path, bytes);
    try {
        const auto slices = read_slices(path);
        BOOST_TEST(!slices.empty());
        for (const Slice& slice : slices) BOOST_TEST(slice.pixels.pixels.size() == slice.pixels.frame_size());
        return true;
    } catch (const Error& e) {
        BOOST_TEST(std::string(e.what()).find(path.string()) != std::string::npos);
        return false;
    }
}

// The file with one attribute changed.
std::string changed(const std::filesystem::path& source, const TemporaryFolder& folder,
                    const Change& change) {
    DcmFileFormat file;
    require_good(file.loadFile(source.c_str()));
    require_good(file.loadAllDataIntoMemory());
    change(*file.getDataset());
    require_good(file.saveFile((folder / "changed.dcm").c_str(), file.getDataset()->getOriginalXfer()));
    return bytes_of(folder / "changed.dcm");
}

std::filesystem::path syntax_file(int number) {
    return test_file("data/dicom/syntaxes") / (std::to_string(number) + ".dcm");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(damaged_files)

BOOST_AUTO_TEST_CASE(reports_truncated_files_of_every_syntax) {
    constexpr std::size_t kLengths = 60;
    const TemporaryFolder folder;
    for (int number = 1; number <= 9; ++number) {
        const std::string whole = bytes_of(syntax_file(number));
        for (std::size_t i = 0; i < kLengths; ++i) {
            const std::size_t length = whole.size() * i / kLengths;
            const bool found = is_image(folder / "cut.dcm", whole.substr(0, length));
            BOOST_TEST(!found, number << ".dcm cut to " << length);
        }
        for (const std::size_t missing : {1, 2, 3, 8, 9, 10, 100}) {
            // Behind the last fragment stands an item of eight bytes that only closes the sequence.
            const bool has_all = number >= 4 && missing <= 8;
            BOOST_TEST(is_image(folder / "cut.dcm", whole.substr(0, whole.size() - missing)) == has_all,
                       number);
        }
        BOOST_TEST(is_image(folder / "whole.dcm", whole));
    }
}

BOOST_AUTO_TEST_CASE(lets_padding_behind_the_pixels_pass) {
    const TemporaryFolder folder;
    for (int number = 1; number <= 9; ++number) {
        BOOST_TEST(is_image(folder / "padded.dcm", bytes_of(syntax_file(number)) + std::string(512, '\0')),
                   number);
    }
    for (int number = 1; number <= 3; ++number) {
        BOOST_TEST(is_image(folder / "junk.dcm", bytes_of(syntax_file(number)) + "\n"), number);
        const std::string cut = bytes_of(syntax_file(number));
        BOOST_TEST(!is_image(folder / "cut.dcm", cut.substr(0, cut.size() - 1)), number);
    }
}

BOOST_AUTO_TEST_CASE(survives_a_wrong_byte_anywhere_in_the_header) {
    constexpr std::size_t kPlaces = 200;
    constexpr std::size_t kHeaderBytes = 1700;
    const TemporaryFolder folder;
    for (const char* name :
         {"MR_small.dcm", "MR_small_RLE.dcm", "MR_small_bigendian.dcm", "MR_small_implicit.dcm",
          "MR_small_jp2klossless.dcm", "MR_small_jpeg_ls_lossless.dcm", "JPEG-lossy.dcm", "image_dfl.dcm"}) {
        const std::string whole = bytes_of(test_file("data/dicom/odd") / name);
        for (std::size_t i = 0; i < kPlaces; ++i) {
            std::string damaged = whole;
            char& byte = damaged[128 + (kHeaderBytes - 128) * i / kPlaces];
            byte = static_cast<char>(byte ^ (i % 3 == 0 ? 0xFF : i % 3 == 1 ? 0x01 : 0x80));
            is_image(folder / "damaged.dcm", damaged);
        }
    }
}

BOOST_AUTO_TEST_CASE(survives_wrong_bytes_in_compressed_pixels) {
    constexpr std::size_t kPlaces = 40;
    const TemporaryFolder folder;
    for (int number = 4; number <= 9; ++number) {
        const std::string whole = bytes_of(syntax_file(number));
        constexpr std::size_t kPixelsStart = 88600;  // a little before the pixels of every file
        for (std::size_t i = 0; i < kPlaces; ++i) {
            std::string damaged = whole;
            // The first half of the places lies in the stream's own header.
            const std::size_t offset = i < kPlaces / 2 ? 10 * i : (whole.size() - kPixelsStart) * i / kPlaces;
            char& byte = damaged[kPixelsStart + offset];
            byte = static_cast<char>(byte ^ 0x5A);
            is_image(folder / "damaged.dcm", damaged);
        }
    }
}

BOOST_AUTO_TEST_CASE(refuses_streams_of_another_size_than_the_header_says) {
    const TemporaryFolder folder;
    for (int number = 5; number <= 9; ++number) {  // RLE does not know its size
        const std::string taller = changed(syntax_file(number), folder, [](DcmDataset& dataset) {
            require_good(dataset.putAndInsertUint16(DCM_Rows, 500));
        });
        BOOST_TEST(!is_image(folder / "taller.dcm", taller), number << ".dcm");
        const std::string narrower = changed(syntax_file(number), folder, [](DcmDataset& dataset) {
            require_good(dataset.putAndInsertUint16(DCM_Columns, 300));
        });
        BOOST_TEST(!is_image(folder / "narrower.dcm", narrower), number << ".dcm");
        const std::string shallower = changed(syntax_file(number), folder, [](DcmDataset& dataset) {
            for (const auto& tag : {DCM_BitsAllocated, DCM_BitsStored}) dataset.putAndInsertUint16(tag, 8);
            dataset.putAndInsertUint16(DCM_HighBit, 7);
        });
        BOOST_TEST(!is_image(folder / "shallower.dcm", shallower), number << ".dcm");
    }
}

BOOST_AUTO_TEST_CASE(refuses_promises_of_pixels_without_end) {
    const TemporaryFolder folder;
    for (int number = 1; number <= 9; ++number) {
        const std::string huge = changed(syntax_file(number), folder, [](DcmDataset& dataset) {
            dataset.putAndInsertUint16(DCM_Rows, 65535);
            dataset.putAndInsertUint16(DCM_Columns, 65535);
            dataset.putAndInsertString(DCM_NumberOfFrames, "60000");
        });
        BOOST_TEST(!is_image(folder / "huge.dcm", huge), number << ".dcm");
        const std::string many = changed(syntax_file(number), folder, [](DcmDataset& dataset) {
            dataset.putAndInsertString(DCM_NumberOfFrames, "2000000000");
        });
        BOOST_TEST(!is_image(folder / "many.dcm", many), number << ".dcm");
    }
}

BOOST_AUTO_TEST_CASE(refuses_formats_that_contradict_themselves) {
    const TemporaryFolder folder;
    const auto refused = [&](const DcmTagKey& tag, int value) {
        const std::string bytes = changed(syntax_file(1), folder, [&](DcmDataset& dataset) {
            require_good(dataset.putAndInsertUint16(tag, static_cast<Uint16>(value)));
        });
        return !is_image(folder / "contradiction.dcm", bytes);
    };
    BOOST_TEST(refused(DCM_Rows, 0));
    BOOST_TEST(refused(DCM_Columns, 0));
    BOOST_TEST(refused(DCM_Rows, 385));
    BOOST_TEST(refused(DCM_BitsAllocated, 12));
    BOOST_TEST(refused(DCM_BitsAllocated, 0));
    BOOST_TEST(refused(DCM_BitsAllocated, 32));
    BOOST_TEST(refused(DCM_BitsStored, 17));
    BOOST_TEST(refused(DCM_BitsStored, 0));
    BOOST_TEST(refused(DCM_HighBit, 16));
    BOOST_TEST(refused(DCM_HighBit, 3));
    BOOST_TEST(refused(DCM_PixelRepresentation, 2));
    BOOST_TEST(refused(DCM_SamplesPerPixel, 3));
    BOOST_TEST(!refused(DCM_Rows, 384));
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_file) {
    const TemporaryFolder folder;
    BOOST_CHECK_THROW(read_slices(folder.path()), Error);
    BOOST_CHECK_THROW(read_slices(folder / "absent.dcm"), Error);
    BOOST_CHECK_THROW(summarize_dicom(folder / "absent.dcm"), Error);
    BOOST_TEST(!is_image(folder / "text.dcm", "once upon a time there was a file that was no DICOM at all"));
    BOOST_TEST(!is_image(folder / "zeros.dcm", std::string(5000, '\0')));
    BOOST_TEST(!is_image(folder / "ones.dcm", std::string(5000, '\xFF')));
}

BOOST_AUTO_TEST_SUITE_END()
