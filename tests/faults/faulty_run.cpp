#include "faulty_run.h"

#include <cstdlib>
#include <cstring>

#include "files/text_file.h"
#include "support/files.h"

namespace lumbar::test {

FaultyOutcome run_with_fault(const Arguments& arguments, const Fault& fault) {
    const TemporaryFolder folder;
    const std::string count = (folder / "count").string();
    const std::string text =
        fault.call + ":" + std::to_string(fault.number) + ":" + std::to_string(fault.reason);
    setenv("LD_PRELOAD", LUMBAR_FAIL_CALLS, 1);
    setenv("LUMBAR_FAULT", text.c_str(), 1);
    setenv("LUMBAR_FAULT_COUNT", count.c_str(), 1);
    FaultyOutcome outcome{run_lumbar(arguments)};
    unsetenv("LD_PRELOAD");
    const std::string bytes = std::filesystem::exists(count) ? read_text_file(count) : "";
    if (bytes.size() == sizeof outcome.calls) std::memcpy(&outcome.calls, bytes.data(), bytes.size());
    return outcome;
}

std::string reason_to_skip_faults() {
#if defined(__SANITIZE_ADDRESS__)
    return "the sanitizer's own malloc stands in the way";
#else
    return run_with_fault({"--version"}, {"malloc", 0, 0}).calls > 0
               ? ""
               : "the executable loads no library (the static edition)";
#endif
}

}  // namespace lumbar::test
