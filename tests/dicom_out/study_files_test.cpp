#include "dicom_out/study_files.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmsr/dsrdoc.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <functional>
#include <map>
#include <sstream>
#include <string>

#include "dicom_out/structured_report.h"
#include "files/text_file.h"
#include "source_files.h"
#include "support/files.h"
#include "support/logged.h"
#include "support/refusal.h"
#include "support/small_disk.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

const Moment kMoment{"20240302", "101112"};

std::string value_of(DcmItem& item, const DcmTagKey& tag) {
    OFString value;
    item.findAndGetOFStringArray(tag, value);
    return value.c_str();  // NOLINT(readability-redundant-string-cstr): see dicom_out/dcmtk_text.h
}

class Written {
  public:
    explicit Written(const Change& header = {}, const std::function<void(StudyReport&)>& change = {},
                     const Moment& moment = kMoment) {
        make_source(folder_ / "image", header);
        StudyReport report = a_report(folder_ / "image");
        if (change) change(report);
        warnings_ = logged_by(
            [&] { files_ = write_study_files(folder_ / "dicom", folder_ / "image", report, moment); });
    }

    const std::filesystem::path& files() const { return files_; }
    const std::string& warnings() const { return warnings_; }
    std::string bytes(const std::string& name) const { return read_text_file(files_ / name); }
    std::string text(const std::string& name, const DcmTagKey& tag) { return value_of(dataset(name), tag); }
    DcmDataset& dataset(const std::string& name) {
        DcmFileFormat& file = opened_[name];
        if (file.getDataset()->isEmpty()) BOOST_REQUIRE(file.loadFile((files_ / name).c_str()).good());
        return *file.getDataset();
    }
    // As dsrdump shows it.
    std::string report() {
        DSRDocument document;
        BOOST_REQUIRE(document.read(dataset("report.dcm")).good());
        std::ostringstream text;
        document.print(text, DSRTypes::PF_printSOPInstanceUID | DSRTypes::PF_printConceptNameCodes |
                                 DSRTypes::PF_printAllCodes);
        return text.str();
    }
    int items(const std::string& text) {
        const std::string all = report();
        int count = 0;
        for (std::size_t at = all.find(text); at != all.npos; at = all.find(text, at + 1)) ++count;
        return count;
    }

  private:
    TemporaryFolder folder_;
    std::filesystem::path files_;
    std::string warnings_;
    std::map<std::string, DcmFileFormat> opened_;
};

const char* const kNames[] = {"annotated_t1.dcm", "annotated_t2.dcm", "report.dcm"};

}  // namespace

BOOST_AUTO_TEST_SUITE(study_files)

BOOST_AUTO_TEST_CASE(belong_to_the_patient_and_the_study_of_the_images) {
    Written written;
    BOOST_TEST(written.files().filename() == "1.2.826.7");
    for (const char* name : kNames) {
        BOOST_TEST_CONTEXT(name) {
            BOOST_TEST(written.text(name, DCM_StudyInstanceUID) == "1.2.826.7");
            BOOST_TEST(written.text(name, DCM_PatientName) == "M\xC3\xBCller^J\xC3\xB6rg");
            BOOST_TEST(written.text(name, DCM_PatientID) == "P 7");
            BOOST_TEST(written.text(name, DCM_SpecificCharacterSet) == "ISO_IR 192");
            BOOST_TEST(written.text(name, DCM_StudyID) == "S7");
            BOOST_TEST(written.text(name, DCM_AccessionNumber) == "ACC7");
            BOOST_TEST(written.text(name, DCM_ReferringPhysicianName) == "Doctor^Who");
            BOOST_TEST(written.text(name, DCM_ContentDate) == "20240302");
            BOOST_TEST(written.text(name, DCM_SeriesInstanceUID).starts_with("2.25."));
        }
    }
    BOOST_TEST(written.warnings() == "");
    BOOST_TEST(written.text("annotated_t1.dcm", DCM_SeriesInstanceUID) ==
               written.text("annotated_t2.dcm", DCM_SeriesInstanceUID));
    BOOST_TEST(written.text("annotated_t1.dcm", DCM_SOPInstanceUID) !=
               written.text("annotated_t2.dcm", DCM_SOPInstanceUID));
}

