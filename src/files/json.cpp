#include "files/json.h"

#include <string>

#include "base/error.h"
#include "files/json_excerpt.h"
#include "files/json_shape.h"
#include "files/text_file.h"

namespace lumbar {

Json read_json(const std::filesystem::path& path) {
    constexpr int kDeepest = 64;  // copying and printing recurse
    const std::string text = read_text_file(path);
    if (json_shape(text, kDeepest).is_too_deep) {
        throw Error({"the JSON file is nested too deep", path.string(), std::to_string(kDeepest) + " levels",
                     "more"});
    }
    try {
        return Json::parse(text);
    } catch (const Json::exception& e) {
        throw Error({"not a JSON file", path.string(), "", json_reason(e)});
    }
}

}  // namespace lumbar
