#include "score/patient_pages.h"

#include <boost/test/unit_test.hpp>

#include "base/error.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

struct GradedFolder {
    TemporaryFolder folder;

    GradedFolder() {
        std::filesystem::create_directories(folder / "graded #1/patients");
        write_text(folder / "graded #1/patients/Smith-0123.html", "<!DOCTYPE html>");
        write_text(folder / "secret.html", "");
        write_text(folder / "graded #1/grades.json", R"({"schema": 3, "studies": [
            {"patient_id": "Smith", "study_uid": "1.2.3", "page": "patients/Smith-0123.html"},
            {"patient_id": "Jones", "study_uid": "1.2.4", "page": "patients/gone.html"},
            {"patient_id": "Jones", "study_uid": "1.2.5", "page": null},
            {"patient_id": "Jones", "study_uid": "1.2.6", "page": "../../secret.html"}, 7]})");
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(finding_patient_pages)

BOOST_FIXTURE_TEST_CASE(links_are_relative_and_fit_for_a_browser, GradedFolder) {
    const auto pages = find_patient_pages(folder / "graded #1", folder / "evaluation.html");
    BOOST_TEST(pages.at("1.2.3") == "graded%20%231/patients/Smith-0123.html");
    std::filesystem::create_directories(folder / "out/deep");
    BOOST_TEST(find_patient_pages(folder / "graded #1", folder / "out/deep/e.html").at("1.2.3") ==
               "../../graded%20%231/patients/Smith-0123.html");
}

BOOST_FIXTURE_TEST_CASE(a_patient_with_one_study_names_its_page, GradedFolder) {
    BOOST_TEST(find_patient_pages(folder / "graded #1", folder / "evaluation.html").at("Smith") ==
               "graded%20%231/patients/Smith-0123.html");
    write_text(folder / "graded #1/patients/second.html", "");
    write_text(folder / "graded #1/grades.json", R"({"studies": [
        {"patient_id": "Smith", "study_uid": "1.2.3", "page": "patients/Smith-0123.html"},
        {"patient_id": "Smith", "study_uid": "1.2.4", "page": "patients/second.html"}]})");
    const auto pages = find_patient_pages(folder / "graded #1", folder / "evaluation.html");
    BOOST_TEST(pages.count("Smith") == 0U);
    BOOST_TEST(pages.at("1.2.4") == "graded%20%231/patients/second.html");
}

BOOST_FIXTURE_TEST_CASE(only_pages_that_are_in_the_folder_are_linked, GradedFolder) {
    BOOST_TEST(find_patient_pages(folder / "graded #1", folder / "evaluation.html").size() ==
               2U);  // UID, patient
}

BOOST_FIXTURE_TEST_CASE(a_folder_that_grade_did_not_write_is_refused, GradedFolder) {
    const auto refusal = [&] {
        return refusal_of([&] { find_patient_pages(folder.path(), folder / "evaluation.html"); },
                          ExitCode::data);
    };
    BOOST_TEST(contains(refusal(), "grades.json"));
    write_text(folder / "grades.json", "[]");
    BOOST_TEST(contains(refusal(), "lists no studies"));
}

BOOST_AUTO_TEST_SUITE_END()
