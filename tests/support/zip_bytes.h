// Makes zip archives, right and wrong ones.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lumbar::test {

struct ZipPart {
    std::string name, bytes;
    int method = 0;                           // 8: deflated, in blocks that are not compressed
    int flags = 0;                            // 1: says that it is encrypted
    std::uint32_t unix_mode = 0100644;        // 0120777: a symbolic link
    std::optional<std::uint32_t> size = {};   // that the directory claims, whatever is there
    std::optional<std::uint32_t> crc32 = {};  // the same
};

std::string zip_bytes(const std::vector<ZipPart>& parts);

}  // namespace lumbar::test
