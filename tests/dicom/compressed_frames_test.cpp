// Multi-frame files whose frames are compressed one by one, in one fragment or several.

#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <filesystem>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "dicom/slice_reader.h"
#include "dicom_pixels/codecs.h"
#include "support/files.h"
#include "support/made_dicom.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

const char* const kSmall = "data/dicom/odd/MR_small_jp2klossless.dcm";

DcmPixelData& pixel_data(DcmDataset& dataset) {
    DcmElement* element = nullptr;
    require_good(dataset.findAndGetElement(DCM_PixelData, element));
    return dynamic_cast<DcmPixelData&>(*element);
}

std::string codestream_of(DcmDataset& dataset) {
    DcmPixelSequence* sequence = nullptr;
    DcmPixelItem* item = nullptr;
    Uint8* bytes = nullptr;
    require_good(
        pixel_data(dataset).getEncapsulatedRepresentation(EXS_JPEG2000LosslessOnly, nullptr, sequence));
    require_good(sequence->getItem(item, 1));
    require_good(item->getUint8Array(bytes));
    return {reinterpret_cast<const char*>(bytes), item->getLength()};
}

// MR_small with `frames` frames of the same codestream, each cut into fragments of at most `fragment` KiB.
void make_jpeg2000(const std::filesystem::path& path, int frames, Uint32 fragment) {
    DcmFileFormat file;
    require_good(file.loadFile(test_file(kSmall).c_str()));
    std::string stream = codestream_of(*file.getDataset());
    auto* sequence = new DcmPixelSequence(DCM_PixelSequenceTag);
    auto* table = new DcmPixelItem(DCM_PixelItemTag);
    require_good(sequence->insert(table));
    DcmOffsetList offsets;
    for (int frame = 0; frame < frames; ++frame) {
        require_good(sequence->storeCompressedFrame(offsets, reinterpret_cast<Uint8*>(stream.data()),
                                                    static_cast<Uint32>(stream.size()), fragment));
    }
    require_good(table->createOffsetTable(offsets));
    pixel_data(*file.getDataset()).putOriginalRepresentation(EXS_JPEG2000LosslessOnly, nullptr, sequence);
    require_good(file.getDataset()->putAndInsertString(DCM_NumberOfFrames, std::to_string(frames).c_str()));
    require_good(file.saveFile(path.c_str(), EXS_JPEG2000LosslessOnly));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(compressed_frames)

BOOST_AUTO_TEST_CASE(puts_the_fragments_of_jpeg2000_frames_together) {
    const TemporaryFolder folder;
    const auto pixels = read_slices(test_file(kSmall)).at(0).pixels;
    for (const Uint32 fragment_kib : {0, 2, 4}) {
        for (const int frames : {1, 3}) {
            make_jpeg2000(folder / "frames.dcm", frames, fragment_kib);
            const auto slices = read_slices(folder / "frames.dcm");
            BOOST_TEST(slices.size() == static_cast<std::size_t>(frames));
            for (const Slice& slice : slices) BOOST_TEST((slice.pixels == pixels));
        }
    }
}

BOOST_AUTO_TEST_CASE(reads_every_frame_of_an_rle_file) {
    const TemporaryFolder folder;
    prepare_dcmtk();
    make_dicom(
        folder / "frames.dcm", 1, 3, {1, 2, 300, 4, 4, 4, 7, 8, 9},
        [](DcmDataset& dataset) {
            require_good(dataset.putAndInsertString(DCM_NumberOfFrames, "3"));
            require_good(dataset.chooseRepresentation(EXS_RLELossless, nullptr));
        },
        EXS_RLELossless);
    const auto slices = read_slices(folder / "frames.dcm");
    BOOST_TEST(slices.size() == 3u);
    BOOST_TEST(slices[0].pixels.pixels == (std::vector<float>{1, 2, 300}));
    BOOST_TEST(slices[1].pixels.pixels == (std::vector<float>{4, 4, 4}));
    BOOST_TEST(slices[2].pixels.pixels == (std::vector<float>{7, 8, 9}));
}

BOOST_AUTO_TEST_SUITE_END()
