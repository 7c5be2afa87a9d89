#include "input_file.h"

#include <fstream>
#include <span>
#include <stdexcept>

#include "support/files.h"

namespace lumbar::fuzz {

std::filesystem::path input_file(std::string_view name, Bytes bytes) {
    static const test::TemporaryFolder folder;
    auto path = folder / name;
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
    return path;
}

void read_by_first_byte(std::span<const FileReader> readers, Bytes bytes) {
    if (bytes.empty()) return;
    const FileReader& reader = readers[bytes.front() % readers.size()];
    accept_or_refuse([&] { reader.read(input_file(reader.name, bytes.subspan(1))); });
}

}  // namespace lumbar::fuzz
