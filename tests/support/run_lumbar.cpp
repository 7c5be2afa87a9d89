#include "support/run_lumbar.h"

#include "files/text_file.h"
#include "support/files.h"
#include "support/program.h"

namespace lumbar::test {

Outcome run_lumbar(const Arguments& arguments, std::uint64_t largest_file) {
    const TemporaryFolder folder;
    Program program(arguments, folder / "printed", largest_file);
    const int code = program.wait();
    return {code, read_text_file(folder / "printed")};
}

}  // namespace lumbar::test
