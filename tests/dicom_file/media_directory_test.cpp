#include "dicom_file/media_directory.h"

#include <dcmtk/dcmdata/dcitem.h>
#include <dcmtk/dcmdata/dcsequen.h>

#include <boost/test/unit_test.hpp>

#include "support/files.h"
#include "support/made_dicom.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

// A DICOMDIR whose records name these files; the first record, a patient, names none.
void make_directory(const std::filesystem::path& path, const std::vector<std::string>& names) {
    DcmFileFormat file;
    DcmDataset& dataset = *file.getDataset();
    dataset.putAndInsertString(DCM_SOPClassUID, UID_MediaStorageDirectoryStorage);
    dataset.putAndInsertString(DCM_SOPInstanceUID, "1.2.3");
    DcmItem* record = nullptr;
    require_good(dataset.findOrCreateSequenceItem(DCM_DirectoryRecordSequence, record, -2));
    record->putAndInsertString(DCM_DirectoryRecordType, "PATIENT");
    for (const std::string& name : names) {
        require_good(dataset.findOrCreateSequenceItem(DCM_DirectoryRecordSequence, record, -2));
        record->putAndInsertString(DCM_DirectoryRecordType, "IMAGE");
        record->putAndInsertString(DCM_ReferencedFileID, name.c_str());
    }
    require_good(file.saveFile(path.c_str(), EXS_LittleEndianExplicit));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(media_directories)

BOOST_AUTO_TEST_CASE(name_the_files_of_their_medium_relative_to_their_folder) {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "DICOM/ST1");
    std::filesystem::create_directories(folder / "dicom");
    write_text(folder / "DICOM/ST1/IM1", "1");
    write_text(folder / "dicom/im2", "2");  // as Linux may show a disc
    make_directory(folder / "DICOMDIR", {"DICOM\\ST1\\IM1", "DICOM\\IM2", "DICOM\\ST1\\IM1", "DICOM\\IM9"});
    const auto directory = read_media_directory(folder / "DICOMDIR");
    BOOST_REQUIRE(directory.has_value());
    BOOST_REQUIRE(directory->files.size() == 2U);
    BOOST_TEST(directory->files[0] == folder.path() / "DICOM/ST1/IM1");
    BOOST_TEST(directory->files[1] == folder.path() / "dicom/im2");
    BOOST_TEST(directory->missing == std::vector<std::string>{"DICOM\\IM9"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(lead_to_no_file_outside_of_their_folder) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "medium");
    write_text(folder / "secret", "1");
    make_directory(folder / "medium/DICOMDIR",
                   {"..\\secret", (folder / "secret").string(), "A\\..\\..\\secret"});
    const auto directory = read_media_directory(folder / "medium/DICOMDIR");
    BOOST_REQUIRE(directory.has_value());
    BOOST_TEST(directory->files.empty());
    BOOST_TEST(directory->missing.size() == 3U);
}

BOOST_AUTO_TEST_CASE(are_told_from_images_and_other_files) {
    const TemporaryFolder folder;
    make_dicom(folder / "image", 2, 2, {1, 2, 3, 4});
    write_text(folder / "DICOMDIR", "not DICOM");
    BOOST_TEST(!read_media_directory(folder / "image").has_value());
    BOOST_TEST(!read_media_directory(folder / "DICOMDIR").has_value());
}

BOOST_AUTO_TEST_CASE(that_are_cut_off_are_refused) {
    const TemporaryFolder folder;
    make_directory(folder / "whole", {"A", "B", "C"});
    const std::string bytes = bytes_of(folder / "whole");
    write_bytes(folder / "cut", bytes.substr(0, bytes.size() - 20));
    BOOST_TEST(!refusal_of([&] { read_media_directory(folder / "cut"); }, ExitCode::data).empty());
}

BOOST_AUTO_TEST_SUITE_END()
