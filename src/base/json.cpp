#include "base/json.h"

#include "base/error.h"
#include "base/text_file.h"

namespace lumbar {

Json read_json(const std::filesystem::path& path) {
    try {
        return Json::parse(read_text_file(path));
    } catch (const Json::exception& e) {
        throw Error({"not a JSON file", path.string(), "", e.what()});
    }
}

}  // namespace lumbar
