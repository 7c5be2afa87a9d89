// Files for tests: those in tests/, and temporary ones that vanish with the test.
#pragma once

#include <filesystem>
#include <string_view>

namespace lumbar::test {

// tests/NAME, e.g. test_file("golden/resample.safetensors").
std::filesystem::path test_file(std::string_view name);

// Quick and without the care of write_file_atomically.
void write_text(const std::filesystem::path& path, std::string_view text);

// The program under test.
std::filesystem::path lumbar_executable();

// A folder of its own below the system's temporary folder, removed at the end of the scope.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

}  // namespace lumbar::test
