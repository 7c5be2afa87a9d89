// Files that contradict their headers: read as what they are beyond doubt, else refused by name.

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/error.h"
#include "dicom/series.h"
#include "support/files.h"
#include "support/logged.h"
#include "support/made_dicom.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

std::string field_case(const std::string& name) {
    return bytes_of(test_file("data/field_cases") / name);
}

// The refusal of a file of these bytes, which must name it; "" if it is an image.
std::string refusal(const std::string& bytes) {
    const TemporaryFolder folder;
    write_bytes(folder / "odd.dcm", bytes);
    std::string text = refusal_of([&] { read_slices(folder / "odd.dcm"); }, ExitCode::data);
    if (!text.empty()) BOOST_TEST(contains(text, "odd.dcm"), text);
    return text;
}

std::vector<Slice> slices_of(const std::string& bytes) {
    const TemporaryFolder folder;
    write_bytes(folder / "odd.dcm", bytes);
    return read_slices(folder / "odd.dcm");
}

std::string replaced(std::string bytes, const std::string& what, const std::string& by) {
    const auto at = bytes.find(what);
    BOOST_REQUIRE(at != std::string::npos);
    return bytes.replace(at, what.size(), by);
}

// The value of a US element, as explicit little endian has it.
std::string short_element(int group, int element, int value) {
    std::string bytes;
    for (const int word : {group, element})
        bytes += {static_cast<char>(word & 0xFF), static_cast<char>(word >> 8)};
    bytes += {'U', 'S', 2, 0, static_cast<char>(value & 0xFF), static_cast<char>(value >> 8)};
    return bytes;
}

std::string made(const Change& change = {}, E_TransferSyntax syntax = EXS_LittleEndianExplicit) {
    const TemporaryFolder folder;
    make_dicom(folder / "made.dcm", 2, 3, {1, 2, 3, 4, 5, 6}, change, syntax);
    return bytes_of(folder / "made.dcm");
}

const std::vector<float> kMade{1, 2, 3, 4, 5, 6};

