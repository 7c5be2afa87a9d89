#include "base/fixed_decimals.h"

#include <cstdio>

namespace lumbar {

std::string fixed_decimals(double number, int decimals) {
    const int size = std::snprintf(nullptr, 0, "%.*f", decimals, number);
    std::string text(static_cast<std::size_t>(size) + 1, '\0');  // and the terminating zero
    std::snprintf(text.data(), text.size(), "%.*f", decimals, number);
    text.pop_back();
    return text;
}

}  // namespace lumbar