BOOST_AUTO_TEST_CASE(are_the_same_bytes_for_the_same_input_and_time) {
    const Written once, again;
    for (const char* name : kNames) BOOST_TEST((once.bytes(name) == again.bytes(name)));
}

BOOST_AUTO_TEST_CASE(have_the_same_uids_at_another_time_and_others_for_other_content) {
    Written written, later({}, {}, {"20250101", "000000"});
    Written other({}, [](StudyReport& report) { report.findings[4][2].probabilities = {0.2, 0.5, 0.3}; });
    Written other_patient([](DcmDataset& dataset) { dataset.putAndInsertString(DCM_PatientID, "P 8"); });
    for (const char* name : kNames) {
        for (const DcmTagKey& tag : {DCM_SOPInstanceUID, DCM_SeriesInstanceUID}) {
            BOOST_TEST(written.text(name, tag) == later.text(name, tag));
            BOOST_TEST(written.text(name, tag) != other_patient.text(name, tag));
        }
    }
    BOOST_TEST(written.text("report.dcm", DCM_SOPInstanceUID) !=
               other.text("report.dcm", DCM_SOPInstanceUID));
    BOOST_TEST(written.text("annotated_t1.dcm", DCM_SOPInstanceUID) ==
               other.text("annotated_t1.dcm", DCM_SOPInstanceUID));
}

BOOST_AUTO_TEST_CASE(report_25_findings_with_level_side_grade_and_probabilities) {
    Written written;
    BOOST_TEST(written.text("report.dcm", DCM_SOPClassUID) == UID_ComprehensiveSRStorage);
    BOOST_TEST(written.text("report.dcm", DCM_CompletionFlag) == "COMPLETE");
    BOOST_TEST(written.text("report.dcm", DCM_VerificationFlag) == "UNVERIFIED");
    BOOST_TEST(written.items("(125007,DCM,\"Measurement Group\")") == 25);
    BOOST_TEST(written.items("Level of L5/S1 intervertebral disc") == 5);
    BOOST_TEST(written.items("(7771000,SCT,\"Left\")") == 10);
    BOOST_TEST(written.items("(24028007,SCT,\"Right\")") == 10);
    BOOST_TEST(written.items("(76107001,SCT,\"Spinal stenosis\")") == 5);
    BOOST_TEST(written.items("(FORAMINAL,99LUMBAR,\"Neural foraminal narrowing\")") == 10);
    // With standard deviations.
    BOOST_TEST(written.items("(122157,DCM,\"Probability\")") == 25 * 6);
    BOOST_TEST(written.items("\"0.5\" (1,UCUM,\"no units\")") == 25);
    BOOST_TEST(written.items("(NETS,99LUMBAR") == 25);
    BOOST_TEST(written.items("not a medical device") == 1);
    BOOST_TEST(written.items("net_a net_b") == 1);
    BOOST_TEST(written.items("(24968-0,LN,\"MR Lumbar spine\")") == 1);
}

BOOST_AUTO_TEST_CASE(refer_to_the_images_and_to_the_annotated_slices) {
    Written written;
    BOOST_TEST(written.items("1.2.826.7.1.2") == 1);
    BOOST_TEST(written.items("1.2.826.7.2.3") == 1);
    BOOST_TEST(written.items(written.text("annotated_t1.dcm", DCM_SOPInstanceUID)) == 10);  // foraminal
    BOOST_TEST(written.items(written.text("annotated_t2.dcm", DCM_SOPInstanceUID)) == 15);
    DcmItem* study = nullptr;
    DcmDataset& report = written.dataset("report.dcm");
    BOOST_REQUIRE(
        report.findAndGetSequenceItem(DCM_CurrentRequestedProcedureEvidenceSequence, study, 0).good());
    BOOST_TEST(value_of(*study, DCM_StudyInstanceUID) == "1.2.826.7");
    DcmSequenceOfItems* series = nullptr;
    BOOST_REQUIRE(study->findAndGetSequence(DCM_ReferencedSeriesSequence, series).good());
    BOOST_TEST(series->card() == 3u);
}

