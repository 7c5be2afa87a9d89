// Writes a zip archive of stored (uncompressed) entries.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace lumbar {

class ZipWriter {
  public:
    // Replaces the file.  Every method throws Error (output).
    explicit ZipWriter(const std::filesystem::path& path);
    ~ZipWriter();
    ZipWriter(const ZipWriter&) = delete;
    ZipWriter& operator=(const ZipWriter&) = delete;

    void add(const std::string& name, const void* bytes, std::size_t size);
    void add(const std::string& name, std::string_view text) { add(name, text.data(), text.size()); }
    void close();

  private:
    void check(bool good) const;

    std::filesystem::path path_;
    void* archive_;
};

}  // namespace lumbar
