// The entry point of every test program; the cases are in the _test.cpp files beside it.
#define BOOST_TEST_MODULE lumbar
#define BOOST_TEST_DYN_LINK
#include <boost/test/unit_test.hpp>