BOOST_AUTO_TEST_CASE(name_single_frames_of_a_multi_frame_image) {
    Written written({}, [](StudyReport& report) {
        int frame = 0;
        for (FrameSource& source : report.series[0].sources) {
            source = {UID_EnhancedMRImageStorage, "1.2.826.7.9", "1.2.826.7.1", ++frame};
        }
    });
    BOOST_TEST(written.items("1.2.826.7.9") == 3);
    DcmItem* source = nullptr;
    BOOST_REQUIRE(written.dataset("annotated_t1.dcm")
                      .findAndGetSequenceItem(DCM_SourceImageSequence, source, 0)
                      .good());
    BOOST_TEST(value_of(*source, DCM_ReferencedFrameNumber) == "2");
}

// As files of old or broken senders do.
BOOST_AUTO_TEST_CASE(name_no_frame_of_an_image_whose_class_has_one) {
    Written written({}, [](StudyReport& report) {
        int frame = 0;
        for (FrameSource& source : report.series[0].sources) {
            source = {UID_MRImageStorage, "1.2.826.7.9", "1.2.826.7.1", ++frame};
        }
    });
    BOOST_TEST(written.items("1.2.826.7.9") == 1);
    DcmItem* source = nullptr;
    BOOST_REQUIRE(written.dataset("annotated_t1.dcm")
                      .findAndGetSequenceItem(DCM_SourceImageSequence, source, 0)
                      .good());
    BOOST_TEST(!source->tagExists(DCM_ReferencedFrameNumber));
}

BOOST_AUTO_TEST_CASE(are_partial_where_findings_are_class_priors) {
    Written written({}, [](StudyReport& report) {
        report.findings[0][0] = {{0.9, 0.06, 0.04}, false, false, {}};
        report.warnings.emplace_back("T1 series left out: it is broken\xFF");
    });
    BOOST_TEST(written.text("report.dcm", DCM_CompletionFlag) == "PARTIAL");
    BOOST_TEST(written.text("report.dcm", DCM_CompletionFlagDescription) ==
               "1 of 25 findings are class priors");
    BOOST_TEST(written.items("(PRIOR,99LUMBAR") == 1);
    BOOST_TEST(written.items("Warning: T1 series left out: it is broken?") == 1);
    BOOST_TEST(written.items("(122157,DCM,\"Probability\")") == 25 * 6 - 3);
}

BOOST_AUTO_TEST_CASE(show_the_slice_in_colour_with_what_it_is_derived_from) {
    Written written;
    DcmDataset& image = written.dataset("annotated_t2.dcm");
    BOOST_TEST(value_of(image, DCM_SOPClassUID) == UID_SecondaryCaptureImageStorage);
    BOOST_TEST(value_of(image, DCM_BurnedInAnnotation) == "YES");
    BOOST_TEST(value_of(image, DCM_PhotometricInterpretation) == "RGB");
    BOOST_TEST(value_of(image, DCM_PatientOrientation) == "P\\F");
    BOOST_TEST(value_of(image, DCM_InstanceNumber) == "2");
    DcmItem* source = nullptr;
    BOOST_REQUIRE(image.findAndGetSequenceItem(DCM_SourceImageSequence, source, 0).good());
    BOOST_TEST(value_of(*source, DCM_ReferencedSOPInstanceUID) == "1.2.826.7.2.2");
    const Uint8* pixels = nullptr;
    unsigned long count = 0;
    BOOST_REQUIRE(image.findAndGetUint8Array(DCM_PixelData, pixels, &count).good());
    BOOST_TEST(count == std::stoul(value_of(image, DCM_Rows)) * std::stoul(value_of(image, DCM_Columns)) * 3);
}

BOOST_AUTO_TEST_CASE(keep_that_the_source_was_compressed_with_loss) {
    Written plain, lossy([](DcmDataset&dataset) {
        dataset.putAndInsertString(DCM_LossyImageCompression, "01");
        dataset.putAndInsertString(DCM_LossyImageCompressionRatio, "8.5");
        dataset.putAndInsertString(DCM_LossyImageCompressionMethod, "ISO_10918_1");
    });
    BOOST_TEST(plain.text("annotated_t1.dcm", DCM_LossyImageCompression) == "");
    BOOST_TEST(lossy.text("annotated_t1.dcm", DCM_LossyImageCompression) == "01");
    BOOST_TEST(lossy.text("annotated_t1.dcm", DCM_LossyImageCompressionRatio) == "8.5");
}

