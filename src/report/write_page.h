// Writes one self-contained HTML page: its style, its scripts (src/report/page), Chart.js, and the data that
// they draw.
#pragma once

#include <filesystem>
#include <string_view>

#include "files/json.h"

namespace lumbar {

// `data.kind` selects the view that draws the page; docs/report.md lists the kinds.  The file needs no
// network and no other file.  Texts may hold anything: what is not UTF-8 becomes U+FFFD, and no text can
// become markup or script.  Numbers that are not finite become null.  Written whole or not at all; throws
// Error (output) if the file cannot be written.
void write_page(const std::filesystem::path& path, std::string_view title, const Json& data);

}  // namespace lumbar
