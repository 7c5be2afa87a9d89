#include "base/json.h"

#include "base/error.h"
#include "base/text_file.h"

namespace lumbar {

Json read_json(const std::filesystem::path& path) {
    constexpr int kDeepest = 64;  // copying and printing recurse
    const auto bound = [&](int depth, Json::parse_event_t /*event*/, Json& /*value*/) {
        if (depth <= kDeepest) return true;
        throw Error({"the JSON file is nested too deep", path.string(), std::to_string(kDeepest) + " levels",
                     "more"});
    };
    try {
        return Json::parse(read_text_file(path), bound);
    } catch (const Json::exception& e) {
        throw Error({"not a JSON file", path.string(), "", e.what()});
    }
}

}  // namespace lumbar
