#include "score/patient_pages.h"

#include <array>
#include <cstdio>
#include <string_view>

#include "base/error.h"
#include "files/json.h"

namespace lumbar {
namespace {

// For a link: everything but letters, digits and a few signs as %XX.
std::string url_of(std::string_view path) {
    constexpr std::string_view kPlain = "-._~/";
    std::string url;
    for (const char c : path) {
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                              kPlain.find(c) != kPlain.npos;
        if (is_plain) {
            url += c;
            continue;
        }
        std::array<char, 4> code{};
        std::snprintf(code.data(), code.size(), "%%%02X",
                      static_cast<unsigned>(static_cast<unsigned char>(c)));
        url += code.data();
    }
    return url;
}

std::string text_at(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace

std::map<std::string, std::string> find_patient_pages(const std::filesystem::path& folder,
                                                      const std::filesystem::path& from) {
    const Json grades = read_json(folder / "grades.json");
    if (!grades.is_object() || !grades.contains("studies") || !grades["studies"].is_array()) {
        throw Error({"it lists no studies", (folder / "grades.json").string(),
                     "what lumbar grade writes, with \"studies\""});
    }
    const std::filesystem::path start = std::filesystem::absolute(from).parent_path();
    std::map<std::string, std::string> pages, of_patients;
    std::map<std::string, int> studies_of_patient;
    for (const Json& study : grades["studies"]) {
        if (!study.is_object()) continue;
        const std::string patient = text_at(study, "patient_id");
        ++studies_of_patient[patient];
        // The name alone: a page is nowhere else than in this folder.
        const auto name = std::filesystem::path(text_at(study, "page")).filename();
        const auto page = folder / "patients" / name;
        if (name.empty() || !std::filesystem::is_regular_file(page)) continue;
        of_patients[patient] = pages[text_at(study, "study_uid")] =
            url_of(std::filesystem::relative(page, start).generic_string());
    }
    for (const auto& [patient, page] : of_patients) {
        if (studies_of_patient[patient] == 1) pages.emplace(patient, page);
    }
    return pages;
}

}  // namespace lumbar