BOOST_AUTO_TEST_CASE(form_a_study_of_their_own_where_the_source_has_no_study_uid) {
    for (const char* uid : {"", "../../../evil"}) {
        Written written([&](DcmDataset& dataset) { dataset.putAndInsertString(DCM_StudyInstanceUID, uid); });
        BOOST_TEST(written.files().filename().string().starts_with("2.25."));
        BOOST_TEST(written.files().parent_path().filename() == "dicom");
        BOOST_TEST(contains(written.warnings(), "no valid study UID"));
        BOOST_TEST(written.items("no valid study UID") == 1);
        BOOST_TEST(written.items("1.2.826.7.1.2") == 0);
    }
}

BOOST_AUTO_TEST_CASE(do_not_refer_to_images_without_uids_and_say_so) {
    Written written({}, [](StudyReport& report) {
        report.series[0].sources[0].instance_uid = "";
        report.series[0].sources[1].sop_class = "MR";
    });
    BOOST_TEST(contains(written.warnings(), "2 of 6 images have no valid UIDs"));
    BOOST_TEST(written.items("1.2.826.7.1.2") == 0);
    BOOST_TEST(written.items("1.2.826.7.1.3") == 1);
}

BOOST_AUTO_TEST_CASE(of_an_earlier_run_are_replaced_or_removed) {
    const TemporaryFolder folder;
    make_source(folder / "image");
    StudyReport report = a_report(folder / "image");
    const auto files = write_study_files(folder / "dicom", folder / "image", report, kMoment);
    write_text(files / "notes.dcm", "somebody else's");
    report.series.erase(report.series.begin());
    write_study_files(folder / "dicom", folder / "image", report, kMoment);
    BOOST_TEST(!std::filesystem::exists(files / "annotated_t1.dcm"));
    BOOST_TEST(std::filesystem::exists(files / "annotated_t2.dcm"));
    BOOST_TEST(std::filesystem::exists(files / "notes.dcm"));
}

BOOST_AUTO_TEST_CASE(of_two_series_of_a_kind_are_two_images) {
    Written written({}, [](StudyReport& report) { report.series.push_back(report.series.front()); });
    BOOST_TEST(std::filesystem::exists(written.files() / "annotated_t1_2.dcm"));
}

// DCMTK with a built-in dictionary writes them all the same.
BOOST_AUTO_TEST_CASE(are_refused_where_dcmtk_knows_no_attributes) {
    if (std::getenv("DCMDICTPATH")) {  // the inner run
        const TemporaryFolder folder;
        make_source(folder / "image");
        const StudyReport report = a_report(folder / "image");
        const auto write = [&] { write_study_files(folder / "dicom", folder / "image", report, kMoment); };
        const std::string refusal = refusal_of(write, ExitCode::output);
        BOOST_TEST((refusal.empty() || contains(refusal, "DCMTK's data dictionary")), refusal);
        BOOST_TEST(std::filesystem::exists(folder / "dicom/1.2.826.7/report.dcm") == refusal.empty());
        return;
    }
    const std::string self = boost::unit_test::framework::master_test_suite().argv[0];
    const std::string command =
        "DCMDICTPATH=/nonexistent '" + self + "' --run_test=study_files/are_refused* >&2";
    BOOST_TEST(std::system(command.c_str()) == 0);
}

BOOST_AUTO_TEST_CASE(that_do_not_fit_onto_the_disk_leave_nothing_behind) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "small");
    const SmallDisk disk(folder / "small", 64 << 10U);
    if (!disk.is_mounted()) {
        BOOST_TEST_MESSAGE("NOT TESTED: no disk may be mounted here");
        return;
    }
    make_source(folder / "image");
    const StudyReport report = a_report(folder / "image");
    const auto write = [&] { write_study_files(folder / "small", folder / "image", report, kMoment); };
    BOOST_TEST(contains(refusal_of(write, ExitCode::output), "No space left"));
    BOOST_TEST(std::filesystem::is_empty(folder / "small/1.2.826.7"));
}

BOOST_AUTO_TEST_SUITE_END()
