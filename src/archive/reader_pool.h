// Keeps the archives open that were read last: opening one takes longer than reading an entry.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "archive/archive_index.h"

namespace lumbar {

// As ZipReader::read; nothing, too, if the archive cannot be opened.  Any number of threads may call it.
std::optional<std::vector<std::uint8_t>> read_entry(const std::shared_ptr<const ArchiveIndex>& index,
                                                    const ZipEntry& entry, std::uint64_t most);

}  // namespace lumbar
