#include "dicom_out/content_uid.h"

#include <boost/test/unit_test.hpp>

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(content_uids)

// Python: uuid.uuid5(uuid.UUID("6e0d5b0f-3c52-4a6b-9c1d-8f27a4e173d8"), "lumbar").int
BOOST_AUTO_TEST_CASE(are_name_based_uuids_as_decimal_numbers) {
    BOOST_TEST(content_uid("lumbar") == "2.25.111019561669667664730436391074293706182");
    BOOST_TEST(content_uid("") == "2.25.27973695217294457006104912847883973019");
}

BOOST_AUTO_TEST_CASE(are_valid_and_differ_by_content) {
    BOOST_TEST(is_uid(content_uid("a")));
    BOOST_TEST(content_uid("a") != content_uid("b"));
    BOOST_TEST(content_uid(std::string(100000, 'x')) != content_uid(std::string(100001, 'x')));
}

BOOST_AUTO_TEST_CASE(of_sources_are_used_only_if_they_are_uids) {
    BOOST_TEST(is_uid("1.2.840.10008"));
    for (const char* text : {"", ".1", "1.", "1..2", "study1", "../1", "1.2 ", "1.2/3"})
        BOOST_TEST(!is_uid(text));
    BOOST_TEST(is_uid(std::string(64, '1')));
    BOOST_TEST(!is_uid(std::string(65, '1')));
}

BOOST_AUTO_TEST_SUITE_END()
