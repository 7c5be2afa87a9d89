#include "report/write_page.h"

#include <array>
#include <string>

#include "base/atomic_file.h"
#include "base/error.h"
#include "files/gunzip.h"
#include "report/embedded_page.h"

namespace lumbar {
namespace {

// The page around what is filled in: before the title, between title and data, after the data.
std::array<std::string_view, 3> split(std::string_view page) {
    constexpr std::string_view kTitle = "{{title}}", kData = "{{data}}";
    const std::size_t title = page.find(kTitle), data = page.find(kData);
    if (title == page.npos || data == page.npos || data < title) {
        throw Error({"the embedded page has no place for title and data"}, ExitCode::internal);
    }
    const std::size_t after_title = title + kTitle.size();
    return {page.substr(0, title), page.substr(after_title, data - after_title),
            page.substr(data + kData.size())};
}

const std::array<std::string_view, 3>& page_parts() {
    static const std::string page = gunzip(embedded_page());
    static const auto parts = split(page);
    return parts;
}

// A text in quotes as valid UTF-8, without what would end the element that it stands in.
std::string html_text(std::string_view text) {
    // JSON's writer knows how to replace what is no UTF-8.
    const std::string valid =
        Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace)).get<std::string>();
    std::string safe;
    for (const char c : valid) {
        if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\'') {
            safe += "&#" + std::to_string(static_cast<int>(c)) + ";";
        } else {
            safe += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
        }
    }
    return safe;
}

// JSON for a <script> element: without '<' nothing in it can end the element or open a comment.
std::string script_json(const Json& data) {
    const std::string json = data.dump(-1, ' ', false, Json::error_handler_t::replace);
    std::string safe;
    safe.reserve(json.size());
    for (const char c : json) {
        if (c == '<') {
            safe += "\\u003c";
        } else {
            safe += c;
        }
    }
    return safe;
}

}  // namespace

void write_page(const std::filesystem::path& path, std::string_view title, const Json& data) {
    const auto& [before, between, after] = page_parts();
    AtomicFile file(path);
    file.write(before);
    file.write(html_text(title));
    file.write(between);
    file.write(script_json(data));
    file.write(after);
    file.commit();
}

}  // namespace lumbar
