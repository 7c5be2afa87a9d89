#include "base/output_target.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <optional>
#include <string>

#include "base/error.h"

namespace lumbar {
namespace {

constexpr int kMostLinks = 40;  // as Linux has it

// The descriptor that a path stands for: /dev/stdout, /dev/fd/3, /proc/self/fd/3.
std::optional<int> descriptor_of(const std::filesystem::path& path) {
    const std::string text = path.lexically_normal().string();
    if (text == "/dev/stdout") return STDOUT_FILENO;
    if (text == "/dev/stderr") return STDERR_FILENO;
    for (const std::string folder : {"/dev/fd/", "/proc/self/fd/"}) {
        const std::string number = text.starts_with(folder) ? text.substr(folder.size()) : "";
        const bool is_number = !number.empty() && number.size() <= 6 &&
                               number.find_first_not_of("0123456789") == std::string::npos;
        if (is_number) return std::stoi(number);
    }
    return std::nullopt;
}

[[noreturn]] void fail(const std::filesystem::path& path) {
    throw Error({"cannot write the output", path.string(), "a place that takes it", std::strerror(errno)},
                ExitCode::output);
}

class Descriptor {
  public:
    explicit Descriptor(const std::filesystem::path& path) {
        std::fflush(stdout);
        const auto number = descriptor_of(path);
        value_ =
            number ? fcntl(*number, F_DUPFD_CLOEXEC, 0) : open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
        if (value_ < 0) fail(path);
    }
    ~Descriptor() { close(value_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    void write(const char* at, std::size_t size, const std::filesystem::path& path) const {
        while (size > 0) {
            const ssize_t written = ::write(value_, at, size);
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) fail(path);
            at += written;
            size -= static_cast<std::size_t>(written);
        }
    }

  private:
    int value_ = -1;
};

}  // namespace

OutputTarget find_output_target(const std::filesystem::path& path) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    const bool is_special = std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
    if (descriptor_of(path) || is_special) return {path, false};
    std::filesystem::path target = path;
    for (int links = 0; links < kMostLinks && std::filesystem::is_symlink(target, error); ++links) {
        target = target.parent_path() / std::filesystem::read_symlink(target, error);
    }
    if (std::filesystem::is_symlink(target, error)) {
        errno = ELOOP;
        fail(path);
    }
    if (descriptor_of(target)) return {target, false};
    return {target, true};
}

bool is_standard_output(const std::filesystem::path& path) {
    return descriptor_of(path) == STDOUT_FILENO;
}

void write_into(const OutputTarget& target, const std::filesystem::path& from) {
    std::ifstream file(from, std::ios::binary);
    const Descriptor descriptor(target.path);
    std::array<char, 1 << 16> piece{};
    while (file) {
        file.read(piece.data(), piece.size());
        descriptor.write(piece.data(), static_cast<std::size_t>(file.gcount()), target.path);
    }
    if (file.bad() || !file.eof()) {
        errno = EIO;
        fail(target.path);
    }
}

}  // namespace lumbar
