// Text from files made fit for a terminal.
#pragma once

#include <string>
#include <string_view>

namespace lumbar {

// Control characters, which may move the cursor or retitle the window, as \x1B; line breaks and tabs stay.
std::string printable(std::string_view text);

}  // namespace lumbar
