#include "base/text_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "base/error.h"

namespace lumbar {

std::string read_text_file(const std::filesystem::path& path) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        throw Error({"cannot read the file", path.string(), "a file", "a folder"});
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Error({"cannot read the file", path.string(), "a readable file", std::strerror(errno)});
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace lumbar
