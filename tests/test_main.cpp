// The entry point of every test program; the cases are in the _test.cpp files beside it.
#define BOOST_TEST_MODULE lumbar
#include <boost/test/unit_test.hpp>
