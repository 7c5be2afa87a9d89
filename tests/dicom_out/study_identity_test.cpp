#include "dicom_out/study_identity.h"

#include <boost/test/unit_test.hpp>

#include "source_files.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

StudyIdentity identity_of(const Change& change) {
    const TemporaryFolder folder;
    make_source(folder / "image", change);
    return read_study_identity(folder / "image");
}

Change with_text(const DcmTagKey& tag, const char* value) {
    return [=](DcmDataset& dataset) { dataset.putAndInsertString(tag, value); };
}

}  // namespace

BOOST_AUTO_TEST_SUITE(study_identity)

BOOST_AUTO_TEST_CASE(copies_what_says_whose_study_it_is) {
    const auto identity = identity_of({});
    BOOST_TEST(identity.study_uid == "1.2.826.7");
    BOOST_TEST(identity.character_set == "ISO_IR 192");
    BOOST_TEST(identity.values.at(0x00100010) == "M\xC3\xBCller^J\xC3\xB6rg");
    BOOST_TEST(identity.values.at(0x00100020) == "P 7");
    BOOST_TEST(identity.values.at(0x00100030) == "19610203");
    BOOST_TEST(identity.values.at(0x00080050) == "ACC7");
    BOOST_TEST(identity.values.at(0x00080090) == "Doctor^Who");
    BOOST_TEST(identity.values.at(0x00200010) == "S7");
    BOOST_TEST(identity.remarks.empty());
    BOOST_REQUIRE(identity.procedures().size() == 1u);
    BOOST_TEST(identity.procedures()[0].value == "24968-0");
}

BOOST_AUTO_TEST_CASE(leaves_empty_what_the_standard_wants_and_the_source_lacks) {
    const auto identity = identity_of([](DcmDataset& dataset) {
        for (const auto& tag : {DCM_PatientName, DCM_PatientID, DCM_PatientSex, DCM_StudyDate, DCM_StudyID,
                                DCM_StudyInstanceUID, DCM_SpecificCharacterSet, DCM_ProcedureCodeSequence}) {
            dataset.findAndDeleteElement(tag);
        }
    });
    BOOST_TEST(identity.study_uid == "");
    BOOST_TEST(identity.character_set == "");
    for (const Tag tag : {0x00100010u, 0x00100020u, 0x00100040u, 0x00080020u, 0x00200010u}) {
        BOOST_TEST(identity.values.at(tag) == "");
    }
    BOOST_TEST(identity.values.count(0x00101010) == 0u);
    BOOST_TEST(identity.procedures().empty());
}

BOOST_AUTO_TEST_CASE(leaves_out_values_that_are_not_valid_and_says_so) {
    const auto identity = identity_of([](DcmDataset& dataset) {
        dataset.putAndInsertString(DCM_StudyDate, "12 May 2020");
        dataset.putAndInsertString(DCM_PatientSex, "unknown");
        dataset.putAndInsertString(DCM_PatientWeight, "seventy");
    });
    BOOST_TEST(identity.values.at(0x00080020) == "");
    BOOST_TEST(identity.values.at(0x00100040) == "");
    BOOST_TEST(identity.values.count(0x00101030) == 0u);
    BOOST_TEST(identity.remarks.size() == 3u);
    BOOST_TEST(contains(identity.remarks.at(0), "Study Date"));
}

BOOST_AUTO_TEST_CASE(takes_no_study_uid_that_could_not_be_one) {
    BOOST_TEST(identity_of(with_text(DCM_StudyInstanceUID, "../../etc")).study_uid == "");
}

BOOST_AUTO_TEST_CASE(keeps_character_sets_with_code_extensions) {
    const char* japanese = "\\ISO 2022 IR 87";
    BOOST_TEST(identity_of(with_text(DCM_SpecificCharacterSet, japanese)).character_set == japanese);
}

BOOST_AUTO_TEST_CASE(guesses_an_undeclared_character_set_and_says_so) {
    const auto utf8 = identity_of(with_text(DCM_SpecificCharacterSet, "utf8"));
    BOOST_TEST(utf8.character_set == "ISO_IR 192");
    BOOST_TEST(contains(utf8.remarks.at(0), "UTF-8"));
    const auto latin1 = identity_of([](DcmDataset& dataset) {
        dataset.findAndDeleteElement(DCM_SpecificCharacterSet);
        dataset.putAndInsertString(DCM_PatientName, "M\xFCller");
    });
    BOOST_TEST(latin1.character_set == "ISO_IR 100");
    BOOST_TEST(contains(latin1.remarks.at(0), "Latin-1"));
    BOOST_TEST(latin1.values.at(0x00100010) == "M\xFCller");
    const auto falsely_utf8 =
        identity_of([](DcmDataset& dataset) { dataset.putAndInsertString(DCM_PatientName, "M\xFCller"); });
    BOOST_TEST(falsely_utf8.character_set == "ISO_IR 100");
    BOOST_TEST(falsely_utf8.remarks.size() == 1u);
}

BOOST_AUTO_TEST_CASE(keeps_that_a_patient_was_made_anonymous) {
    const auto identity = identity_of(with_text(DCM_PatientIdentityRemoved, "YES"));
    BOOST_TEST(identity.values.at(0x00120062) == "YES");
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_dicom_file) {
    const TemporaryFolder folder;
    write_text(folder / "notes", "no DICOM");
    BOOST_TEST(refusal_of([&] { read_study_identity(folder / "notes"); }, ExitCode::data) != "");
}

BOOST_AUTO_TEST_SUITE_END()
