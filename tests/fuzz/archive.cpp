#include <cstdint>
#include <stdexcept>
#include <string>

#include "archive/archive_index.h"
#include "archive/data_file.h"
#include "input_file.h"

namespace lumbar::fuzz {

void read_archive(Bytes bytes) {
    const auto path = input_file("archive.zip", bytes);
    accept_or_refuse([&] {
        const auto index = index_archive(path);
        for (const std::string& name : index->names) {
            constexpr std::uint64_t kMost = 1 << 20;
            accept_or_refuse([&] {
                const DataFile file(index->path_of(name));
                if (file.read(kMost).size() > file.size()) throw std::logic_error("more than there is");
            });
        }
    });
}

}  // namespace lumbar::fuzz
