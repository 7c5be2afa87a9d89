#include "base/memory.h"

#include <sys/resource.h>

#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <memory>
#include <vector>

using namespace lumbar;

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kIsMallocGlibcs = false;  // the sanitizer's own keeps freed memory, to find who uses it
#else
constexpr bool kIsMallocGlibcs = true;
#endif

// Pages that the system had to hand out while a block of this size was allocated, written and freed.
long pages_handed_out(std::size_t bytes) {
    const auto faults = [] {
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        return usage.ru_minflt;
    };
    const long before = faults();
    const auto block = std::make_unique_for_overwrite<char[]>(bytes);
    for (volatile char* at = block.get(); at < block.get() + bytes; at += 4096) *at = 1;
    return faults() - before;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(memory)

// The first test: later ones leave freed memory behind, which would be written again.
BOOST_AUTO_TEST_CASE(memory_in_use_grows_with_what_is_written) {
    const double before = memory_in_use();
    const std::vector<char> block(100 << 20, 'x');  // less than what the test of the peak writes
    BOOST_TEST(memory_in_use() - before > 0.9 * static_cast<double>(block.size()));
}

BOOST_AUTO_TEST_CASE(a_large_block_that_was_freed_is_had_again_without_the_system,
                     *boost::unit_test::enable_if<kIsMallocGlibcs>()) {
    keep_freed_memory();
    constexpr std::size_t kBytes = 80 << 20;  // more than any threshold of malloc's can be
    pages_handed_out(kBytes);
    BOOST_TEST(pages_handed_out(kBytes) < 100);
}

BOOST_AUTO_TEST_CASE(peak_memory_counts_what_was_written) {
    const double before = peak_memory();
    pages_handed_out(300 << 20);
    BOOST_TEST(peak_memory() > before);
}

BOOST_AUTO_TEST_SUITE_END()
