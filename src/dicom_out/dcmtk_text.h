// DCMTK's string of a text.
#pragma once

#include <dcmtk/ofstd/ofstring.h>

#include <string_view>

namespace lumbar {

// OFString is std::string or a class of DCMTK's own, as DCMTK was built.
inline OFString dcmtk_text(std::string_view text) {
    return {text.data(), text.size()};
}

}  // namespace lumbar
