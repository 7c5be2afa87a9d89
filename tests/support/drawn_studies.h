// Small synthetic studies and untrained nets of the tiny recipes, drawn by the program under test.
#pragma once

#include <filesystem>
#include <string>

#include "support/files.h"

namespace lumbar::test {

// `data` in the competition's layout, with images of 96 px, and `weights`.
class DrawnStudies {
  public:
    explicit DrawnStudies(int studies);

    std::string data() const { return (folder_ / "data").string(); }
    std::string weights() const { return (folder_ / "weights").string(); }
    std::filesystem::path operator/(std::string_view name) const { return folder_ / name; }

  private:
    TemporaryFolder folder_;
};

}  // namespace lumbar::test
