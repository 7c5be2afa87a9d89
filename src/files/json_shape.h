// Checks a JSON text before it is read into values: reading, copying and printing recurse, and of two equal
// keys the last one counts silently.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lumbar {

struct JsonShape {
    bool is_too_deep = false;
    std::optional<std::string> repeated_key;  // the first, within one object
};

// Takes time in proportion to the text, and memory for the keys of the objects that are open.  What is no
// JSON is looked at up to there and not reported.
JsonShape json_shape(std::string_view text, int deepest);

}  // namespace lumbar
