// A disk that can be filled: a tmpfs over a folder, seen by this process and its children alone.
#pragma once

#include <cstdint>
#include <filesystem>

namespace lumbar::test {

class SmallDisk {
  public:
    // Lies over what the folder holds.  Where the system refuses, the folder stays as it is.
    SmallDisk(const std::filesystem::path& folder, std::uint64_t bytes);
    ~SmallDisk();
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    bool is_mounted() const { return mounted_; }

  private:
    std::filesystem::path folder_;
    bool mounted_ = false;
};

}  // namespace lumbar::test
