#include "support/zip_bytes.h"

#include <algorithm>

#include "files/crc32.h"

namespace lumbar::test {
namespace {

std::string little_endian(std::uint64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xff);
    return text;
}

std::string packed(const ZipPart& part) {
    if (part.method != 8) return part.bytes;
    constexpr std::size_t kBlock = 0xffff;
    std::string text;
    for (std::size_t at = 0; at == 0 || at < part.bytes.size(); at += kBlock) {
        const std::string block = part.bytes.substr(at, kBlock);
        text += at + kBlock >= part.bytes.size() ? '\1' : '\0';  // the last one
        text += little_endian(block.size(), 2) + little_endian(~block.size(), 2) + block;
    }
    return text;
}

// What the entry's head and the directory have in common.
std::string description(const ZipPart& part, std::size_t packed_size) {
    return little_endian(20, 2) + little_endian(static_cast<std::uint64_t>(part.flags), 2) +
           little_endian(static_cast<std::uint64_t>(part.method), 2) + little_endian(0, 4) +
           little_endian(part.crc32.value_or(crc32_of(part.bytes)), 4) + little_endian(packed_size, 4) +
           little_endian(part.size.value_or(static_cast<std::uint32_t>(part.bytes.size())), 4) +
           little_endian(part.name.size(), 2) + little_endian(0, 2);
}

}  // namespace

std::string zip_bytes(const std::vector<ZipPart>& parts) {
    std::string text, directory;
    for (const ZipPart& part : parts) {
        const std::string bytes = packed(part);
        const std::string described = description(part, bytes.size());
        directory += "PK\1\2" + little_endian(3 << 8 | 20, 2) + described + little_endian(0, 6) +
                     little_endian(std::uint64_t{part.unix_mode} << 16, 4) + little_endian(text.size(), 4) +
                     part.name;
        text += "PK\3\4" + described + part.name + bytes;
    }
    return text + directory + "PK\5\6" + little_endian(0, 4) + little_endian(parts.size(), 2) +
           little_endian(parts.size(), 2) + little_endian(directory.size(), 4) +
           little_endian(text.size(), 4) + little_endian(0, 2);
}

}  // namespace lumbar::test
