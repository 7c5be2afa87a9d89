// libFuzzer's entry point: https://llvm.org/docs/LibFuzzer.html.  LUMBAR_FUZZ_TARGET is the name of the
// target.
#include <cstdint>
#include <exception>

#include "targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr lumbar::fuzz::Target kTarget = lumbar::fuzz::target_named(LUMBAR_FUZZ_TARGET);
    kTarget.run({data, size});
    return 0;
}
