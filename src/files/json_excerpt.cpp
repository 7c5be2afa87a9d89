#include "files/json_excerpt.h"

#include "base/printable.h"

namespace lumbar {
namespace {

template <class AnyJson>
std::string scalar_text(const AnyJson& json) {
    constexpr auto kReplace = AnyJson::error_handler_t::replace;  // a flag's text may be no UTF-8
    if (!json.is_string()) return json.dump();
    const auto& text = json.template get_ref<const std::string&>();
    return AnyJson(text.substr(0, kExcerptBytes)).dump(-1, ' ', false, kReplace);
}

// Each level adds a bracket, so that the depth is bounded like the text.
template <class AnyJson>
void append(const AnyJson& json, std::string& text) {
    if (!json.is_structured()) {
        text += scalar_text(json);
        return;
    }
    const bool is_object = json.is_object();
    text += is_object ? '{' : '[';
    bool is_first = true;
    for (auto item = json.begin(); item != json.end() && text.size() <= kExcerptBytes; ++item) {
        if (!is_first) text += ',';
        is_first = false;
        if (is_object) text += scalar_text(AnyJson(item.key().substr(0, kExcerptBytes))) + ":";
        append(*item, text);
    }
    text += is_object ? '}' : ']';
}

template <class AnyJson>
std::string excerpt_of(const AnyJson& json) {
    std::string text;
    append(json, text);
    return excerpt(text);
}

}  // namespace

std::string json_reason(const std::exception& reason) {
    return excerpt(reason.what(), 3 * kExcerptBytes);
}

std::string json_excerpt(const Json& json) {
    return excerpt_of(json);
}

std::string json_excerpt(const nlohmann::json& json) {
    return excerpt_of(json);
}

}  // namespace lumbar
