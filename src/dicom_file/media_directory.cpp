#include "dicom_file/media_directory.h"

#include <algorithm>
#include <set>
#include <system_error>

#include "archive/data_file.h"
#include "base/letter_case.h"
#include "dicom_file/attributes.h"
#include "dicom_file/dicom_file.h"
#include "dicom_file/file_probe.h"

namespace lumbar {
namespace {

constexpr Tag kDirectoryRecords = 0x00041220, kReferencedFile = 0x00041500;

// "DICOM\\IM1" -> "DICOM/IM1"; empty if it leads out of the folder.
std::string relative_name(std::string name) {
    std::replace(name.begin(), name.end(), '\\', '/');
    const std::filesystem::path path = name;
    const bool leads_out = path.is_absolute() || std::find(path.begin(), path.end(), "..") != path.end();
    return leads_out ? "" : name;
}

std::optional<std::filesystem::path> find_file(const std::filesystem::path& folder, const std::string& name) {
    for (const std::string& spelling : {name, to_lower(name), to_upper(name)}) {
        std::error_code absent;
        if (std::filesystem::is_regular_file(folder / spelling, absent)) return folder / spelling;
    }
    return {};
}

}  // namespace

std::optional<MediaDirectory> read_media_directory(const std::filesystem::path& path) {
    if (!begins_as_dicom(path)) return {};
    const DicomFile file = open_dicom_header(DataFile(path));
    if (!file.data.find(kDirectoryRecords)) return {};
    MediaDirectory directory;
    std::set<std::string> names;
    for (const DataSet& record : file.data.items_of(kDirectoryRecords)) {
        const std::string name = whole_text_of(record, kReferencedFile);
        if (name.empty() || !names.insert(name).second) continue;  // a patient, a study, a series
        const std::string relative = relative_name(name);
        const auto found = relative.empty() ? std::nullopt : find_file(path.parent_path(), relative);
        if (found) {
            directory.files.push_back(*found);
        } else {
            directory.missing.push_back(name);
        }
    }
    return directory;
}

}  // namespace lumbar
