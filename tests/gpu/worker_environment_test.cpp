#include "gpu/worker_environment.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "soft_gpu.h"
#include "support/files.h"

using namespace lumbar::gpu;
using lumbar::gpu::test::Variable;

namespace {

// "" where it is not set
std::string cache_path() {
    const std::string name = "CUDA_CACHE_PATH=";
    for (const std::string& line : worker_environment())
        if (line.starts_with(name)) return line.substr(name.size());
    return "";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(worker_environment_variables)

BOOST_AUTO_TEST_CASE(are_those_of_the_program) {
    const Variable path("LD_LIBRARY_PATH", "/somewhere");
    const std::vector<std::string> lines = worker_environment();
    BOOST_TEST((std::ranges::find(lines, "LD_LIBRARY_PATH=/somewhere") != lines.end()));
}

BOOST_AUTO_TEST_CASE(leave_the_cache_to_the_driver_where_the_home_folder_can_be_written) {
    const lumbar::test::TemporaryFolder home;
    const Variable variable("HOME", home.path()), no_cache("CUDA_CACHE_PATH", "");
    BOOST_TEST(cache_path() == "");
}

BOOST_AUTO_TEST_CASE(name_a_cache_that_only_this_user_can_write_where_the_home_folder_is_missing) {
    const lumbar::test::TemporaryFolder temporary;
    const Variable home("HOME", "/nowhere"), no_cache("CUDA_CACHE_PATH", ""),
        own("LUMBAR_TMP", temporary.path());
    const std::filesystem::path cache = cache_path();
    BOOST_TEST(cache.parent_path() == temporary.path());
    BOOST_TEST((std::filesystem::status(cache).permissions() == std::filesystem::perms::owner_all));
    BOOST_TEST(cache_path() == cache);  // found again

    std::filesystem::permissions(cache, std::filesystem::perms::all);
    BOOST_TEST(cache_path() != cache);  // anybody may have put code there
}

BOOST_AUTO_TEST_CASE(keep_the_users_cache) {
    const Variable home("HOME", "/nowhere"), cache("CUDA_CACHE_PATH", "/mine");
    BOOST_TEST(cache_path() == "/mine");
}

BOOST_AUTO_TEST_SUITE_END()
