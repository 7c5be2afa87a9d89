#include <boost/test/unit_test.hpp>
#include <set>
#include <string>

#include "gpu/embedded.h"

using namespace lumbar::gpu;

BOOST_AUTO_TEST_SUITE(worker_image_file)

// Names of versions lie in the file as text.
BOOST_AUTO_TEST_CASE(asks_for_no_glibc_newer_than_2_2_5) {
    const auto image = worker_image();
    const std::string bytes(reinterpret_cast<const char*>(image.data()), image.size());
    std::set<std::string> versions;
    for (auto at = bytes.find("GLIBC_"); at != bytes.npos; at = bytes.find("GLIBC_", at + 1))
        versions.insert(bytes.c_str() + at);
    BOOST_TEST(versions.size() == 1);
    BOOST_TEST(*versions.begin() == "GLIBC_2.2.5");
}

BOOST_AUTO_TEST_CASE(is_small) {
    BOOST_TEST(worker_image().size() < 32 << 10);
}

BOOST_AUTO_TEST_SUITE_END()