// What a cut file must not show: memory of before.
void fill_memory() {
    std::vector<std::vector<std::uint8_t>> blocks;
    for (std::size_t size = 64; size < (1U << 20); size *= 2) blocks.emplace_back(size, 0xA5);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(odd_files)

BOOST_AUTO_TEST_CASE(refuses_a_deflated_file_cut_anywhere) {
    const std::string whole = bytes_of(test_file("data/dicom/odd/image_dfl.dcm"));
    // Some bytes of a checksum that DICOM does not have follow the deflated data.
    constexpr std::size_t kBehind = 8;
    const std::size_t deflated = whole.size() - kBehind;
    fill_memory();
    for (std::size_t length = 400; length < deflated; length += whole.size() / 97) {
        BOOST_TEST(refusal(whole.substr(0, length)) != "", length);
    }
    BOOST_TEST(refusal(whole.substr(0, deflated - 1)) != "");
    BOOST_TEST(refusal(whole.substr(0, deflated)) == "");
    BOOST_TEST(refusal(whole + std::string(2, '\0')) == "");
}

BOOST_AUTO_TEST_CASE(refuses_raw_pixels_that_are_cut) {
    const std::string whole = made();
    fill_memory();
    for (std::size_t missing = 1; missing <= 12; ++missing) {
        BOOST_TEST(contains(refusal(whole.substr(0, whole.size() - missing)), "cut off"), missing);
    }
}

BOOST_AUTO_TEST_CASE(refuses_more_pixels_than_rows_and_columns_say) {
    const std::string raw = field_case("upper-case-extension/1.DCM");
    for (const auto& [element, there, less] : {std::tuple{0x11, 24, 23}, {0x11, 24, 12}, {0x10, 32, 31}}) {
        const std::string sheared =
            replaced(raw, short_element(0x28, element, there), short_element(0x28, element, less));
        BOOST_TEST(contains(refusal(sheared), "longer than the header says"));
    }
}

BOOST_AUTO_TEST_CASE(refuses_rle_streams_of_another_size) {
    const auto rle = [](int rows, int columns) {
        return made(
            [=](DcmDataset& dataset) {
                require_good(dataset.chooseRepresentation(EXS_RLELossless, nullptr));
                dataset.putAndInsertUint16(DCM_Rows, static_cast<Uint16>(rows));
                dataset.putAndInsertUint16(DCM_Columns, static_cast<Uint16>(columns));
            },
            EXS_RLELossless);
    };
    BOOST_TEST(slices_of(made()).at(0).pixels.pixels == kMade);  // readies DCMTK
    BOOST_TEST(slices_of(rle(2, 3)).at(0).pixels.pixels == kMade);
    for (const auto& [rows, columns] : {std::pair{1, 3}, {2, 2}, {3, 3}, {2, 4}, {1, 5}}) {
        BOOST_TEST(contains(refusal(rle(rows, columns)), "RLE"));
    }
}

BOOST_AUTO_TEST_CASE(refuses_compressed_streams_that_end_early) {
    for (const char* name : {"lossless-jpeg-no-delimiter/1.dcm", "sof3-12-stored-12-under-baseline/1.dcm",
                             "jpegls-8-in-16/1.dcm", "unknown-htj2k/1.dcm"}) {
        std::string bytes = field_case(name);
        // In place of the stream's last third, zeros: the fragment itself is whole.
        const std::size_t start = bytes.size() - 8 - bytes.size() / 6;
        for (std::size_t at = start; at < bytes.size() - 8; ++at) bytes[at] = '\0';
        BOOST_TEST(refusal(bytes) != "", name);
    }
}

BOOST_AUTO_TEST_CASE(names_the_transfer_syntax_that_it_cannot_decode) {
    const std::string htj2k = field_case("unknown-htj2k/1.dcm");
    const std::string start("\xFF\x4F\xFF\x51", 4), uid = "1.2.840.10008.1.2.4.201";
    const std::string unknown = replaced(htj2k, start, "what");
    BOOST_TEST(contains(refusal(unknown), "HTJ2K"));
    BOOST_TEST(contains(refusal(replaced(unknown, uid, "1.2.840.10008.1.2.4.110")), "JPEG XL Lossless"));
    BOOST_TEST(
        contains(refusal(replaced(unknown, uid, "1.2.840.99999.1.2.4.999")), "1.2.840.99999.1.2.4.999"));
}

BOOST_AUTO_TEST_CASE(reads_a_data_set_as_it_is_written) {
    const std::string implicit = made({}, EXS_LittleEndianImplicit), explicit_vr = made();
    const std::string implicit_uid("1.2.840.10008.1.2\0", 18), explicit_uid("1.2.840.10008.1.2.1\0", 20);
    const auto as = [](const std::string& uid) {
        return "UI" + std::string{static_cast<char>(uid.size()), 0} + uid;
    };
    const std::string log = logged_by([&] {
        BOOST_TEST(slices_of(replaced(implicit, as(implicit_uid), as(explicit_uid))).at(0).pixels.pixels ==
                   kMade);
        BOOST_TEST(slices_of(replaced(explicit_vr, as(explicit_uid), as(implicit_uid))).at(0).pixels.pixels ==
                   kMade);
    });
    BOOST_TEST(contains(log, "is written and read as implicit VR"), log);
    BOOST_TEST(contains(log, "is written and read as explicit VR"), log);
}

BOOST_AUTO_TEST_CASE(reads_on_whatever_length_the_meta_header_states) {
    const std::string whole = field_case("meta-length-too-short/1.dcm");
    constexpr std::size_t kLengthAt = 140;
    for (const int length : {0, 1, 50, 5000, -1}) {
        std::string bytes = whole;
        for (int i = 0; i < 4; ++i) bytes[kLengthAt + i] = static_cast<char>(length >> (8 * i) & 0xFF);
        BOOST_TEST(slices_of(bytes).size() == 1u, length);
    }
}

BOOST_AUTO_TEST_CASE(bounds_the_depth_of_sequences) {
    const std::string sequence("\x08\0\x40\x11SQ\0\0\xFF\xFF\xFF\xFF\xFE\xFF\0\xE0\xFF\xFF\xFF\xFF", 20);
    std::string nested;
    for (int depth = 0; depth < 200000; ++depth) nested += sequence;
    const std::string whole = made();
    const auto at = whole.find(std::string("\x28\0\x02\0", 4));
    const std::string bytes = whole.substr(0, at) + nested + whole.substr(at);
    BOOST_TEST(contains(refusal(bytes), "nested too deep"));
}

BOOST_AUTO_TEST_CASE(takes_no_memory_for_lengths_beyond_the_file) {
    const std::string element("\x08\0\x40\x11OB\0\0\xF0\xFF\xFF\xFF", 12);
    const std::string whole = made();
    const auto at = whole.find(std::string("\x28\0\x02\0", 4));
    BOOST_TEST(contains(refusal(whole.substr(0, at) + element + whole.substr(at)), "(0008,1140)"));
}

BOOST_AUTO_TEST_CASE(refuses_a_series_beyond_its_limits_before_decoding) {
    const auto folder = test_file("data/dicom/sagittal");
    const auto refused = [&](const SeriesLimits& limits) {
        return refusal_of([&] { read_series(folder, 2, limits); }, ExitCode::data);
    };
    BOOST_TEST(contains(refused({16, std::size_t{1} << 30}), "too large"));
    BOOST_TEST(contains(refused({1024, 1000000}), "the series is too large"));
    BOOST_TEST(contains(refused({2, 1000000}), "too many frames"));
}

// Frames of odd size are brought to the commonest one, which may be far larger than they are.
BOOST_AUTO_TEST_CASE(refuses_small_frames_that_a_large_one_would_blow_up) {
    const TemporaryFolder folder;
    constexpr int kLarge = 64, kSmall = 40;
    for (int i = 0; i < 2; ++i) {
        make_dicom(folder / ("large" + std::to_string(i)), kLarge, kLarge,
                   std::vector<std::uint16_t>(std::size_t{kLarge} * kLarge, 1),
                   at_position(std::to_string(i) + "\\0\\0"));
    }
    for (int i = 1; i <= kSmall; ++i) {
        make_dicom(folder / ("small" + std::to_string(i)), 1, i,
                   std::vector<std::uint16_t>(static_cast<std::size_t>(i), 1),
                   at_position(std::to_string(i + 1) + "\\0\\0"));
    }
    const SeriesLimits limits{1024,
                              std::size_t{8} * 3 * kLarge * kLarge};  // all of them as they are, and more
    BOOST_TEST(
        contains(refusal_of([&] { read_series(folder.path(), 2, limits); }, ExitCode::data), "too large"));
    BOOST_TEST(read_series(folder.path(), 2).frames.frames == 2 + kSmall);
}

BOOST_AUTO_TEST_CASE(names_a_series_that_asks_for_more_memory_than_it_may_take) {
    const TemporaryFolder folder;
    constexpr int kRows = 40, kColumns = 50, kFrames = 5;
    for (int i = 0; i < kFrames; ++i) {
        make_dicom(folder / std::to_string(i), kRows, kColumns,
                   std::vector<std::uint16_t>(std::size_t{kRows} * kColumns, 1),
                   at_position(std::to_string(i) + "\\0\\0"));
    }
    constexpr std::size_t kNeeded = std::size_t{8} * kRows * kColumns * kFrames;
    BOOST_TEST(read_series(folder.path(), 4, {1024, kNeeded}).frames.frames == kFrames);
    const auto reason = refusal_of(
        [&] {
            read_series(folder.path(), 4, {1024, kNeeded - 1});
        },
        ExitCode::data);
    BOOST_TEST(reason == folder.path().string() +
                             ": the series is too large, expected at most 1024 frames and 0.1 MB of memory "
                             "(--max-series-gb), found 5 frames, which take 0.1 MB");
}

BOOST_AUTO_TEST_CASE(deflated_files_are_measured_before_they_take_memory) {
    const TemporaryFolder folder;
    constexpr int kSide = 300, kFiles = 6;
    for (int i = 0; i < kFiles; ++i) {
        make_dicom(folder / std::to_string(i), kSide, kSide,
                   std::vector<std::uint16_t>(std::size_t{kSide} * kSide, 7),
                   at_position(std::to_string(i) + "\\0\\0"), EXS_DeflatedLittleEndianExplicit);
    }
    BOOST_TEST(std::filesystem::file_size(folder / "0") < 5000U);
    constexpr std::size_t kInflated = std::size_t{2} * kSide * kSide;
    const auto reason = refusal_of([&] { read_series(folder.path(), 4, {1024, kInflated}); }, ExitCode::data);
    BOOST_TEST(
        contains(reason, (folder / "0").string() + ": the file is too large, expected at most 0.2 MB"));
    // Room for the frames, and for less than one file beside them: one thread after the other.
    const Volume volume = read_series(folder.path(), 4, {1024, std::size_t{8} * kSide * kSide * kFiles});
    BOOST_TEST(volume.frames.frames == kFiles);
    BOOST_TEST(volume.frames.pixels == std::vector<float>(volume.frames.pixels.size(), 7));
}

// A file of 65535 frames would hold as many copies.
BOOST_AUTO_TEST_CASE(long_texts_are_cut) {
    const TemporaryFolder folder;
    make_dicom(folder / "a", 1, 1, {1}, [](DcmDataset& dataset) {
        dataset.putAndInsertString(DCM_SequenceName, std::string(60000, 'x').c_str());
        dataset.putAndInsertString(DCM_ImageType, (std::string(60000, 'x') + "\\y").c_str());
    });
    const SliceInfo info = list_slices(folder / "a").slices.at(0);
    BOOST_TEST(info.kind.sequence_name == std::string(256, 'x'));
    BOOST_TEST(info.kind.image_type == std::string(256, 'x'));
}

BOOST_AUTO_TEST_CASE(takes_links_to_one_file_for_one_slice) {
    const TemporaryFolder folder;
    const auto file = test_file("data/field_cases/upper-case-extension/1.DCM");
    for (int i = 0; i < 200; ++i) {
        std::filesystem::create_symlink(file, folder / ("IM" + std::to_string(i)));
    }
    BOOST_TEST(read_series(folder.path(), 2).frames.frames == 1);
}

BOOST_AUTO_TEST_CASE(finds_dicom_files_by_their_content) {
    const TemporaryFolder folder;
    BOOST_TEST(!holds_dicom_files(folder.path()));
    write_bytes(folder / "notes.txt", "not DICOM");
    write_bytes(folder / "Thumbs.db", "\xD0\xCF\x11\xE0");
    BOOST_TEST(!holds_dicom_files(folder.path()));
    make_dicom(folder / "IM0001", 1, 1, {1}, at_position("1\\0\\0"));
    make_dicom(folder / "2.IMA", 1, 1, {2}, at_position("2\\0\\0"));
    make_dicom(folder / "1.2.840.3", 1, 1, {3}, at_position("3\\0\\0"));
    BOOST_TEST(holds_dicom_files(folder.path()));
    Volume volume;
    const std::string log = logged_by([&] { volume = read_series(folder.path(), 2); });
    BOOST_TEST(volume.frames.pixels == (std::vector<float>{3, 2, 1}));
    BOOST_TEST(contains(log, "2 files that are no DICOM images are passed over"), log);
}

BOOST_AUTO_TEST_CASE(takes_a_number_that_is_none_for_absent) {
    for (const char* number : {"0x10", "-31,5", "99999999999999"}) {
        const auto slices = slices_of(made([&](DcmDataset& dataset) {
            require_good(dataset.putAndInsertString(DCM_InstanceNumber, number));
        }));
        BOOST_TEST(!slices.at(0).instance_number.has_value(), number);
    }
}

BOOST_AUTO_TEST_SUITE_END()
