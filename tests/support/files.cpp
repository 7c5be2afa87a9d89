#include "support/files.h"

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>

namespace lumbar::test {

std::filesystem::path test_file(std::string_view name) {
    return std::filesystem::path(LUMBAR_TEST_FILES) / name;
}

void write_text(const std::filesystem::path& path, std::string_view text) {
    std::ofstream file(path, std::ios::binary);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

// `make test EDITION=...` points this at another build of the program.
std::filesystem::path lumbar_executable() {
    const char* chosen = std::getenv("LUMBAR_EXECUTABLE");
    return chosen ? chosen : LUMBAR_EXECUTABLE;
}

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "lumbar_test_XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("cannot make a temporary folder: " + pattern);
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace lumbar::test
