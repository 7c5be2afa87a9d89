#include "dicom/file_outcome.h"

#include <boost/test/unit_test.hpp>
#include <new>
#include <stdexcept>

using namespace lumbar;

namespace {

// What a read that throws this is booked as: the file's failure; or it is thrown on, and this is empty.
template <class Failure>
std::string failure_of(const Failure& failure) {
    const auto outcome = try_to_read([&]() -> int { throw failure; });
    if (outcome.fault) {
        BOOST_CHECK_THROW(outcome.rethrow_fault(), Failure);
    } else {
        outcome.rethrow_fault();
    }
    return outcome.failure;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(file_outcome)

BOOST_AUTO_TEST_CASE(an_error_of_kind_data_is_the_files_failure) {
    BOOST_TEST(failure_of(Error({"cannot read", "a.dcm"})) == "a.dcm: cannot read");
}

BOOST_AUTO_TEST_CASE(errors_of_other_kinds_and_other_exceptions_are_thrown_on) {
    for (const auto code : {ExitCode::internal, ExitCode::usage, ExitCode::weights, ExitCode::output,
                            ExitCode::device, ExitCode::memory, ExitCode::interrupted}) {
        BOOST_TEST(failure_of(Error({"cannot read", "a.dcm"}, code)).empty());
    }
    BOOST_TEST(failure_of(std::bad_alloc()).empty());
    BOOST_TEST(failure_of(std::logic_error("a bug")).empty());
}

BOOST_AUTO_TEST_CASE(a_value_is_handed_over) {
    BOOST_TEST(try_to_read([] { return 7; }).value == 7);
}

BOOST_AUTO_TEST_SUITE_END()
