// Writes bytes as base64 (RFC 4648, with padding), for pictures inside of HTML.
#pragma once

#include <string>
#include <string_view>

namespace lumbar {

std::string base64_of(std::string_view bytes);

}  // namespace lumbar
