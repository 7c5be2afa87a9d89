// The entry point of every test program; the cases are in the _test.cpp files beside it.
#define BOOST_TEST_MODULE lumbar
#include <boost/test/unit_test.hpp>
#include <cstdlib>

namespace {

// Ignores this machine's tuning file, unless one is named.
struct WithoutTuning {
    WithoutTuning() { setenv("LUMBAR_TUNING", "", 0); }
};

}  // namespace

BOOST_TEST_GLOBAL_FIXTURE(WithoutTuning);
