#include "files/text_file.h"

#include <unistd.h>

#include <array>
#include <cerrno>

#include "files/regular_file.h"

namespace lumbar {

std::string read_text_file(const std::filesystem::path& path) {
    const RegularFile file(path);
    std::string text;
    text.reserve(file.size());
    std::array<char, 1 << 16> piece{};
    for (;;) {
        const ssize_t size = read(file.descriptor(), piece.data(), piece.size());
        if (size == 0) return text;
        if (size > 0) text.append(piece.data(), static_cast<std::size_t>(size));
        if (size < 0 && errno != EINTR) fail_to_read(path);
    }
}

}  // namespace lumbar
